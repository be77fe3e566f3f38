//! Corridor: opening within opening, tone by tone, to one small light.

use super::canvas::Canvas;
use super::motif;
use super::palette::mix;

pub fn compose(c: &mut Canvas) {
    let ink = c.ink;
    let inward = c.dice.chance(50);
    let (near, far) = if inward { (ink.deep, ink.paper) } else { (ink.paper, ink.deep) };
    let (x, y) = (c.dice.range(84.0, 156.0), c.dice.range(110.0, 160.0));
    let count = c.dice.between(5, 8);
    let shape = c.dice.between(0, 4);
    let twist = if shape == 1 { 0.0 } else { c.dice.pick(&[0.0, 0.0, 5.0, -7.0]) };
    c.ground(near);
    for step in 0..count {
        let share = f64::from(step) / f64::from(count - 1);
        let scale = 1.18 - share * 0.98;
        let (cx, cy) = (120.0 + (x - 120.0) * share, 150.0 + (y - 150.0) * share);
        let last = step == count - 1;
        let fill = if last { ink.main.to_string() } else { mix(near, far, share) };
        c.turned(twist * f64::from(step), cx, cy);
        opening(c, shape, cx, cy, scale * 118.0, &fill);
        c.end();
        if last {
            let dark = if inward { ink.deep } else { ink.light };
            motif::person(c, cx, cy + scale * 150.0, scale * 170.0, if inward { dark } else { ink.deep });
        }
    }
    if c.dice.chance(45) {
        c.screen(ink.deep, 220.0, 12.0);
    } else {
        c.polygon(&[(0.0, 300.0), (x, 256.0), (240.0, 300.0), (240.0, 361.0), (0.0, 361.0)], ink.deep);
    }
}

/// A door, an arch, a porthole, a tent or a diamond of half width `r`.
fn opening(c: &mut Canvas, shape: i32, x: f64, y: f64, r: f64, fill: &str) {
    match shape {
        0 => c.rect(x - r, y - r * 1.3, r * 2.0, r * 2.6, fill),
        1 => c.path(
            &format!("M{} {}V{}a{r} {r} 0 0 1 {} 0V{}Z", x - r, y + r * 1.3, y - r * 0.4, r * 2.0, y + r * 1.3),
            fill,
        ),
        2 => c.disc(x, y, r * 1.25, fill),
        3 => c.polygon(&[(x, y - r * 1.5), (x + r * 1.15, y + r * 1.3), (x - r * 1.15, y + r * 1.3)], fill),
        _ => c.polygon(&[(x, y - r * 1.6), (x + r * 1.2, y), (x, y + r * 1.6), (x - r * 1.2, y)], fill),
    }
}
