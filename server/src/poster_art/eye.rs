//! Eye: one that watches, many that watch, or a keyhole to watch through.

use super::canvas::Canvas;
use super::motif;
use super::palette::mix;

pub fn compose(c: &mut Canvas) {
    let ink = c.ink;
    match c.dice.between(0, 3) {
        0 => {
            c.ground(ink.paper);
            let (y, wide) = (c.dice.range(110.0, 150.0), c.dice.range(84.0, 118.0));
            lashes(c, y, wide);
            open_eye(c, 120.0, y, wide);
            motif::foot(c, 264.0, ink.deep);
        }
        1 => many(c),
        2 => keyhole(c),
        _ => half(c),
    }
}

fn almond(x: f64, y: f64, wide: f64, tall: f64) -> String {
    format!("M{} {y}Q{x} {} {} {y}Q{x} {} {} {y}Z", x - wide, y - tall * 2.0, x + wide, y + tall * 2.0, x - wide)
}

fn open_eye(c: &mut Canvas, x: f64, y: f64, wide: f64) {
    let ink = c.ink;
    let tall = wide * c.dice.range(0.42, 0.62);
    c.path(&almond(x, y, wide, tall), ink.deep);
    let inner = almond(x, y, wide * 0.93, tall * 0.88);
    c.clipped(&inner);
    c.path(&inner, ink.light);
    let iris = tall * c.dice.range(0.75, 0.95);
    let look = c.dice.range(-0.25, 0.25) * wide;
    c.disc(x + look, y, iris, ink.main);
    match c.dice.between(0, 2) {
        0 => {
            for step in 1..4 {
                c.ring(x + look, y, iris * (1.0 - f64::from(step) * 0.14), 1.6, ink.deep);
            }
        }
        1 => {
            for ray in 0..18 {
                c.turned(f64::from(ray) * 20.0, x + look, y);
                c.rect(x + look - 0.8, y - iris, 1.6, iris * 0.6, ink.deep);
                c.end();
            }
        }
        _ => c.disc(x + look, y, iris * 0.74, ink.second),
    }
    c.disc(x + look, y, iris * 0.48, ink.deep);
    if c.dice.chance(50) {
        motif::person(c, x + look, y + iris * 0.36, iris * 0.68, ink.light);
    } else {
        c.disc(x + look + iris * 0.2, y - iris * 0.22, iris * 0.13, ink.light);
    }
    c.end();
}

fn lashes(c: &mut Canvas, y: f64, wide: f64) {
    let deep = c.ink.deep;
    let count = c.dice.pick(&[0, 7, 9, 13]);
    for lash in 0..count {
        let lean = (f64::from(lash) / f64::from(count - 1) - 0.5) * 110.0;
        c.turned(lean, 120.0, y + wide * 0.3);
        c.polygon(&[(117.0, y - wide * 0.5), (123.0, y - wide * 0.5), (120.0, y - wide * 1.1)], deep);
        c.end();
    }
}

/// A wall of eyes, of which one is open.
fn many(c: &mut Canvas) {
    let ink = c.ink;
    c.ground(ink.paper);
    let columns = c.dice.between(2, 4);
    let side = 240.0 / f64::from(columns);
    let rows = c.dice.pick(&[4, 5, 6]);
    let pitch = 250.0 / f64::from(rows);
    let chosen = (c.dice.between(0, columns - 1), c.dice.between(1, rows - 2));
    for row in 0..rows {
        for column in 0..columns {
            let (x, y) = ((f64::from(column) + 0.5) * side, (f64::from(row) + 0.6) * pitch);
            if (column, row) == chosen {
                open_eye(c, x, y, side * 0.44);
            } else {
                let half = side * 0.36;
                c.line(&format!("M{} {y}q{half} {} {} 0", x - half, half * 0.8, half * 2.0), 4.0, ink.deep);
                for lash in [-0.5, 0.0, 0.5] {
                    c.line(
                        &format!("M{} {}l{} {}", x + lash * half, y + half * 0.36, lash * half * 0.4, half * 0.34),
                        2.4,
                        ink.deep,
                    );
                }
            }
        }
    }
    motif::foot(c, 272.0, ink.deep);
}

fn keyhole(c: &mut Canvas) {
    let ink = c.ink;
    let wall = mix(ink.deep, ink.second, 0.2);
    c.ground(&wall);
    let (x, y, radius) = (c.dice.range(100.0, 140.0), c.dice.range(90.0, 110.0), c.dice.range(44.0, 60.0));
    let outline = format!(
        "M{} {}A{radius} {radius} 0 1 1 {} {}L{} 262H{}Z",
        x - radius * 0.5,
        y + radius * 0.86,
        x + radius * 0.5,
        y + radius * 0.86,
        x + radius * 1.05,
        x - radius * 1.05
    );
    c.clipped(&outline);
    c.ground(ink.paper);
    c.disc(x - radius * 0.4, y, radius * 0.5, ink.main);
    c.rect(0.0, 214.0, 240.0, 60.0, ink.second);
    let tall = c.dice.range(76.0, 110.0);
    motif::person(c, x, 250.0, tall, ink.deep);
    c.end();
    c.polygon(
        &[(x - radius * 1.05, 263.0), (x + radius * 1.05, 263.0), (x + radius * 2.0, 361.0), (x - radius * 2.0, 361.0)],
        ink.deep,
    );
}

/// An eye rises over the edge of the dark like a sun.
fn half(c: &mut Canvas) {
    let ink = c.ink;
    c.ground(ink.paper);
    let (x, y) = (c.dice.range(80.0, 160.0), c.dice.range(210.0, 245.0));
    let radius = c.dice.range(76.0, 110.0);
    for ray in 0..11 {
        c.turned(f64::from(ray) * 18.0 - 90.0, x, y);
        c.rect(x - 2.0, y - radius - 44.0, 4.0, 30.0 + f64::from(ray % 2) * 8.0, ink.deep);
        c.end();
    }
    c.disc(x, y, radius, ink.light);
    c.disc(x, y, radius * 0.66, ink.main);
    c.disc(x, y, radius * 0.34, ink.deep);
    c.disc(x + radius * 0.15, y - radius * 0.16, radius * 0.08, ink.light);
    c.rect(0.0, y, 240.0, 200.0, ink.deep);
    motif::person(c, if x > 120.0 { 34.0 } else { 206.0 }, y + 1.0, 30.0, ink.deep);
}
