//! Horizon: a low land under a wide sky, one sun, one small sign of life.

use super::canvas::{Canvas, corners_path, smooth};
use super::motif;
use super::palette::mix;

pub fn compose(c: &mut Canvas) {
    let ink = c.ink;
    c.ground(ink.paper);
    let base = c.dice.range(190.0, 240.0);
    sky(c, base);
    sun(c, base);
    let layers = c.dice.between(2, 4);
    let kind = c.dice.between(0, 3);
    let mut peak = (120.0, base);
    for layer in 0..layers {
        let share = f64::from(layer + 1) / f64::from(layers);
        let fill = mix(ink.second, ink.deep, share * share);
        let y = base + f64::from(layer) * c.dice.range(18.0, 30.0);
        peak = ridge(c, kind, y, 1.0 - share * 0.6, &fill);
    }
    let (x, y) = peak;
    match c.dice.between(0, 6) {
        0 | 1 => motif::person(c, x, y + 2.0, 34.0, ink.deep),
        2 => motif::house(c, x, y + 1.0, 30.0, ink.deep, ink.main),
        3 => motif::tree(c, x, y + 2.0, 56.0, ink.deep),
        4 => {
            motif::person(c, x - 9.0, y + 3.0, 34.0, ink.deep);
            motif::person(c, x + 8.0, y + 3.0, 22.0, ink.deep);
        }
        5 => (0..4).for_each(|at| {
            motif::pine(c, x - 30.0 + f64::from(at) * 19.0, y + 6.0, 30.0 + f64::from(at % 3) * 9.0, ink.deep)
        }),
        _ => c.rect(x - 0.7, y - 60.0, 1.4, 62.0, ink.deep),
    }
}

fn sky(c: &mut Canvas, base: f64) {
    let ink = c.ink;
    match c.dice.between(0, 4) {
        0 => {
            c.screen(ink.second, base - 110.0, 11.0);
        }
        1 => {
            for band in 0..4 {
                let y = base - 20.0 - f64::from(band * band) * 11.0;
                c.rect(0.0, y, 240.0, 9.0 - f64::from(band) * 2.0, ink.second);
            }
        }
        2 => {
            for _ in 0..c.dice.between(3, 7) {
                let (x, y) = (c.dice.range(20.0, 220.0), c.dice.range(24.0, base - 70.0));
                let span = c.dice.range(8.0, 20.0);
                motif::bird(c, x, y, span, ink.deep);
            }
        }
        3 => c.rect(0.0, base - 60.0, 240.0, 60.0, ink.second),
        _ => {}
    }
}

fn sun(c: &mut Canvas, base: f64) {
    let ink = c.ink;
    let (x, radius) = (c.dice.range(50.0, 190.0), c.dice.range(26.0, 74.0));
    let y = base - c.dice.range(-10.0, 90.0);
    motif::luminary(c, x, y, radius, ink.paper);
}

/// One range of hills, mountains, dunes or flat land; returns a spot on it where something can stand.
fn ridge(c: &mut Canvas, kind: i32, y: f64, wildness: f64, fill: &str) -> (f64, f64) {
    let reach = 60.0 * wildness;
    let points: Vec<(f64, f64)> = match kind {
        0 => (0..=5).map(|at| (f64::from(at) * 60.0 - 30.0, y + c.dice.range(-reach, reach) * 0.4)).collect(),
        1 => (0..=8)
            .map(|at| {
                (
                    f64::from(at) * 34.0 - 16.0,
                    y - if at % 2 == 0 { 0.0 } else { c.dice.range(reach * 0.3, reach * 1.6) },
                )
            })
            .collect(),
        2 => {
            let top = c.dice.range(50.0, 190.0);
            vec![(-20.0, y + 14.0), (top * 0.6, y), (top, y - reach), (top + 40.0, y - reach * 0.2), (270.0, y + 20.0)]
        }
        _ => vec![(-10.0, y), (80.0, y), (160.0, y), (250.0, y)],
    };
    let edge = if kind == 1 { corners_path(&points) } else { smooth(&points) };
    c.path(&format!("{edge}V362H-20Z"), fill);
    let inner = &points[1..points.len() - 1];
    inner
        .iter()
        .copied()
        .filter(|(x, _)| (30.0..210.0).contains(x))
        .min_by(|a, b| a.1.total_cmp(&b.1))
        .unwrap_or((120.0, y))
}
