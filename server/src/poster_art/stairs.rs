//! Stairs: flights that climb to a lit door, fold back on themselves, or go down into the dark.

use super::canvas::Canvas;
use super::motif;
use super::palette::{brightness, mix};
use std::fmt::Write;

pub fn compose(c: &mut Canvas) {
    let ink = c.ink;
    c.ground(ink.paper);
    match c.dice.between(0, 2) {
        0 => climb(c),
        1 => folded(c),
        _ => descent(c),
    }
}

/// The outline of `count` steps up to the right, from (x, y).
fn steps(x: f64, y: f64, count: i32, run: f64, rise: f64) -> String {
    let mut outline = format!("M{x} {y}");
    for _ in 0..count {
        let _ = write!(outline, "v{}h{run}", -rise);
    }
    outline
}

fn climb(c: &mut Canvas) {
    let ink = c.ink;
    let count = c.dice.between(6, 11);
    let run = 250.0 / f64::from(count);
    let rise = run * c.dice.range(0.55, 0.85);
    let top = 300.0 - rise * f64::from(count);
    let wall = c.dice.between(0, 2);
    match wall {
        0 => {
            let hatch = c.hatch(ink.second, 9.0, 2.0, 0.0);
            c.ground(&hatch);
        }
        1 => c.disc(80.0, 100.0, 64.0, ink.main),
        _ => c.polygon(&[(240.0, 0.0), (240.0, top + 20.0), (0.0, 300.0), (0.0, 210.0)], ink.second),
    }
    let shade = mix(ink.second, ink.deep, 0.35);
    c.path(&format!("{}V360H-10Z", steps(-34.0, 300.0, count + 2, run, rise)), &shade);
    if wall != 1 {
        c.rect(188.0, top - 62.0 + rise, 34.0, 62.0, ink.main);
        c.polygon(
            &[(188.0, top + rise), (222.0, top + rise), (196.0, 300.0), (120.0, 300.0)],
            &mix(ink.main, &shade, 0.55),
        );
    }
    c.path(&format!("{}V360H-10Z", steps(-5.0, 300.0, count, run, rise)), ink.deep);
    let at = f64::from(c.dice.between(2, count - 3));
    motif::person(
        c,
        -5.0 + run * (at + 0.5),
        300.0 - rise * (at + 1.0) + 0.5,
        40.0,
        if wall == 1 { ink.deep } else { ink.light },
    );
}

/// Flights that turn at every landing, like a ribbon.
fn folded(c: &mut Canvas) {
    let ink = c.ink;
    let (flights, count) = (c.dice.between(3, 4), c.dice.between(6, 9));
    let (run, drop) = (168.0 / f64::from(count), 250.0 / f64::from(flights));
    let rise = drop / f64::from(count);
    for flight in (0..flights).rev() {
        let y = 40.0 + f64::from(flight + 1) * drop;
        let share = f64::from(flight) / f64::from(flights);
        let fill = mix(if flight % 2 == 0 { ink.main } else { ink.second }, ink.deep, share * 0.7);
        if flight % 2 == 1 {
            c.mirrored();
        }
        c.path(&format!("{}v{}L36 {}Z", steps(36.0, y, count, run, rise), rise + 14.0, y + 14.0 + rise), &fill);
        c.rect(204.0, y - drop, 40.0, 14.0 + rise, &fill);
        if flight % 2 == 1 {
            c.end();
        }
    }
    motif::person(c, 222.0, 40.5, 30.0, ink.deep);
    motif::foot(c, 290.0, ink.deep);
    motif::person(c, 26.0, 292.0, 30.0, ink.deep);
}

/// Broad steps seen from the front, light falling down them.
fn descent(c: &mut Canvas) {
    let ink = c.ink;
    c.ground(ink.deep);
    let glow = if brightness(ink.main) < 0.42 { ink.light } else { ink.main };
    let count = c.dice.between(5, 11);
    let (x, half, top) = (c.dice.range(84.0, 156.0), c.dice.range(16.0, 34.0), c.dice.range(84.0, 150.0));
    match c.dice.between(0, 3) {
        0 => c.rect(x - half, top - 78.0, half * 2.0, 79.0, glow),
        1 => c.path(
            &format!("M{} {}V{}a{half} {half} 0 0 1 {} 0V{}Z", x - half, top + 1.0, top - 58.0, half * 2.0, top + 1.0),
            glow,
        ),
        2 => c.disc(x, top - half * 0.6, half * 1.9, glow),
        _ => c.polygon(
            &[(x - half, top + 1.0), (x - half, top - 200.0), (x + half, top - 200.0), (x + half, top + 1.0)],
            glow,
        ),
    }
    let (flank, spread) = (c.dice.pick(&[0.0, 14.0, 22.0, 120.0]), c.dice.range(30.0, 90.0));
    let end = 272.0 - top;
    let slide = c.dice.range(-50.0, 50.0);
    let edge = |share: f64| top + share * share * end * 0.5 + share * end * 0.5;
    for step in 0..count {
        let share = f64::from(step) / f64::from(count);
        let (y, low) = (edge(share), edge(share + 1.0 / f64::from(count)));
        let (wide, middle) = (half + share * spread, x + slide * share);
        if flank > 0.0 {
            c.rect(middle - wide - flank, y, (wide + flank) * 2.0, low - y, &mix(ink.paper, ink.deep, share));
        }
        c.rect(middle - wide, y, wide * 2.0, (low - y) * 0.55, &mix(glow, ink.deep, 0.1 + share * 0.9));
    }
    motif::person(c, x, top + 1.0, 52.0, ink.deep);
}
