//! Orbit: planets, eclipses and the paths of small bodies about large ones.

use super::canvas::{Canvas, disc_path};
use super::motif;
use super::palette::mix;
use std::fmt::Write;

pub fn compose(c: &mut Canvas) {
    let ink = c.ink;
    let kind = c.dice.between(0, 4);
    let night = c.dice.chance(60);
    c.ground(if night { ink.deep } else { ink.paper });
    if night || kind == 2 {
        stars(c);
    }
    match kind {
        0 => giant(c, night),
        1 => rings(c, night),
        2 => eclipse(c),
        3 => landing(c, night),
        _ => spiral(c, night),
    }
}

fn stars(c: &mut Canvas) {
    let mut outline = String::new();
    for _ in 0..34 {
        let (x, y) = (c.dice.between(4, 236), c.dice.between(4, 250));
        let _ = write!(outline, "M{x} {y}h0");
    }
    let light = c.ink.light;
    c.line(&outline, 1.4, light);
}

/// A banded planet, cut off by the edge, with one moon.
fn giant(c: &mut Canvas, night: bool) {
    let ink = c.ink;
    let (x, y, radius) = (c.dice.range(20.0, 90.0), c.dice.range(90.0, 140.0), c.dice.range(88.0, 124.0));
    let body = if night { ink.paper } else { ink.main };
    c.clipped(&disc_path(x, y, radius));
    c.disc(x, y, radius, body);
    let tilt = c.dice.range(-35.0, 35.0);
    c.turned(tilt, x, y);
    for band in 0..5 {
        let (at, width) = (y - radius + f64::from(band) * radius * 0.42, c.dice.range(4.0, 26.0));
        let fill = if band == 2 { ink.main } else { ink.second };
        c.rect(x - radius, at + 10.0, radius * 2.0, width, fill);
    }
    c.end();
    let shade = c.hatch(ink.deep, 4.0, 1.6, 20.0);
    c.path(
        &format!(
            "{}{}",
            disc_path(x, y, radius + 2.0),
            disc_path(x + radius * 0.3, y - radius * 0.25, radius).replace(" 1 0 ", " 1 1 ")
        ),
        &shade,
    );
    c.end();
    if c.dice.chance(60) {
        c.turned(tilt, x, y);
        c.line(
            &format!("M{} {y}A{} {} 0 0 0 {} {y}", x - radius * 1.5, radius * 1.5, radius * 0.3, x + radius * 1.5),
            5.0,
            ink.light,
        );
        c.end();
    }
    let (moon, up) = (c.dice.range(6.0, 16.0), c.dice.range(40.0, 200.0));
    c.disc(206.0, up, moon, ink.light);
    if !night {
        motif::foot(c, 268.0, ink.deep);
    }
}

/// Paths about one sun, a body on each.
fn rings(c: &mut Canvas, night: bool) {
    let ink = c.ink;
    let (x, y) = (c.dice.range(60.0, 180.0), c.dice.range(90.0, 160.0));
    let path = if night { mix(ink.deep, ink.paper, 0.8) } else { ink.deep.to_string() };
    let step = c.dice.range(22.0, 34.0);
    for at in 1..=6 {
        let radius = 16.0 + f64::from(at) * step;
        c.ring(x, y, radius, if at % 3 == 0 { 4.0 } else { 1.6 }, &path);
        let turn = c.dice.range(0.0, 360.0);
        c.turned(turn, x, y);
        let size = c.dice.range(5.0, 17.0);
        let fill = if at % 2 == 0 { ink.light } else { ink.main };
        c.disc(x + radius, y, size, fill);
        c.end();
    }
    c.disc(x, y, 22.0, ink.main);
    motif::foot(c, 276.0, ink.deep);
}

/// A dark disc before a bright one.
fn eclipse(c: &mut Canvas) {
    let ink = c.ink;
    let (x, y, radius) = (c.dice.range(90.0, 150.0), c.dice.range(110.0, 150.0), c.dice.range(56.0, 84.0));
    for ray in 0..c.dice.pick(&[0, 24, 36]) {
        c.turned(f64::from(ray) * 15.0, x, y);
        let reach = if ray % 2 == 0 { 26.0 } else { 14.0 };
        c.polygon(&[(x - 2.0, y - radius), (x + 2.0, y - radius), (x, y - radius - reach)], ink.main);
        c.end();
    }
    c.disc(x, y, radius + 5.0, ink.main);
    let (dx, dy) = (c.dice.range(-4.0, 4.0), c.dice.range(-4.0, 3.0));
    c.disc(x + dx, y + dy, radius, ink.deep);
    let ground = mix(ink.deep, ink.second, 0.3);
    motif::foot(c, 270.0, &ground);
    if c.dice.chance(60) {
        motif::person(c, x, 276.0, 30.0, ink.light);
    }
}

/// Somebody on the rim of a small world looks up at a large one.
fn landing(c: &mut Canvas, night: bool) {
    let ink = c.ink;
    let (x, y, radius) = (c.dice.range(60.0, 180.0), c.dice.range(80.0, 120.0), c.dice.range(46.0, 80.0));
    c.disc(x, y, radius, ink.main);
    let dots = c.dots(if night { ink.deep } else { ink.paper }, 5.0, 1.5);
    c.clipped(&disc_path(x, y, radius));
    c.disc(x + radius * 0.5, y + radius * 0.4, radius, &dots);
    c.end();
    if c.dice.chance(50) {
        let tilt = c.dice.range(-30.0, 30.0);
        c.turned(tilt, x, y);
        c.path(
            &format!(
                "M{} {y}a{} 14 0 0 0 {} 0a{} 8 0 0 1 {} 0Z",
                x - radius * 1.6,
                radius * 1.6,
                radius * 3.2,
                radius * 1.6,
                radius * -3.2
            ),
            ink.light,
        );
        c.end();
    }
    let rim = if night { mix(ink.deep, ink.paper, 0.6) } else { ink.deep.to_string() };
    c.disc(120.0, 560.0, 310.0, &rim);
    motif::person(c, 120.0, 252.0, 30.0, if night { ink.light } else { ink.deep });
    c.disc(120.0, 640.0, 350.0, ink.deep);
}

/// A path that winds in towards one point.
fn spiral(c: &mut Canvas, night: bool) {
    let ink = c.ink;
    let (x, y, gap) = (c.dice.range(80.0, 160.0), c.dice.range(110.0, 150.0), c.dice.range(9.0, 17.0));
    let mut outline = format!("M{x} {y}");
    for half in 1..=16 {
        let radius = f64::from(half) * gap / 2.0;
        let side = if half % 2 == 0 { -1.0 } else { 1.0 };
        let _ = write!(outline, "a{radius} {radius} 0 0 1 {} 0", radius * 2.0 * side);
    }
    let colour = if night { ink.main } else { ink.deep };
    c.line(&outline, gap * 0.32, colour);
    c.disc(x, y, gap * 0.8, if night { ink.light } else { ink.main });
    motif::foot(c, 272.0, ink.deep);
}
