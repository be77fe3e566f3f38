//! Blade: slashes, shards and cut-paper bars that break the sheet.

use super::canvas::Canvas;
use super::motif;
use super::palette::mix;

pub fn compose(c: &mut Canvas) {
    match c.dice.between(0, 3) {
        0 => slash(c),
        1 => bars(c),
        2 => burst(c),
        _ => shards(c),
    }
}

/// Two grounds and the cut between them.
fn slash(c: &mut Canvas) {
    let ink = c.ink;
    c.ground(ink.paper);
    let (left, right) = (c.dice.range(130.0, 240.0), c.dice.range(-50.0, 120.0));
    let (y, radius) = (c.dice.range(50.0, 110.0), c.dice.range(24.0, 74.0));
    motif::luminary(c, left * 0.6 - 30.0, y, radius, ink.paper);
    c.polygon(&[(0.0, left), (240.0, right), (240.0, 361.0), (0.0, 361.0)], ink.deep);
    let width = c.dice.range(5.0, 13.0);
    c.polygon(&[(-2.0, left + 2.0), (242.0, right - 2.0), (150.0, right + (left - right) * 0.38 + width)], ink.light);
    if left < 200.0 && c.dice.chance(70) {
        let drop = c.dice.range(34.0, 60.0);
        c.polygon(
            &[(0.0, left + drop), (240.0, right + drop), (240.0, right + drop + 26.0), (40.0, left + drop)],
            ink.main,
        );
    }
    let at = c.dice.range(0.2, 0.4);
    motif::person(c, 240.0 * at, left + (right - left) * at + 2.0, 46.0, ink.deep);
}

/// Uneven bars cut with scissors, hung from the edges.
fn bars(c: &mut Canvas) {
    let ink = c.ink;
    let ground = if c.dice.chance(70) { ink.paper } else { ink.main };
    let hero = if ground == ink.paper { ink.main } else { ink.paper };
    c.ground(ground);
    let count = c.dice.between(3, 6);
    let pitch = 240.0 / f64::from(count);
    let chosen = c.dice.between(0, count - 1);
    for bar in 0..count {
        let x = f64::from(bar) * pitch + c.dice.range(2.0, 6.0);
        let wide = pitch * c.dice.range(0.55, 0.9);
        let long = c.dice.range(70.0, 226.0);
        let (skew, nick) = (c.dice.range(-12.0, 12.0), c.dice.range(-14.0, 14.0));
        let fill = if bar == chosen { hero } else { ink.deep };
        c.polygon(&[(x, -2.0), (x + wide, -2.0), (x + wide + skew * 0.7, long + nick), (x + skew + 3.0, long)], fill);
        if bar == chosen {
            motif::person(c, x + wide / 2.0 + skew, 276.0, (262.0 - long).clamp(40.0, 84.0), ink.deep);
        }
    }
    let tilt = c.dice.range(-12.0, 12.0);
    c.polygon(&[(0.0, 268.0 + tilt), (96.0, 273.0), (240.0, 268.0 - tilt), (240.0, 361.0), (0.0, 361.0)], ink.deep);
}

/// Rays from one point.
fn burst(c: &mut Canvas) {
    let ink = c.ink;
    c.ground(ink.paper);
    let (x, y) = (c.dice.range(60.0, 180.0), c.dice.range(100.0, 200.0));
    let count = c.dice.between(9, 16);
    let turn = 360.0 / f64::from(count);
    for ray in 0..count {
        let half = turn * c.dice.range(0.16, 0.34) * 6.0;
        let fill = if ray % 3 == 0 { ink.main } else { ink.second };
        c.turned(f64::from(ray) * turn + y * 0.06 - 3.0, x, y);
        c.polygon(&[(x, y), (x - half, y - 400.0), (x + half, y - 400.0)], fill);
        c.end();
    }
    let mut star = Vec::new();
    let radius = c.dice.range(26.0, 44.0);
    for point in 0..22 {
        let angle = f64::from(point) * std::f64::consts::PI / 11.0;
        let reach = if point % 2 == 0 { radius * c.dice.range(1.2, 1.9) } else { radius };
        star.push((x + angle.cos() * reach, y + angle.sin() * reach));
    }
    c.polygon(&star, ink.deep);
    c.disc(x, y, radius * 0.45, ink.light);
    motif::foot(c, 268.0, ink.deep);
    if c.dice.chance(60) {
        motif::person(c, 240.0 - x, 280.0, 56.0, ink.deep);
    }
}

/// A sheet of glass, broken.
fn shards(c: &mut Canvas) {
    let ink = c.ink;
    c.ground(ink.deep);
    let (x, y) = (c.dice.range(80.0, 160.0), c.dice.range(100.0, 150.0));
    let count = c.dice.between(9, 13);
    let mut angle = c.dice.range(0.0, 1.0);
    let fills = [
        ink.paper.to_string(),
        ink.second.to_string(),
        mix(ink.paper, ink.deep, 0.4),
        ink.main.to_string(),
        ink.paper.to_string(),
    ];
    for shard in 0..count {
        let sweep = std::f64::consts::TAU / f64::from(count);
        let (near, far) = (c.dice.range(6.0, 30.0), c.dice.range(90.0, 190.0));
        let (from, to) = (angle + 0.03, angle + sweep * 0.92);
        let spot = |angle: f64, reach: f64| (x + angle.cos() * reach, y + angle.sin() * reach * 0.9);
        let fill = &fills[usize::try_from(shard).unwrap_or(0) * 2 % fills.len()];
        c.polygon(&[spot((from + to) / 2.0, near), spot(from, far), spot(to, far * 0.8)], fill);
        angle += sweep;
    }
    c.screen(ink.deep, 196.0, 9.0);
}
