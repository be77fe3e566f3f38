//! Waves: water in flat inks, scaled, striped or rising, and something small upon it.

use super::canvas::{Canvas, smooth};
use super::motif;
use super::palette::mix;

pub fn compose(c: &mut Canvas) {
    let ink = c.ink;
    c.ground(ink.paper);
    let level = c.dice.range(130.0, 200.0);
    let (x, y, radius) = (c.dice.range(50.0, 190.0), c.dice.range(56.0, level), c.dice.range(22.0, 62.0));
    motif::luminary(c, x, y, radius, ink.paper);
    match c.dice.between(0, 6) {
        0 | 1 => scales(c, level),
        2 | 3 => swell(c, level),
        4 | 5 => stripes(c, level),
        _ => breaker(c),
    }
}

fn visitor(c: &mut Canvas, x: f64, y: f64) {
    let ink = c.ink;
    match c.dice.between(0, 3) {
        0 => motif::boat(c, x, y, 40.0, ink.deep, ink.light),
        1 => c.path(&format!("M{} {y}q10 -34 34 -40q-9 18 -2 40Z", x - 14.0), ink.deep),
        2 => {
            c.path(&format!("M{} {}q-4 -30 -26 -40q20 -4 28 12q8 -16 28 -12q-22 10 -26 40Z", x, y + 6.0), ink.deep);
        }
        _ => motif::person(c, x, y + 14.0, 44.0, ink.deep),
    }
}

/// Overlapping fans, row before row.
fn scales(c: &mut Canvas, level: f64) {
    let ink = c.ink;
    let radius = c.dice.pick(&[24.0, 30.0, 40.0, 60.0]);
    let at = c.dice.range(60.0, 180.0);
    visitor(c, at, level - radius * 0.6);
    let rows = ((360.0 - level) / (radius * 0.5)).ceil();
    let mut row = 0.0;
    while row <= rows {
        let y = level + row * radius * 0.5;
        let share = ((y - level) / (270.0 - level)).min(1.0);
        let rim = mix(ink.light, ink.deep, share);
        let body = mix(ink.second, ink.deep, share);
        let mut x = if row % 2.0 == 0.0 { 0.0 } else { radius };
        if share < 1.0 {
            while x <= 240.0 + radius {
                c.disc(x, y, radius, &rim);
                c.disc(x, y, radius * 0.84, &body);
                c.disc(x, y, radius * 0.4, &rim);
                x += radius * 2.0;
            }
        }
        row += 1.0;
    }
    c.rect(0.0, 276.0, 240.0, 90.0, ink.deep);
}

/// Long rollers, each darker than the one behind it.
fn swell(c: &mut Canvas, level: f64) {
    let ink = c.ink;
    let count = c.dice.between(4, 6);
    let chosen = c.dice.between(0, 1);
    let length = c.dice.range(46.0, 90.0);
    for wave in 0..count {
        let share = f64::from(wave) / f64::from(count - 1);
        let y = level + f64::from(wave) * (290.0 - level) / f64::from(count);
        let shift = c.dice.range(-length, 0.0) - 20.0;
        let height = c.dice.range(8.0, 20.0) * (1.0 - share * 0.5);
        let points: Vec<_> = (0..10)
            .map(|at| (shift + f64::from(at) * length / 1.2, if at % 2 == 0 { y - height } else { y + height * 0.6 }))
            .collect();
        if wave == chosen + 1 {
            let at = c.dice.range(60.0, 180.0);
            visitor(c, at, y - height * 0.4);
        }
        c.path(&format!("{}V362H{shift}Z", smooth(&points)), &mix(ink.second, ink.deep, share));
    }
}

/// The sun's path on calm water.
fn stripes(c: &mut Canvas, level: f64) {
    let ink = c.ink;
    c.rect(0.0, level, 240.0, 240.0, &mix(ink.second, ink.deep, 0.4));
    let x = c.dice.range(70.0, 170.0);
    for line in 0..9 {
        let y = level + 8.0 + f64::from(line) * 12.0;
        let half = c.dice.range(14.0, 70.0) * (1.0 - f64::from(line) * 0.06);
        let colour = if line % 3 == 1 { ink.light } else { ink.main };
        c.line(&format!("M{} {y}H{}", x - half, x + half * 0.8), 4.0 - f64::from(line) * 0.2, colour);
    }
    let at = c.dice.range(50.0, 190.0);
    visitor(c, at, level + 8.0);
    c.screen(ink.deep, level + 20.0, 12.0);
}

/// One great wave curls over the picture.
fn breaker(c: &mut Canvas) {
    let ink = c.ink;
    let lift = c.dice.range(-20.0, 30.0);
    let scale = c.dice.range(1.0, 1.5);
    let slide = c.dice.range(-60.0, 0.0);
    c.placed(slide * (scale - 1.0) * 2.0, 300.0 - 300.0 * scale, scale);
    for (step, fill) in
        [mix(ink.second, ink.deep, 0.1), mix(ink.second, ink.deep, 0.55), ink.deep.to_string()].iter().enumerate()
    {
        let down = f64::from(u8::try_from(step).unwrap_or(0)) * 34.0;
        let top = 84.0 + lift + down;
        c.path(
            &format!(
                "M-4 {}C20 {} 60 {} 112 {top}C150 {} 178 {} 170 {}C158 {} 130 {} 112 {}C96 {} 110 {} 150 {}C190 {} 220 {} 244 {}V362H-4Z",
                top + 60.0, top + 20.0, top - 6.0, top + 2.0, top + 26.0, top + 58.0, top + 34.0, top + 30.0, top + 52.0,
                top + 90.0, top + 130.0, top + 140.0, top + 148.0, top + 130.0, top + 118.0,
            ),
            fill,
        );
        if step == 0 {
            motif::boat(c, 196.0, top + 146.0, 34.0, ink.light, ink.main);
        }
    }
    for spot in 0..7 {
        let (x, y) = (c.dice.range(120.0, 200.0), 84.0 + lift + c.dice.range(-24.0, 40.0));
        c.disc(x, y, 1.5 + f64::from(spot % 3), ink.light);
    }
    c.end();
}
