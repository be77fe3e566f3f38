//! Duet: two shapes that meet, overlap, face or just miss each other.

use super::canvas::{Canvas, disc_path, smooth};
use super::motif;
use super::palette::mix;

pub fn compose(c: &mut Canvas) {
    let ink = c.ink;
    c.ground(ink.paper);
    match c.dice.between(0, 5) {
        0 => discs(c),
        1 => halves(c),
        2 => faces(c),
        3 => strangers(c),
        4 => apart(c),
        _ => trees(c),
    }
}

/// Two discs and the ink where they overlap.
fn discs(c: &mut Canvas) {
    let ink = c.ink;
    let (first, second) = (c.dice.range(50.0, 78.0), c.dice.range(36.0, 74.0));
    let (x, y) = (c.dice.range(70.0, 96.0), c.dice.range(96.0, 120.0));
    let (right, down) = (x + (first + second) * c.dice.range(0.5, 0.8), y + c.dice.range(-10.0, 60.0));
    c.disc(x, y, first, ink.main);
    let partner = c.dice.pick(&[ink.light, ink.second]);
    c.disc(right, down, second, partner);
    c.clipped(&disc_path(x, y, first));
    c.disc(right, down, second, ink.deep);
    c.end();
    motif::foot(c, 258.0, ink.deep);
    for (at, height) in [(x, 26.0), (right, 24.0)] {
        motif::person(c, at, 266.0, height, ink.deep);
    }
}

/// A disc cut in two, the halves slipped along the cut.
fn halves(c: &mut Canvas) {
    let ink = c.ink;
    let (x, y, radius) = (c.dice.range(110.0, 130.0), c.dice.range(120.0, 140.0), c.dice.range(62.0, 92.0));
    let (slip, lean) = (c.dice.range(14.0, 56.0), c.dice.range(-40.0, 40.0));
    c.turned(lean, x, y);
    c.path(&format!("M{} {}a{radius} {radius} 0 0 0 0 {}Z", x - 1.5, y - radius - slip / 2.0, radius * 2.0), ink.main);
    c.path(&format!("M{} {}a{radius} {radius} 0 0 1 0 {}Z", x + 1.5, y - radius + slip / 2.0, radius * 2.0), ink.deep);
    let lines = c.hatch(ink.paper, 6.0, 1.4, 90.0);
    c.path(&format!("M{} {}a{radius} {radius} 0 0 1 0 {}Z", x + 1.5, y - radius + slip / 2.0, radius * 2.0), &lines);
    c.end();
    motif::foot(c, 268.0, ink.deep);
}

/// Two profiles, or the vase between them.
fn faces(c: &mut Canvas) {
    let ink = c.ink;
    let close = c.dice.range(-10.0, 8.0);
    let profile = [
        (74.0, -20.0),
        (62.0, 20.0),
        (46.0, 52.0),
        (43.0, 80.0),
        (46.0, 92.0),
        (38.0, 106.0),
        (24.0, 126.0),
        (27.0, 134.0),
        (36.0, 138.0),
        (30.0, 146.0),
        (31.0, 152.0),
        (36.0, 155.0),
        (31.0, 160.0),
        (33.0, 170.0),
        (39.0, 175.0),
        (34.0, 186.0),
        (42.0, 201.0),
        (66.0, 206.0),
        (76.0, 226.0),
        (74.0, 262.0),
        (30.0, 300.0),
    ];
    let other = if c.dice.chance(50) { ink.main } else { ink.second };
    for (side, fill) in [(-1.0, ink.deep), (1.0, other)] {
        let points: Vec<_> = profile.iter().map(|(across, y)| (120.0 + side * (across + close), *y)).collect();
        let edge = if side < 0.0 { 0.0 } else { 240.0 };
        c.path(&format!("{}L{edge} 300V-20Z", smooth(&points)), fill);
    }
    match c.dice.between(0, 2) {
        0 => c.disc(120.0, 60.0, 16.0, if other == ink.main { ink.light } else { ink.main }),
        1 => motif::bird(c, 120.0, 70.0, 40.0, ink.deep),
        _ => {}
    }
    motif::foot(c, 268.0, ink.deep);
}

/// Two people on one line, far apart, their shadows meeting.
fn strangers(c: &mut Canvas) {
    let ink = c.ink;
    let y = c.dice.range(190.0, 220.0);
    let (left, right) = (c.dice.range(36.0, 84.0), c.dice.range(150.0, 206.0));
    let radius = c.dice.range(30.0, 76.0);
    let rise = c.dice.pick(&[0.0, 40.0, 90.0]);
    c.disc((left + right) / 2.0, y - rise, radius, ink.main);
    let floor = mix(ink.second, ink.deep, c.dice.pick(&[0.3, 0.6]));
    c.rect(0.0, y, 240.0, 170.0, &floor);
    let meet = (left + right) / 2.0;
    for at in [left, right] {
        c.polygon(&[(at - 5.0, y), (at + 5.0, y), (meet + 13.0, 300.0), (meet - 13.0, 300.0)], ink.deep);
        motif::person(c, at, y + 3.0, 62.0, ink.deep);
    }
    motif::foot(c, 300.0, ink.deep);
}

/// The sheet split in two; each half has its own light, its own time of day and its own person.
fn apart(c: &mut Canvas) {
    let ink = c.ink;
    let split = c.dice.range(104.0, 136.0);
    let lean = c.dice.pick(&[0.0, 14.0, -22.0]);
    let (y, radius, slip) = (c.dice.range(96.0, 120.0), c.dice.range(44.0, 70.0), c.dice.range(-34.0, 34.0));
    let half = format!("M{} -2H244V362H{}Z", split + lean, split - lean);
    let (sky, lamp) = if c.dice.chance(50) { (ink.deep, ink.light) } else { (ink.main, ink.deep) };
    c.disc(split, y, radius, if sky == ink.main { ink.deep } else { ink.main });
    let ground = mix(ink.second, ink.deep, 0.6);
    c.rect(0.0, 236.0, 240.0, 130.0, &ground);
    motif::person(c, split - 42.0, 246.0, 64.0, ink.deep);
    c.clipped(&half);
    c.ground(sky);
    c.disc(split, y + slip, radius, if sky == ink.main { ink.light } else { lamp });
    c.rect(0.0, 236.0, 240.0, 130.0, &mix(ink.deep, ink.second, 0.25));
    motif::person(c, split + 42.0, 246.0, 60.0, if sky == ink.main { ink.deep } else { ink.light });
    c.end();
    c.rect(0.0, 280.0, 240.0, 90.0, ink.deep);
}

/// Two trees whose crowns have grown into each other.
fn trees(c: &mut Canvas) {
    let ink = c.ink;
    let base = c.dice.range(232.0, 250.0);
    let (gap, crown) = (c.dice.range(26.0, 44.0), c.dice.range(50.0, 66.0));
    let y = c.dice.range(96.0, 120.0);
    for (side, fill) in [(-1.0, ink.main), (1.0, ink.second)] {
        c.path(
            &format!(
                "M{} {base}Q{} {} {} {y}h5Q{} {} {} {base}Z",
                120.0 + side * gap * 1.2 - 4.0,
                120.0 + side * gap * 1.4,
                base - 60.0,
                118.0 + side * gap * 0.8,
                126.0 + side * gap * 1.4,
                base - 60.0,
                120.0 + side * gap * 1.2 + 6.0
            ),
            ink.deep,
        );
        c.disc(120.0 + side * gap, y, crown, fill);
    }
    c.clipped(&disc_path(120.0 - gap, y, crown));
    c.disc(120.0 + gap, y, crown, ink.deep);
    c.end();
    motif::foot(c, base, ink.deep);
}
