//! Above: the ground seen straight from the air, and one small thing of another colour on it.

use super::canvas::Canvas;
use super::palette::{brightness, mix};
use std::fmt::Write;

pub fn compose(c: &mut Canvas) {
    let ink = c.ink;
    c.ground(ink.paper);
    match c.dice.between(0, 3) {
        0 => crossing(c),
        1 => pool(c),
        2 => maze(c),
        _ => umbrellas(c),
    }
}

fn crossing(c: &mut Canvas) {
    let ink = c.ink;
    let lean = c.dice.range(-34.0, 34.0);
    let road = if brightness(ink.paper) < 0.35 { ink.second } else { ink.deep };
    let pitch = c.dice.range(26.0, 40.0);
    let wide = pitch * 2.0 + 80.0;
    c.turned(lean, 120.0, 140.0);
    c.rect(-120.0, 60.0, 480.0, wide, road);
    let mut x = -110.0;
    while x < 360.0 {
        c.rect(x, 72.0, pitch * 0.55, wide - 24.0, ink.light);
        x += pitch;
    }
    c.end();
    let (x, y, radius) = (c.dice.range(70.0, 170.0), c.dice.range(110.0, 150.0), c.dice.range(24.0, 44.0));
    let turn = c.dice.range(0.0, 45.0);
    umbrella(c, x + radius * 0.4, y + radius * 0.4, radius, turn, ink.deep, ink.deep);
    umbrella(c, x, y, radius, turn, ink.main, if ink.main == ink.light { ink.paper } else { ink.light });
    c.screen(ink.deep, 210.0, 9.0);
}

/// An open umbrella with eight panels, every other one in the second fill.
fn umbrella(c: &mut Canvas, x: f64, y: f64, radius: f64, turn: f64, body: &str, panels: &str) {
    let point = |at: i32| {
        let angle = (f64::from(at) * 45.0 + turn).to_radians();
        (x + angle.cos() * radius, y + angle.sin() * radius)
    };
    let whole: Vec<_> = (0..8).map(point).collect();
    let mut outline = String::new();
    for at in [0, 2, 4, 6] {
        let (from, to) = (point(at), point(at + 1));
        let _ = write!(outline, "M{x} {y}L{} {}L{} {}Z", from.0, from.1, to.0, to.1);
    }
    c.polygon(&whole, body);
    if panels != body {
        c.path(&outline, panels);
    }
}

/// A pool, its lanes, and one ring left in it.
fn pool(c: &mut Canvas) {
    let ink = c.ink;
    let lean = c.dice.pick(&[0.0, -12.0, 18.0]);
    c.turned(lean, 120.0, 150.0);
    let (x, wide) = (c.dice.range(30.0, 60.0), c.dice.range(110.0, 150.0));
    c.rect(x - 8.0, -60.0, wide + 16.0, 330.0, ink.light);
    c.rect(x, -60.0, wide, 322.0, ink.second);
    let lanes = c.dice.between(3, 5);
    let lane = wide / f64::from(lanes);
    for at in 1..lanes {
        let left = x + lane * f64::from(at);
        c.rect(left - 1.0, -60.0, 2.0, 322.0, ink.light);
    }
    let (at, y) = (x + lane * (f64::from(c.dice.between(0, lanes - 1)) + 0.5), c.dice.range(70.0, 150.0));
    let ring = c.dice.range(13.0, 20.0);
    c.ring(at + 9.0, y + 10.0, ring, ring * 0.6, ink.deep);
    c.ring(at, y, ring, ring * 0.6, ink.main);
    let turn = c.dice.range(0.0, 60.0);
    for quarter in 0..4 {
        c.turned(turn + f64::from(quarter) * 90.0, at, y);
        c.rect(at - ring * 0.2, y - ring * 1.3, ring * 0.4, ring * 0.6, ink.light);
        c.end();
    }
    c.end();
    c.rect(-10.0, 262.0, 260.0, 110.0, ink.deep);
}

/// Walls in circles, a way in, and what waits in the middle.
fn maze(c: &mut Canvas) {
    let ink = c.ink;
    let (x, y) = (c.dice.range(96.0, 144.0), c.dice.range(120.0, 140.0));
    let count = c.dice.between(4, 7);
    let step = 106.0 / f64::from(count);
    c.disc(x, y, step * 0.5, ink.main);
    for wall in 1..=count {
        let radius = f64::from(wall) * step + 4.0;
        let gap = 0.5 / f64::from(wall) + 0.14;
        let start = c.dice.range(0.0, 6.2);
        let (from, to) = (start + gap, start - gap);
        let outline = format!(
            "M{} {}A{radius} {radius} 0 1 1 {} {}",
            x + from.cos() * radius,
            y + from.sin() * radius,
            x + to.cos() * radius,
            y + to.sin() * radius
        );
        let width = step * 0.36;
        c.line(&outline, width, if wall == count / 2 { ink.second } else { ink.deep });
    }
    let angle = c.dice.range(0.3, 2.8);
    let reach = (f64::from(count) - 0.5) * step + 4.0;
    c.disc(x + angle.cos() * reach, y + angle.sin() * reach, step * 0.24, ink.light);
    super::motif::foot(c, 272.0, ink.deep);
}

/// Open umbrellas from above; one is of another colour.
fn umbrellas(c: &mut Canvas) {
    let ink = c.ink;
    c.ground(&mix(ink.deep, ink.second, 0.35));
    let columns = c.dice.between(2, 4);
    let side = 240.0 / f64::from(columns);
    let rows = if columns == 2 { 2 } else { columns };
    let chosen = (c.dice.between(0, columns - 1), c.dice.between(0, rows - 2));
    for row in 0..=rows + 1 {
        for column in -1..=columns {
            let x = (f64::from(column) + 0.5 + f64::from(row % 2) * 0.5) * side;
            let y = (f64::from(row) + 0.35) * side * 0.9;
            let radius = side * c.dice.range(0.42, 0.52);
            if y > 290.0 {
                continue;
            }
            let here = (column, row) == chosen;
            let share = ((y - 130.0) / 130.0).clamp(0.0, 0.9);
            let body = if here { ink.main.to_string() } else { mix(ink.paper, ink.deep, share) };
            let rib = if here { ink.light.to_string() } else { mix(ink.second, ink.deep, share) };
            let turn = c.dice.range(0.0, 45.0);
            umbrella(c, x, y, radius, turn, &body, &rib);
        }
    }
    c.rect(0.0, 284.0, 240.0, 80.0, ink.deep);
}
