//! Tightrope: an empty field, one thin line, and a life that hangs by it.

use super::canvas::Canvas;
use super::motif;
use super::palette::mix;

pub fn compose(c: &mut Canvas) {
    let ink = c.ink;
    c.ground(ink.paper);
    match c.dice.between(0, 4) {
        0 => rope(c),
        1 => swing(c),
        2 => kite(c),
        3 => ladder(c),
        _ => cage(c),
    }
}

fn rope(c: &mut Canvas) {
    let ink = c.ink;
    let (left, right) = (c.dice.range(120.0, 200.0), c.dice.range(90.0, 170.0));
    let radius = c.dice.range(46.0, 86.0);
    let (x, y) = (c.dice.range(80.0, 160.0), c.dice.range(80.0, 120.0));
    motif::luminary(c, x, y, radius, ink.paper);
    let at = c.dice.range(0.35, 0.65);
    let sag = 26.0;
    let y = left * (1.0 - at) * (1.0 - at) + (left.max(right) + sag) * 2.0 * at * (1.0 - at) + right * at * at;
    c.line(&format!("M-4 {left}Q120 {} 244 {right}", left.max(right) + sag), 2.0, ink.deep);
    c.turned((at - 0.5) * 60.0, 240.0 * at, y);
    c.line(&format!("M{} {}L{} {}", 240.0 * at - 48.0, y - 34.0, 240.0 * at + 48.0, y - 38.0), 2.4, ink.deep);
    motif::person(c, 240.0 * at, y, 66.0, ink.deep);
    c.end();
    for cliff in 0..3 {
        let base = 240.0 + f64::from(cliff) * 16.0;
        let fill = mix(ink.second, ink.deep, f64::from(cliff) * 0.5);
        motif::foot(c, base, &fill);
    }
}

fn swing(c: &mut Canvas) {
    let ink = c.ink;
    let (x, lean, long) = (c.dice.range(120.0, 160.0), c.dice.range(8.0, 22.0), c.dice.range(140.0, 176.0));
    let radius = c.dice.range(30.0, 60.0);
    motif::luminary(c, 280.0 - x, 150.0, radius, ink.paper);
    let leaf = mix(ink.second, ink.deep, 0.35);
    for (across, up, size) in [(-80.0, -20.0, 70.0), (0.0, -34.0, 78.0), (86.0, -14.0, 66.0), (-130.0, 0.0, 60.0)] {
        c.disc(x + across, up, size, &leaf);
    }
    c.turned(lean, x, 20.0);
    for side in [-15.0, 15.0] {
        c.rect(x + side - 0.8, 10.0, 1.6, long, ink.deep);
    }
    c.rect(x - 22.0, long + 8.0, 44.0, 5.0, ink.deep);
    if c.dice.chance(65) {
        motif::person(c, x, long + 9.0, 70.0, ink.deep);
    }
    c.end();
    motif::foot(c, 262.0, ink.deep);
}

fn kite(c: &mut Canvas) {
    let ink = c.ink;
    let (x, y, size) = (c.dice.range(140.0, 190.0), c.dice.range(60.0, 90.0), c.dice.range(30.0, 52.0));
    let hand = c.dice.range(40.0, 90.0);
    c.line(&format!("M{x} {y}C{} 160 {} 200 {hand} 226", x + 10.0, hand + 60.0), 1.4, ink.deep);
    c.turned(24.0, x, y);
    c.polygon(&[(x, y - size), (x + size * 0.7, y), (x, y + size * 1.3), (x - size * 0.7, y)], ink.main);
    c.polygon(&[(x, y - size), (x + size * 0.7, y), (x, y)], ink.light);
    c.polygon(&[(x, y + size * 1.3), (x - size * 0.7, y), (x, y)], ink.deep);
    c.end();
    let hill = mix(ink.second, ink.deep, 0.3);
    c.path("M-4 290Q120 210 244 300V362H-4Z", &hill);
    motif::person(c, hand, 256.0, 40.0, ink.deep);
    c.path("M-4 248Q130 258 244 300V362H-4Z", ink.deep);
}

/// A ladder that leans on nothing but a moon.
fn ladder(c: &mut Canvas) {
    let ink = c.ink;
    let (x, y, radius) = (c.dice.range(110.0, 170.0), c.dice.range(70.0, 96.0), c.dice.range(40.0, 62.0));
    if c.dice.chance(50) {
        motif::crescent(c, x, y, radius, ink.main);
    } else {
        c.disc(x, y, radius, ink.main);
    }
    c.turned(14.0, x - 20.0, y);
    let left = x - 34.0;
    for side in [0.0, 26.0] {
        c.rect(left + side, y - 10.0, 3.0, 300.0, ink.deep);
    }
    for rung in 0..16 {
        c.rect(left, y + f64::from(rung) * 14.0, 28.0, 2.4, ink.deep);
    }
    let up = f64::from(c.dice.between(4, 9));
    motif::person(c, left + 14.0, y + up * 14.0, 48.0, ink.deep);
    c.end();
    motif::foot(c, 256.0, &mix(ink.second, ink.deep, 0.4));
    motif::foot(c, 276.0, ink.deep);
}

/// A cage with its door open, the bird in it or already out.
fn cage(c: &mut Canvas) {
    let ink = c.ink;
    let (x, y) = (c.dice.range(90.0, 150.0), c.dice.range(120.0, 140.0));
    c.rect(x - 0.8, -2.0, 1.6, y - 80.0, ink.deep);
    let dome = format!("M{} {}V{}a56 56 0 0 1 112 0V{}Z", x - 56.0, y + 84.0, y - 20.0, y + 84.0);
    c.path(&dome, ink.second);
    c.ring(x, y - 84.0, 7.0, 3.0, ink.deep);
    let out = c.dice.chance(60);
    if out {
        motif::bird(c, x + if x > 120.0 { -84.0 } else { 84.0 }, y - 60.0, 46.0, ink.main);
    } else {
        c.placed(x, y + 60.0, 1.1);
        c.path("M-24 6Q-10 -22 12 -18Q20 -32 29 -19L39 -14L29 -10Q24 14 -4 14L-36 24Z", ink.main);
        c.end();
        c.rect(x - 56.0, y + 75.0, 112.0, 2.0, ink.deep);
    }
    c.line(&dome, 4.0, ink.deep);
    for bar in -2..=2 {
        let across = f64::from(bar) * 19.0;
        c.line(
            &format!("M{x} {}Q{} {} {} {}V{}", y - 76.0, x + across, y - 60.0, x + across, y - 10.0, y + 84.0),
            2.0,
            ink.deep,
        );
    }
    c.rect(x - 64.0, y + 82.0, 128.0, 9.0, ink.deep);
    motif::foot(c, 270.0, ink.deep);
}
