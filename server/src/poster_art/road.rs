//! Road: a lane, a track or a river of light that runs away to one point.

use super::canvas::Canvas;
use super::motif;
use super::palette::mix;

pub fn compose(c: &mut Canvas) {
    let ink = c.ink;
    c.ground(ink.paper);
    let (x, y) = (c.dice.range(80.0, 160.0), c.dice.range(110.0, 170.0));
    let radius = c.dice.range(22.0, 70.0);
    let (aside, up) = (c.dice.pick(&[-40.0, 0.0, 0.0, 46.0]), c.dice.pick(&[0.0, 20.0, 50.0]));
    motif::luminary(c, x + aside, y - up, radius, ink.paper);
    match c.dice.between(0, 2) {
        0 => straight(c, x, y),
        1 => winding(c, y),
        _ => track(c, x, y),
    }
}

fn straight(c: &mut Canvas, x: f64, y: f64) {
    let ink = c.ink;
    let land = mix(ink.second, ink.deep, 0.3);
    c.rect(0.0, y, 240.0, 250.0, &land);
    c.polygon(&[(x - 2.0, y), (x + 2.0, y), (300.0, 361.0), (-60.0, 361.0)], ink.deep);
    for dash in 0..6 {
        let near = f64::from(dash) / 6.0;
        let (top, low) = (y + near * near * 170.0 + 3.0, y + (near + 0.1) * (near + 0.1) * 170.0 + 4.0);
        let lean = (120.0 - x) * (top - y) / (360.0 - y);
        let half = 0.5 + near * 5.0;
        let fill = mix(ink.light, ink.deep, near * 0.9);
        c.polygon(
            &[
                (x + lean - half, top),
                (x + lean + half, top),
                (x + lean + half * 1.3, low),
                (x + lean - half * 1.3, low),
            ],
            &fill,
        );
    }
    for pole in 1..5 {
        let near = f64::from(pole * pole) / 16.0;
        let (at, tall) = (x + 14.0 + near * 100.0, 12.0 + near * 130.0);
        c.rect(at, y + near * 50.0 - tall, 1.0 + near * 3.0, tall, ink.deep);
        c.rect(at - 2.0 - near * 12.0, y + near * 50.0 - tall * 0.92, 5.0 + near * 27.0, 1.0 + near * 2.0, ink.deep);
    }
    car(c, x - 14.0, y + 62.0, 44.0);
}

/// A car from behind, its lamps on.
fn car(c: &mut Canvas, x: f64, y: f64, wide: f64) {
    let ink = c.ink;
    let w = wide;
    c.path(
        &format!(
            "M{} {y}v{}l{} {}q{} {} {} 0l{} {}v{}Z",
            x - w / 2.0,
            w * -0.3,
            w * 0.16,
            w * -0.26,
            w * 0.34,
            w * -0.08,
            w * 0.68,
            w * 0.16,
            w * 0.26,
            w * 0.3
        ),
        ink.main,
    );
    c.rect(x - w * 0.29, y - w * 0.51, w * 0.58, w * 0.18, ink.deep);
    for side in [-0.42, 0.26] {
        c.rect(x + w * side, y - w * 0.25, w * 0.16, w * 0.08, ink.light);
    }
    for side in [-0.42, 0.28] {
        c.rect(x + w * side, y, w * 0.14, w * 0.1, ink.deep);
    }
}

fn winding(c: &mut Canvas, y: f64) {
    let ink = c.ink;
    c.rect(0.0, y, 240.0, 250.0, &mix(ink.second, ink.deep, 0.45));
    c.path(
        &format!(
            "M150 {y}C170 {} 60 {} 84 {}C110 {} 260 {} 220 362H60C130 {} 60 {} 40 {}C16 {} 160 {} 148 {y}Z",
            y + 20.0,
            y + 26.0,
            y + 48.0,
            y + 74.0,
            y + 96.0,
            y + 104.0,
            y + 86.0,
            y + 54.0,
            y + 18.0,
            y + 14.0,
        ),
        ink.deep,
    );
    for at in 0..5 {
        let x = c.dice.range(4.0, 236.0);
        motif::pine(c, x, y + 3.0, 16.0 + f64::from(at % 3) * 10.0, ink.deep);
    }
    motif::person(c, 62.0, y + 56.0, 34.0, ink.light);
    c.rect(0.0, 290.0, 240.0, 80.0, ink.deep);
}

fn track(c: &mut Canvas, x: f64, y: f64) {
    let ink = c.ink;
    c.rect(0.0, y, 240.0, 250.0, &mix(ink.second, ink.deep, 0.55));
    for tie in 0..9 {
        let near = f64::from(tie + 1) / 9.0;
        let (at, half) = (y + near * near * (330.0 - y), 3.0 + near * near * 120.0);
        let lean = (120.0 - x) * near * near;
        c.rect(x + lean - half, at, half * 2.0, 1.0 + near * near * 12.0, ink.deep);
    }
    for side in [-1.0, 1.0] {
        c.polygon(
            &[(x, y), (x + side, y), (120.0 + side * 92.0, 340.0), (120.0 + side * 80.0, 340.0)],
            &mix(ink.light, ink.deep, 0.4),
        );
    }
    let front = c.dice.range(20.0, 30.0);
    c.path(
        &format!(
            "M{} {}v{}a{front} {front} 0 0 1 {} 0v{}Z",
            x - front,
            y + 16.0,
            -front * 1.2,
            front * 2.0,
            front * 1.2
        ),
        ink.deep,
    );
    c.disc(x, y - front * 0.6, front * 0.3, ink.light);
    c.screen(ink.deep, 216.0, 9.0);
}
