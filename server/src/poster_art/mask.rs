//! Mask: a face put together from cut paper, comic or stern.

use super::canvas::{Canvas, disc_path};
use super::motif;

pub fn compose(c: &mut Canvas) {
    let ink = c.ink;
    c.ground(ink.paper);
    let backdrop = c.dice.between(0, 3);
    if backdrop == 0 {
        c.disc(120.0, 140.0, 112.0, ink.second);
    } else if backdrop == 1 {
        let dots = c.dots(ink.second, 13.0, 3.2);
        c.ground(&dots);
    }
    let (x, y) = (120.0, c.dice.range(136.0, 152.0));
    let (wide, tall) = (c.dice.range(52.0, 70.0), c.dice.range(66.0, 86.0));
    // Shoulders and neck.
    c.path(
        &format!("M{} 361C{} 262 {} 262 {x} 262S{} 262 {} 361Z", x - 112.0, x - 104.0, x - 40.0, x + 104.0, x + 112.0),
        ink.deep,
    );
    let skin = if c.dice.chance(60) { ink.light } else { ink.main };
    let other = if skin == ink.light { ink.main } else { ink.light };
    if c.dice.chance(40) {
        let (hair, fall) = (wide * c.dice.range(1.16, 1.36), c.dice.range(0.5, 1.2));
        c.path(
            &format!(
                "M{} {}V{}a{hair} {hair} 0 0 1 {} 0V{}Z",
                x - hair,
                y + tall * fall,
                y - tall * 0.2,
                hair * 2.0,
                y + tall * fall
            ),
            ink.deep,
        );
    }
    c.rect(x - 17.0, y + tall * 0.6, 34.0, 270.0 - y - tall * 0.6, skin);
    let head = match c.dice.between(0, 3) {
        0 => disc_path(x, y, wide * 1.12),
        1 => format!(
            "M{} {}v{}a{wide} {} 0 0 0 {} 0v{}a{wide} {} 0 0 0 {} 0Z",
            x - wide,
            y - tall * 0.2,
            tall * 0.4,
            tall * 0.8,
            wide * 2.0,
            tall * -0.4,
            tall * 0.8,
            wide * -2.0
        ),
        2 => format!(
            "M{} {}H{}V{}Q{x} {} {} {}Z",
            x - wide,
            y - tall * 0.8,
            x + wide,
            y + tall * 0.2,
            y + tall * 1.7,
            x - wide,
            y + tall * 0.2
        ),
        _ => format!("M{} {}H{}V{}H{}Z", x - wide, y - tall * 0.85, x + wide, y + tall * 0.85, x - wide),
    };
    c.clipped(&head);
    c.ground(skin);
    if c.dice.chance(55) {
        c.rect(x, 0.0, 120.0, 360.0, other);
    }
    if c.dice.chance(40) {
        let hatch = c.hatch(ink.deep, 5.0, 1.2, 45.0);
        c.rect(x, y, 120.0, 200.0, &hatch);
    }
    c.end();
    features(c, x, y, wide, tall);
    crown(c, x, y - tall * 0.72, wide);
}

fn features(c: &mut Canvas, x: f64, y: f64, wide: f64, tall: f64) {
    let ink = c.ink;
    let (apart, up) = (wide * 0.44, y - tall * 0.12);
    let kinds = [c.dice.between(0, 5), c.dice.between(0, 5)];
    let same = c.dice.chance(65);
    for (at, side) in [-1.0, 1.0].into_iter().enumerate() {
        let (ex, size) = (x + side * apart, wide * 0.26);
        match if same { kinds[0] } else { kinds[at] } {
            0 => c.disc(ex, up, size * 0.6, ink.deep),
            1 => {
                c.disc(ex, up, size, ink.deep);
                c.disc(ex, up, size * 0.7, ink.paper);
                c.disc(ex + size * 0.2, up, size * 0.32, ink.deep);
            }
            2 => c.line(&format!("M{} {up}q{size} {} {} 0", ex - size, size, size * 2.0), 4.0, ink.deep),
            3 => c.line(&format!("M{} {up}q{size} {} {} 0", ex - size, -size, size * 2.0), 4.0, ink.deep),
            4 => c.line(
                &format!(
                    "M{} {}l{} {}m0 {}l{} {}",
                    ex - size * 0.6,
                    up - size * 0.6,
                    size * 1.2,
                    size * 1.2,
                    size * -1.2,
                    size * -1.2,
                    size * 1.2
                ),
                4.0,
                ink.deep,
            ),
            _ => {
                c.path(&format!("M{} {up}a{size} {size} 0 0 0 {} 0Z", ex - size, size * 2.0), ink.deep);
                c.disc(ex, up + size * 0.4, size * 0.26, ink.paper);
            }
        }
        if kinds[1] > 2 {
            let brow = c.dice.range(-5.0, 5.0);
            c.line(
                &format!("M{} {}L{} {}", ex - size, up - size * 1.5 + brow, ex + size, up - size * 1.5 - brow),
                4.0,
                ink.deep,
            );
        }
    }
    match c.dice.between(0, 2) {
        0 => c.polygon(&[(x, up + 4.0), (x + wide * 0.26, y + tall * 0.26), (x, y + tall * 0.26)], ink.deep),
        1 => c.line(&format!("M{x} {}V{}H{}", up - 8.0, y + tall * 0.24, x + wide * 0.2), 4.0, ink.deep),
        _ => {
            let red = c.dice.pick(&[ink.second, ink.deep]);
            c.disc(x, y + tall * 0.16, wide * 0.16, red);
        }
    }
    let (mouth, half) = (y + tall * 0.46, wide * c.dice.range(0.3, 0.56));
    match c.dice.between(0, 5) {
        0 => c.path(&format!("M{} {mouth}a{half} {half} 0 0 0 {} 0Z", x - half, half * 2.0), ink.deep),
        1 => c.line(&format!("M{} {mouth}q{half} {} {} 0", x - half, half * 0.8, half * 2.0), 4.0, ink.deep),
        2 => c.line(&format!("M{} {}H{}", x - half, mouth + 6.0, x + half), 4.0, ink.deep),
        3 => c.oval(x, mouth + 8.0, half * 0.4, half * 0.5, ink.deep),
        4 => c.line(
            &format!(
                "M{} {}l{} -8l{} 8l{} -8l{} 8",
                x - half,
                mouth + 8.0,
                half / 2.0,
                half / 2.0,
                half / 2.0,
                half / 2.0
            ),
            4.0,
            ink.deep,
        ),
        _ => c.path(
            &format!(
                "M{} {mouth}q{} -16 {half} -6q{} -10 {half} 6q{} 14 {} 4q{} 12 {} -4Z",
                x - half,
                half * 0.4,
                half * 0.6,
                half * -0.5,
                -half,
                half * -0.6,
                -half
            ),
            ink.deep,
        ),
    }
}

/// Hat, crown, horsehair hat, hair or a bird.
fn crown(c: &mut Canvas, x: f64, y: f64, wide: f64) {
    let ink = c.ink;
    match c.dice.between(0, 6) {
        0 => c.polygon(&[(x - wide * 0.7, y), (x, y - 74.0), (x + wide * 0.7, y)], ink.deep),
        1 => c.polygon(
            &[
                (x - wide * 0.8, y + 4.0),
                (x - wide * 0.9, y - 44.0),
                (x - wide * 0.4, y - 18.0),
                (x, y - 54.0),
                (x + wide * 0.4, y - 18.0),
                (x + wide * 0.9, y - 44.0),
                (x + wide * 0.8, y + 4.0),
            ],
            ink.deep,
        ),
        2 => {
            c.oval(x, y + 4.0, wide * 1.5, 9.0, ink.deep);
            c.path(
                &format!(
                    "M{} {}L{} {}H{}L{} {}Z",
                    x - wide * 0.62,
                    y + 4.0,
                    x - wide * 0.5,
                    y - 52.0,
                    x + wide * 0.5,
                    x + wide * 0.62,
                    y + 4.0
                ),
                ink.deep,
            );
        }
        3 => {
            for lock in 0..7 {
                c.disc(
                    x - wide * 0.9 + f64::from(lock) * wide * 0.3,
                    y + 4.0 - f64::from(3 - (lock - 3i32).abs()) * 7.0,
                    wide * 0.26,
                    ink.deep,
                );
            }
        }
        4 => c.path(
            &format!(
                "M{} {}A{} {} 0 0 1 {} {}L{x} {}Z",
                x - wide * 1.08,
                y + 24.0,
                wide * 1.08,
                wide * 0.95,
                x + wide * 1.08,
                y + 24.0,
                y + 2.0
            ),
            ink.deep,
        ),
        5 => {
            motif::bird(c, x, y - 8.0, 60.0, ink.deep);
        }
        _ => {
            for hair in 0..9 {
                let lean = f64::from(hair - 4) * 9.0;
                c.turned(lean, x, y + 60.0);
                c.polygon(&[(x - 6.0, y + 4.0), (x + 6.0, y + 4.0), (x, y - 34.0)], ink.deep);
                c.end();
            }
        }
    }
}
