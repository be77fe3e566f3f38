//! Forest: trunks, pines, reeds or one bare tree, and something among them.

use super::canvas::Canvas;
use super::motif;
use super::palette::mix;
use std::fmt::Write;

pub fn compose(c: &mut Canvas) {
    let ink = c.ink;
    c.ground(ink.paper);
    let (x, y, radius) = (c.dice.range(60.0, 180.0), c.dice.range(70.0, 150.0), c.dice.range(30.0, 80.0));
    motif::luminary(c, x, y, radius, ink.paper);
    match c.dice.between(0, 3) {
        0 => trunks(c),
        1 => pines(c),
        2 => bamboo(c),
        _ => bare(c),
    }
}

/// Two eyes, a lamp or a walker.
fn presence(c: &mut Canvas, y: f64) {
    let ink = c.ink;
    let x = c.dice.range(70.0, 170.0);
    match c.dice.between(0, 2) {
        0 => {
            c.oval(x - 9.0, y - 34.0, 5.0, 3.0, ink.light);
            c.oval(x + 9.0, y - 34.0, 5.0, 3.0, ink.light);
            c.disc(x - 8.0, y - 34.0, 1.6, ink.deep);
            c.disc(x + 10.0, y - 34.0, 1.6, ink.deep);
        }
        1 => motif::person(c, x, y, 50.0, ink.light),
        _ => {
            motif::person(c, x - 8.0, y, 46.0, ink.light);
            motif::person(c, x + 10.0, y, 30.0, ink.light);
        }
    }
}

fn trunks(c: &mut Canvas) {
    let ink = c.ink;
    for depth in 0..3 {
        let fill = mix(ink.second, ink.deep, f64::from(depth) * 0.45 + 0.1);
        let mut x = c.dice.range(-20.0, 10.0);
        let base = 236.0 + f64::from(depth) * 20.0;
        while x < 240.0 {
            let wide = c.dice.range(5.0, 10.0) * f64::from(depth + 1);
            let lean = c.dice.range(-9.0, 9.0);
            c.polygon(&[(x + lean, -2.0), (x + lean + wide * 0.8, -2.0), (x + wide * 1.1, 362.0), (x, 362.0)], &fill);
            if c.dice.chance(50) {
                let up = c.dice.range(30.0, 170.0);
                c.polygon(
                    &[(x + wide * 0.6, up + 12.0), (x + wide * 2.6, up - 18.0), (x + wide * 0.6, up + 4.0)],
                    &fill,
                );
            }
            x += wide + c.dice.range(22.0, 54.0);
        }
        c.rect(0.0, base, 240.0, 130.0, &fill);
        if depth == 1 {
            presence(c, base + 16.0);
        }
    }
}

fn pines(c: &mut Canvas) {
    let ink = c.ink;
    for depth in 0..3 {
        let fill = mix(ink.second, ink.deep, f64::from(depth) * 0.5);
        let base = 204.0 + f64::from(depth) * 40.0;
        let mut x = c.dice.range(-10.0, 10.0);
        while x < 250.0 {
            let height = c.dice.range(50.0, 110.0) + f64::from(depth) * 12.0;
            motif::pine(c, x, base + 10.0, height, &fill);
            x += height * c.dice.range(0.24, 0.44);
        }
        c.rect(0.0, base, 240.0, 200.0, &fill);
        if depth == 0 {
            let x = c.dice.range(60.0, 180.0);
            motif::house(c, x, base + 4.0, 26.0, ink.deep, ink.light);
        }
    }
}

fn bamboo(c: &mut Canvas) {
    let ink = c.ink;
    for depth in 0..2 {
        let fill = mix(ink.second, ink.deep, f64::from(depth) * 0.9);
        let mut x = c.dice.range(2.0, 16.0);
        while x < 240.0 {
            let wide = c.dice.range(4.0, 8.0) + f64::from(depth) * 5.0;
            let joint = c.dice.range(38.0, 62.0);
            let mut y = c.dice.range(-50.0, -10.0);
            let mut outline = String::new();
            while y < 300.0 {
                let _ = write!(outline, "M{x} {y}h{wide}v{}h-{wide}Z", joint - 2.0);
                y += joint;
            }
            let up = c.dice.range(40.0, 180.0);
            let _ = write!(outline, "M{} {up}q18 -4 30 14q-18 4 -30 -14Z", x + wide);
            c.path(&outline, &fill);
            x += wide + c.dice.range(14.0, 46.0);
        }
        if depth == 0 {
            presence(c, 262.0);
        }
    }
    motif::foot(c, 262.0, ink.deep);
}

/// One tree without leaves, grown by forking.
fn bare(c: &mut Canvas) {
    let ink = c.ink;
    let base = c.dice.range(240.0, 256.0);
    motif::foot(c, base, ink.deep);
    let root = c.dice.range(80.0, 160.0);
    let mut branches = vec![(root, base + 14.0, -1.57 + c.dice.range(-0.2, 0.2), 66.0, 11.0)];
    while let Some((x, y, angle, long, wide)) = branches.pop() {
        let (to, up) = (x + angle.cos() * long, y + angle.sin() * long);
        c.line(
            &format!("M{x} {y}Q{} {} {to} {up}", x + angle.cos() * long * 0.5 + wide, y + angle.sin() * long * 0.5),
            wide,
            ink.deep,
        );
        if wide > 2.2 {
            let spread = c.dice.range(0.3, 0.6);
            branches.push((to, up, angle - spread, long * 0.78, wide * 0.62));
            branches.push((to, up, angle + spread * 0.9, long * 0.7, wide * 0.6));
        }
    }
    for _ in 0..c.dice.between(0, 3) {
        let (x, y) = (c.dice.range(30.0, 210.0), c.dice.range(30.0, 90.0));
        motif::bird(c, x, y, 15.0, ink.deep);
    }
    if c.dice.chance(60) {
        motif::person(c, if root > 120.0 { root - 56.0 } else { root + 56.0 }, base + 6.0, 34.0, ink.deep);
    }
}
