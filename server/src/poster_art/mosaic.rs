//! Mosaic: quarter discs, leaves and rings in a grid, now and then an eye or a bird among them.

use super::canvas::Canvas;
use super::palette::mix;

pub fn compose(c: &mut Canvas) {
    let ink = c.ink;
    c.ground(ink.paper);
    let (columns, rows) = c.dice.pick(&[(3, 3), (4, 4), (4, 4), (5, 5)]);
    let side = 240.0 / f64::from(columns);
    let family = c.dice.between(0, 3);
    let sparse = c.dice.pick(&[0, 18, 40]);
    let low = mix(ink.deep, ink.second, 0.28);
    for row in 0..=rows + 2 {
        for column in 0..columns {
            let (x, y) = (f64::from(column) * side, f64::from(row) * side);
            if y >= 360.0 {
                continue;
            }
            let foot = y + side * 0.5 > 250.0;
            let (ground, fill) = if foot {
                (ink.deep, low.as_str())
            } else {
                c.dice.pick(&[
                    (ink.paper, ink.main),
                    (ink.second, ink.light),
                    (ink.paper, ink.deep),
                    (ink.main, ink.paper),
                    (ink.deep, ink.main),
                    (ink.paper, ink.second),
                ])
            };
            let ground = if !foot && c.dice.chance(sparse) { ink.paper } else { ground };
            c.rect(x, y, side + 0.3, side + 0.3, ground);
            if foot && c.dice.chance(50) {
                continue;
            }
            let quarter = f64::from(c.dice.between(0, 3)) * 90.0;
            c.turned(quarter, x + side / 2.0, y + side / 2.0);
            c.placed(x, y, side / 10.0);
            tile(c, family, fill);
            c.end();
            c.end();
        }
    }
    let (column, row) = (c.dice.between(0, columns - 1), c.dice.between(0, rows - 2));
    let (x, y) = ((f64::from(column) + 0.5) * side, (f64::from(row) + 0.5) * side);
    c.rect(x - side / 2.0, y - side / 2.0, side + 0.3, side + 0.3, ink.paper);
    c.disc(x, y, side * 0.46, ink.deep);
    c.disc(x, y, side * 0.3, ink.light);
    let (dx, dy) = (c.dice.range(-0.1, 0.1), c.dice.range(-0.1, 0.1));
    c.disc(x + dx * side, y + dy * side, side * 0.16, ink.main);
}

/// One tile in a 10 by 10 box.
fn tile(c: &mut Canvas, family: i32, fill: &str) {
    let round = [
        "M0 0H10A10 10 0 0 1 0 10Z",
        "M0 0A10 10 0 0 1 10 10A10 10 0 0 1 0 0Z",
        "M0 5A5 5 0 0 1 10 5Z",
        "M0 0H10L0 10Z",
    ];
    let leaf = ["M0 0A10 10 0 0 1 10 10A10 10 0 0 1 0 0Z", "M0 10V5A5 5 0 0 1 10 5V10Z", "M0 0H10V5A5 5 0 0 1 0 5Z"];
    let bars = ["M0 0H10V2H0ZM0 4H10V6H0ZM0 8H10V10H0Z", "M0 0H10L0 10Z", "M0 0H5V10H0Z", "M0 0H10A10 10 0 0 1 0 10Z"];
    let arcs = [
        "M0 0H10A10 10 0 0 1 0 10V7A7 7 0 0 0 7 0Z",
        "M0 0H4A4 4 0 0 1 0 4Z",
        "M0 0H10A10 10 0 0 1 0 10Z",
        "M5 0A5 5 0 0 1 5 10A5 5 0 0 1 5 0Z",
    ];
    let outline = match family {
        0 => c.dice.pick(&round),
        1 => c.dice.pick(&leaf),
        2 => c.dice.pick(&bars),
        _ => c.dice.pick(&arcs),
    };
    c.path(outline, fill);
}
