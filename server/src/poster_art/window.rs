//! Window: one lit opening in a dark wall, and who stands in it.

use super::canvas::Canvas;
use super::motif;
use super::palette::{brightness, mix};

pub fn compose(c: &mut Canvas) {
    match c.dice.between(0, 3) {
        0 => pane(c),
        1 => blinds(c),
        2 => door(c),
        _ => table(c),
    }
}

/// A window with its cross, and its light on the floor.
fn pane(c: &mut Canvas) {
    let ink = c.ink;
    let wall = mix(ink.deep, ink.second, 0.25);
    let dim = brightness(ink.paper) < 0.35;
    let (glass, sun) = if dim { (ink.main, ink.light) } else { (ink.paper, ink.main) };
    c.ground(&wall);
    let (width, height) = (c.dice.range(104.0, 160.0), c.dice.range(150.0, 190.0));
    let (x, y) = (c.dice.range(24.0, 216.0 - width), c.dice.range(34.0, 64.0));
    let arched = c.dice.chance(40);
    let outline = if arched {
        format!(
            "M{x} {}V{}a{} {} 0 0 1 {width} 0V{}Z",
            y + height,
            y + width / 2.0,
            width / 2.0,
            width / 2.0,
            y + height
        )
    } else {
        format!("M{x} {y}h{width}v{height}h-{width}Z")
    };
    c.clipped(&outline);
    c.ground(glass);
    let (sx, sy) = (x + c.dice.range(0.2, 0.8) * width, y + c.dice.range(0.3, 0.6) * height);
    c.disc(sx, sy, width * 0.24, sun);
    match c.dice.between(0, 2) {
        0 => c.path(
            &format!("M{x} {}q{} -40 {} 0t{width} 0V360H{x}Z", y + height * 0.8, width * 0.25, width * 0.5),
            ink.second,
        ),
        1 => motif::tree(c, x + width * 0.72, y + height, height * 0.7, ink.deep),
        _ => motif::person(c, x + width * 0.4, y + height + 12.0, height * 0.72, ink.deep),
    }
    c.rect(x + width / 2.0 - 2.0, 0.0, 4.0, 360.0, &wall);
    if !arched || c.dice.chance(50) {
        c.rect(0.0, y + height * 0.42, 240.0, 4.0, &wall);
    }
    c.end();
    c.rect(x - 7.0, y + height, width + 14.0, 5.0, &mix(&wall, ink.light, 0.2));
    c.rect(0.0, 262.0, 240.0, 100.0, ink.deep);
    let lean = c.dice.range(-50.0, 50.0);
    c.polygon(
        &[
            (x + lean * 0.6, 262.0),
            (x + width + lean * 0.6, 262.0),
            (x + width + 14.0 + lean * 1.6, 318.0),
            (x - 14.0 + lean * 1.6, 318.0),
        ],
        &mix(ink.deep, glass, 0.42),
    );
}

/// Somebody behind the slats.
fn blinds(c: &mut Canvas) {
    let ink = c.ink;
    c.ground(ink.paper);
    let (x, tall) = (c.dice.range(80.0, 160.0), c.dice.range(230.0, 330.0));
    c.disc(240.0 - x, 90.0, tall * 0.18, ink.main);
    motif::person(c, x, 360.0, tall, ink.deep);
    let slats = c.dice.between(9, 15);
    let pitch = 270.0 / f64::from(slats);
    for slat in 0..=slats + 5 {
        let y = f64::from(slat) * pitch;
        let share = (y / 270.0).min(1.0);
        c.rect(
            0.0,
            y,
            240.0,
            pitch * (0.3 + 0.72 * share * share),
            if slat % 5 == 4 && share < 0.7 { ink.second } else { ink.deep },
        );
    }
    c.rect(tall * 0.18 + 120.0, 0.0, 1.6, 250.0, ink.light);
}

/// A tall door stands open; a shadow reaches out of it.
fn door(c: &mut Canvas) {
    let ink = c.ink;
    c.ground(ink.paper);
    let (x, width) = (c.dice.range(60.0, 140.0), c.dice.range(40.0, 64.0));
    let (top, floor) = (c.dice.range(50.0, 100.0), c.dice.range(205.0, 230.0));
    let lines = c.hatch(ink.second, 14.4, 2.4, 0.0);
    if c.dice.chance(60) {
        c.ground(&lines);
    }
    c.rect(0.0, floor, 240.0, 160.0, ink.deep);
    c.rect(x, top, width, floor - top, ink.main);
    let spread = c.dice.range(30.0, 70.0);
    let lean = c.dice.range(-40.0, 40.0);
    c.polygon(
        &[(x, floor), (x + width, floor), (x + width + spread + lean, 330.0), (x - spread + lean, 330.0)],
        &mix(ink.deep, ink.main, 0.42),
    );
    let middle = x + width / 2.0;
    c.polygon(
        &[(middle - 7.0, floor), (middle + 7.0, floor), (middle + 20.0 + lean, 330.0), (middle - 20.0 + lean, 330.0)],
        ink.deep,
    );
    motif::person(c, middle, floor + 4.0, (floor - top) * 0.62, ink.deep);
    c.polygon(
        &[(x + width, top), (x + width + 30.0, top + 14.0), (x + width + 30.0, floor + 16.0), (x + width, floor)],
        &mix(ink.second, ink.deep, 0.5),
    );
}

/// A lamp hangs over a table with two chairs, or one.
fn table(c: &mut Canvas) {
    let ink = c.ink;
    c.ground(ink.deep);
    let (x, y) = (c.dice.range(100.0, 140.0), c.dice.range(60.0, 96.0));
    c.polygon(&[(x - 16.0, y), (x + 16.0, y), (x + 104.0, 268.0), (x - 104.0, 268.0)], ink.paper);
    c.oval(x, 268.0, 104.0, 16.0, ink.paper);
    c.rect(x - 0.8, 0.0, 1.6, y - 14.0, ink.light);
    c.path(&format!("M{} {y}a30 30 0 0 1 60 0Z", x - 30.0), ink.main);
    c.disc(x, y, 6.0, ink.light);
    let wood = ink.deep;
    c.oval(x, 206.0, 46.0, 7.0, wood);
    c.rect(x - 3.0, 206.0, 6.0, 58.0, wood);
    c.oval(x, 266.0, 20.0, 4.0, wood);
    for side in [-1.0, 1.0] {
        if side < 0.0 || c.dice.chance(65) {
            let at = x + side * 66.0;
            c.rect(at - 14.0, 222.0, 28.0, 4.0, wood);
            c.rect(at + side * 12.0 - 1.5, 176.0, 3.0, 94.0, wood);
            c.rect(at - side * 12.0 - 1.5, 222.0, 3.0, 48.0, wood);
        }
    }
    let cup = c.dice.range(-26.0, 18.0);
    c.rect(x + cup, 191.0, 11.0, 11.0, ink.main);
}
