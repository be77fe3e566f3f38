//! Stage: beams, curtains, records and keys, for films with music or an audience.

use super::canvas::Canvas;
use super::motif;
use super::palette::mix;

pub fn compose(c: &mut Canvas) {
    let ink = c.ink;
    c.ground(ink.paper);
    match c.dice.between(0, 3) {
        0 => beams(c),
        1 => curtain(c),
        2 => record(c),
        _ => keys(c),
    }
}

fn beams(c: &mut Canvas) {
    let ink = c.ink;
    c.ground(ink.deep);
    let floor = c.dice.range(236.0, 256.0);
    let x = c.dice.range(80.0, 160.0);
    let count = c.dice.between(1, 3);
    let glow = mix(ink.deep, ink.paper, 0.55);
    for beam in 0..count {
        let from = 120.0 + (f64::from(beam) - f64::from(count - 1) / 2.0) * 110.0;
        c.polygon(
            &[(from - 7.0, -4.0), (from + 7.0, -4.0), (x + 50.0, floor), (x - 50.0, floor)],
            if beam == 0 { ink.paper } else { &glow },
        );
    }
    c.oval(x, floor, 50.0, 10.0, ink.main);
    if c.dice.chance(50) {
        motif::person(c, x, floor + 2.0, 74.0, ink.deep);
    } else {
        motif::person(c, x - 14.0, floor + 2.0, 62.0, ink.deep);
        motif::person(c, x + 16.0, floor + 2.0, 56.0, ink.deep);
    }
}

fn curtain(c: &mut Canvas) {
    let ink = c.ink;
    let open = c.dice.range(30.0, 62.0);
    let radius = c.dice.pick(&[34.0, 50.0]);
    c.disc(120.0, 150.0, radius + open * 0.3, ink.light);
    for side in [false, true] {
        if side {
            c.mirrored();
        }
        for fold in (0..5).rev() {
            let x = f64::from(fold + 1) * (150.0 - open) / 5.0;
            let fill = if fold % 2 == 0 { ink.main.to_string() } else { mix(ink.main, ink.deep, 0.35) };
            c.path(
                &format!(
                    "M-20 -2H{}C{} 90 {} 150 {} 190L{x} 270H-20Z",
                    x * 1.25 + 10.0,
                    x * 1.2 + 8.0,
                    x * 1.1,
                    x * 0.62
                ),
                &fill,
            );
        }
        if side {
            c.end();
        }
    }
    let (tall, floor) = (c.dice.range(60.0, 90.0), 264.0);
    c.rect(0.0, floor - 6.0, 240.0, 110.0, ink.deep);
    motif::person(c, 120.0, floor - 4.0, tall, ink.deep);
}

fn record(c: &mut Canvas) {
    let ink = c.ink;
    let (x, y, radius) = (c.dice.range(60.0, 180.0), c.dice.range(100.0, 140.0), c.dice.range(86.0, 116.0));
    c.disc(x, y, radius, ink.deep);
    let groove = mix(ink.deep, ink.second, 0.5);
    for step in 0..6 {
        c.ring(x, y, radius * (0.92 - f64::from(step) * 0.09), 1.2, &groove);
    }
    let turn = c.dice.range(0.0, 90.0);
    c.turned(turn, x, y);
    for side in [0.0, 180.0] {
        c.turned(side, x, y);
        c.polygon(&[(x, y), (x + radius * 0.93, y - 12.0), (x + radius * 0.93, y + 12.0)], &groove);
        c.end();
    }
    c.end();
    c.disc(x, y, radius * 0.36, ink.main);
    c.disc(x, y, radius * 0.06, ink.paper);
    if c.dice.chance(50) {
        c.line("M222 20L206 110L176 150", 5.0, ink.light);
        c.disc(222.0, 22.0, 12.0, ink.light);
    }
    motif::foot(c, 262.0, ink.deep);
}

/// Keys that rise like houses.
fn keys(c: &mut Canvas) {
    let ink = c.ink;
    let count = c.dice.between(6, 9);
    let pitch = 240.0 / f64::from(count);
    let (x, y) = (c.dice.range(60.0, 180.0), c.dice.range(56.0, 90.0));
    c.disc(x, y, 20.0 + f64::from(count) * 4.0, ink.main);
    for key in 0..count {
        let left = f64::from(key) * pitch;
        let top = c.dice.range(110.0, 170.0);
        c.rect(left, top, pitch - 2.0, 260.0 - top, ink.light);
        if key % 7 != 2 && key % 7 != 6 && key + 1 < count {
            c.rect(left + pitch * 0.68, top - 8.0, pitch * 0.6, (250.0 - top) * 0.62, ink.deep);
        }
        if key == count / 2 {
            motif::person(c, left + pitch / 2.0 - 3.0, top + 0.5, 34.0, ink.deep);
        }
    }
    c.rect(0.0, 256.0, 240.0, 110.0, ink.deep);
}
