//! Crowd: rows of the same thing, and one that is not the same.

use super::canvas::Canvas;
use super::motif;
use super::palette::mix;

pub fn compose(c: &mut Canvas) {
    let ink = c.ink;
    c.ground(ink.paper);
    let kind = c.dice.pick(&[0, 0, 1, 2, 3, 4, 4, 5]);
    let columns = if kind == 0 { c.dice.between(3, 5) } else { c.dice.between(4, 6) };
    let side = 240.0 / f64::from(columns);
    let pitch = side * [0.92, 0.78, 0.8, 0.62, 1.0, 1.12][usize::try_from(kind).unwrap_or(0)];
    let top = c.dice.pick(&[10.0, 10.0, 70.0, 120.0]);
    let mut rows = 0;
    while top + (f64::from(rows) + 1.0) * pitch < 276.0 {
        rows += 1;
    }
    if top > 60.0 && c.dice.chance(60) {
        let x = c.dice.range(50.0, 190.0);
        c.disc(x, top - 20.0, 44.0, ink.second);
    }
    let chosen = (c.dice.between(1, columns - 2), c.dice.between(0, (rows - 2).max(0)));
    for row in 0..rows {
        let y = top + (f64::from(row) + 0.5) * pitch;
        let shift = if row % 2 == 1 && kind < 4 { side / 2.0 } else { 0.0 };
        let near = f64::from(row + 1) / f64::from(rows);
        for column in -1..=columns {
            let x = (f64::from(column) + 0.5) * side + shift;
            let here = (column, row) == chosen;
            // The front rows stand in the dark of the foot.
            let behind = mix(ink.second, ink.deep, near);
            let fill = if here {
                ink.main
            } else if kind == 0 {
                &behind
            } else {
                ink.deep
            };
            piece(c, kind, x, y, side, fill, here);
        }
    }
    let edge = top + f64::from(rows) * pitch;
    c.rect(0.0, edge.max(262.0), 240.0, 110.0, ink.deep);
}

fn piece(c: &mut Canvas, kind: i32, x: f64, y: f64, side: f64, fill: &str, other: bool) {
    let s = side;
    match kind {
        // Heads and shoulders.
        0 => {
            c.disc(x, y - s * 0.16, s * 0.2, fill);
            c.path(
                &format!(
                    "M{} {}v{}a{} {} 0 0 1 {} 0v{}Z",
                    x - s * 0.42,
                    y + s * 2.1,
                    s * -1.6,
                    s * 0.42,
                    s * 0.38,
                    s * 0.84,
                    s * 1.6,
                ),
                fill,
            );
        }
        // Umbrellas.
        1 => {
            c.path(
                &format!(
                    "M{} {y}a{} {} 0 0 1 {} 0q{} {} {} 0q{} {} {} 0Z",
                    x - s * 0.42,
                    s * 0.42,
                    s * 0.42,
                    s * 0.84,
                    s * -0.21,
                    s * -0.16,
                    s * -0.42,
                    s * -0.21,
                    s * -0.16,
                    s * -0.42
                ),
                fill,
            );
            c.rect(x - 0.8, y - s * 0.1, 1.6, s * 0.44, fill);
        }
        2 => motif::bird(c, x, y, s * if other { 1.2 } else { 0.84 }, fill),
        // Fish, one of which swims the other way.
        3 => {
            let way = if other { -1.0 } else { 1.0 };
            c.path(
                &format!(
                    "M{} {y}q{} {} {} 0l{} {}v{}l{} {}q{} {} {} 0Z",
                    x - way * s * 0.4,
                    way * s * 0.28,
                    s * -0.36,
                    way * s * 0.56,
                    way * s * 0.24,
                    s * -0.16,
                    s * 0.32,
                    way * s * -0.24,
                    s * -0.16,
                    way * s * -0.28,
                    s * 0.36,
                    way * s * -0.56
                ),
                fill,
            );
        }
        // Windows or seats.
        4 => c.path(
            &format!(
                "M{} {}v{}a{} {} 0 0 1 {} 0v{}Z",
                x - s * 0.32,
                y + s * 0.42,
                s * -0.5,
                s * 0.32,
                s * 0.32,
                s * 0.64,
                s * 0.5
            ),
            fill,
        ),
        // Matches, one of which burns.
        _ => {
            c.rect(x - s * 0.06, y - s * 0.3, s * 0.12, s * 0.78, fill);
            c.oval(x, y - s * 0.32, s * 0.14, s * 0.18, fill);
            if other {
                c.path(
                    &format!(
                        "M{x} {}q{} {} 0 {}q{} {} 0 {}Z",
                        y - s * 0.72,
                        s * 0.36,
                        s * 0.4,
                        s * 0.5,
                        s * -0.36,
                        s * -0.1,
                        s * -0.5
                    ),
                    fill,
                );
            }
        }
    }
}
