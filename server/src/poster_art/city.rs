//! City: towers with their lit windows, seen from afar, from the street, or as one slab of flats.

use super::canvas::Canvas;
use super::motif;
use super::palette::mix;
use std::fmt::Write;

pub fn compose(c: &mut Canvas) {
    let ink = c.ink;
    c.ground(ink.paper);
    match c.dice.between(0, 3) {
        0 => skyline(c),
        1 => canyon(c),
        2 => slab(c),
        _ => facing(c),
    }
}

/// Small windows in a grid, of which some are lit.
fn windows(c: &mut Canvas, x: f64, y: f64, columns: i32, rows: i32, lit: i32, fill: &str) {
    let mut outline = String::new();
    for row in 0..rows {
        for column in 0..columns {
            if c.dice.chance(lit) {
                let _ = write!(outline, "M{} {}h4v5h-4z", x + f64::from(column) * 8.0, y + f64::from(row) * 11.0);
            }
        }
    }
    if !outline.is_empty() {
        c.path(&outline, fill);
    }
}

fn towers(c: &mut Canvas, base: f64, reach: f64, fill: &str, lit: i32) {
    let light = c.ink.light;
    let mut x = -6.0;
    while x < 240.0 {
        let columns = c.dice.between(2, 5);
        let width = f64::from(columns) * 8.0 + 6.0;
        let top = base - c.dice.range(0.0, reach);
        match c.dice.between(0, 4) {
            0 => c.polygon(&[(x, 361.0), (x, top), (x + width, top - 14.0), (x + width, 361.0)], fill),
            1 => {
                c.rect(x + width / 2.0 - 1.0, top - 26.0, 2.0, 30.0, fill);
                c.rect(x, top, width, 361.0 - top, fill);
            }
            _ => c.rect(x, top, width, 361.0 - top, fill),
        }
        windows(c, x + 5.0, top + 8.0, columns, 5, lit, light);
        x += width + c.dice.pick(&[0.0, 0.0, 3.0, 9.0]);
    }
}

/// Two rows of towers before an oversized moon.
fn skyline(c: &mut Canvas) {
    let ink = c.ink;
    let (x, y, radius) = (c.dice.range(50.0, 190.0), c.dice.range(90.0, 150.0), c.dice.range(40.0, 92.0));
    motif::luminary(c, x, y, radius, ink.paper);
    let back = mix(ink.second, ink.deep, 0.25);
    towers(c, 210.0, 80.0, &back, 0);
    towers(c, 262.0, 60.0, ink.deep, 16);
}

/// The street between two cliffs of houses, and somebody in it.
fn canyon(c: &mut Canvas) {
    let ink = c.ink;
    let gap = c.dice.range(92.0, 148.0);
    let (y, radius) = (c.dice.range(70.0, 150.0), c.dice.range(30.0, 60.0));
    c.disc(gap, y, radius, ink.main);
    for step in 0..3 {
        let fill = mix(ink.second, ink.deep, f64::from(step) * 0.5);
        let (inner, drop) = (16.0 + f64::from(step) * 22.0, 120.0 - f64::from(step) * 56.0);
        let (left, right) = (drop + c.dice.range(-18.0, 40.0), drop + c.dice.range(-18.0, 40.0));
        c.polygon(&[(0.0, left - 30.0), (gap - inner, left), (gap - inner, 360.0), (0.0, 360.0)], &fill);
        c.polygon(&[(240.0, right - 30.0), (gap + inner, right), (gap + inner, 360.0), (240.0, 360.0)], &fill);
        if step == 2 {
            windows(c, 6.0, left + 30.0, 3, 12, 30, ink.light);
            windows(c, gap + inner + 8.0, right + 24.0, 4, 12, 30, ink.light);
        }
    }
    c.polygon(&[(gap, 226.0), (260.0, 360.0), (-20.0, 360.0)], ink.deep);
    motif::person(c, gap, 266.0, 50.0, ink.deep);
}

/// One block of flats, and in it one window of another colour.
fn slab(c: &mut Canvas) {
    let ink = c.ink;
    let (columns, top) = (c.dice.between(5, 8), c.dice.range(40.0, 110.0));
    let width = f64::from(columns) * 21.0 + 9.0;
    let x = c.dice.range(10.0, 230.0 - width);
    let side = c.dice.range(10.0, 30.0);
    c.polygon(
        &[(x + width, top), (x + width + side, top + 16.0), (x + width + side, 360.0), (x + width, 360.0)],
        &mix(ink.second, ink.deep, 0.5),
    );
    c.rect(x, top, width, 330.0, ink.deep);
    let chosen = (c.dice.between(0, columns - 1), c.dice.between(1, 4));
    let dim = mix(ink.deep, ink.second, 0.45);
    for row in 0..9 {
        for column in 0..columns {
            let (left, up) = (x + 9.0 + f64::from(column) * 21.0, top + 12.0 + f64::from(row) * 25.0);
            let here = (column, row) == chosen;
            let fill = if here {
                ink.main
            } else if row < 5 && c.dice.chance(18) {
                ink.light
            } else {
                &dim
            };
            if row < 7 || here {
                c.rect(left, up, 12.0, 15.0, fill);
            }
            if here {
                motif::person(c, left + 6.0, up + 18.0, 15.0, ink.deep);
            }
        }
    }
    let (y, low) = (top + 250.0, c.ink.deep);
    c.rect(0.0, y.max(280.0), 240.0, 120.0, low);
}

/// Two cities, one hanging from above, and the gap between them.
fn facing(c: &mut Canvas) {
    let ink = c.ink;
    let back = mix(ink.paper, ink.second, 0.9);
    c.turned(180.0, 120.0, 180.0);
    towers(c, 290.0, 50.0, &back, 0);
    towers(c, 330.0, 50.0, ink.deep, 12);
    c.end();
    let (x, y) = (c.dice.range(70.0, 170.0), c.dice.range(150.0, 170.0));
    let radius = c.dice.pick(&[16.0, 26.0, 34.0]);
    c.disc(x, y, radius, ink.main);
    towers(c, 250.0, 50.0, &mix(ink.second, ink.deep, 0.3), 0);
    towers(c, 280.0, 50.0, ink.deep, 12);
}
