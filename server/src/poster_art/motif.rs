//! Small things that tell where we are: people, houses, trees, birds, boats. Each stands on the point it is given.

use super::canvas::{Canvas, disc_path, smooth};

/// A person seen from behind, `height` tall, feet on (x, y). A film keeps to one kind of person: in a long coat, in a
/// dress, in trousers, in a hat, with a suitcase, or under an umbrella when there is room for one.
pub fn person(c: &mut Canvas, x: f64, y: f64, height: f64, fill: &str) {
    let h = height / 100.0;
    let body: &[(f64, f64)] = match c.lead {
        0 | 3 | 5 => &[
            (-5.0, 84.0),
            (5.0, 84.0),
            (14.0, 78.0),
            (18.0, 42.0),
            (16.0, 24.0),
            (9.0, 24.0),
            (8.0, 0.0),
            (2.0, 0.0),
            (0.0, 24.0),
            (-2.0, 0.0),
            (-8.0, 0.0),
            (-9.0, 24.0),
            (-16.0, 24.0),
            (-14.0, 78.0),
        ],
        1 => &[
            (-4.0, 84.0),
            (4.0, 84.0),
            (11.0, 79.0),
            (14.0, 48.0),
            (9.0, 56.0),
            (22.0, 24.0),
            (7.0, 24.0),
            (6.0, 0.0),
            (1.0, 0.0),
            (0.0, 24.0),
            (-1.0, 0.0),
            (-6.0, 0.0),
            (-7.0, 24.0),
            (-22.0, 24.0),
            (-9.0, 56.0),
            (-14.0, 48.0),
            (-11.0, 79.0),
        ],
        _ => &[
            (-5.0, 84.0),
            (5.0, 84.0),
            (15.0, 79.0),
            (18.0, 46.0),
            (13.0, 46.0),
            (12.0, 60.0),
            (12.0, 0.0),
            (4.0, 0.0),
            (0.0, 42.0),
            (-7.0, 0.0),
            (-15.0, 0.0),
            (-11.0, 60.0),
            (-13.0, 46.0),
            (-18.0, 46.0),
            (-15.0, 79.0),
        ],
    };
    c.disc(x, y - 91.0 * h, 9.0 * h, fill);
    let corners: Vec<_> = body.iter().map(|(across, up)| (x + across * h, y - up * h)).collect();
    c.polygon(&corners, fill);
    match c.lead {
        3 => {
            c.oval(x, y - 95.0 * h, 17.0 * h, 3.0 * h, fill);
            c.rect(x - 9.0 * h, y - 106.0 * h, 18.0 * h, 11.0 * h, fill);
        }
        4 => c.rect(x + 12.0 * h, y - 44.0 * h, 24.0 * h, 26.0 * h, fill),
        5 if height < 70.0 => {
            c.path(
                &format!("M{} {}a{} {} 0 0 1 {} 0Z", x - 36.0 * h, y - 102.0 * h, 36.0 * h, 30.0 * h, 72.0 * h),
                fill,
            );
            c.rect(x + 10.0 * h, y - 104.0 * h, 2.6 * h, 60.0 * h, fill);
        }
        _ => {}
    }
}

/// A gabled house `width` wide.
pub fn house(c: &mut Canvas, x: f64, y: f64, width: f64, fill: &str, lamp: &str) {
    let w = width;
    c.polygon(
        &[
            (x - w * 0.5, y + 2.0),
            (x - w * 0.5, y - w * 0.5),
            (x, y - w * 0.95),
            (x + w * 0.5, y - w * 0.5),
            (x + w * 0.5, y + 2.0),
        ],
        fill,
    );
    c.rect(x + w * 0.22, y - w * 0.98, w * 0.13, w * 0.4, fill);
    c.rect(x - w * 0.12, y - w * 0.42, w * 0.24, w * 0.24, lamp);
}

/// A round tree.
pub fn tree(c: &mut Canvas, x: f64, y: f64, height: f64, fill: &str) {
    c.rect(x - height * 0.03, y - height * 0.5, height * 0.06, height * 0.52, fill);
    c.oval(x, y - height * 0.66, height * 0.27, height * 0.34, fill);
}

/// A pine: three tiers.
pub fn pine(c: &mut Canvas, x: f64, y: f64, height: f64, fill: &str) {
    let (w, h) = (height * 0.24, height);
    c.polygon(
        &[
            (x, y - h),
            (x + w * 0.6, y - h * 0.6),
            (x + w * 0.3, y - h * 0.6),
            (x + w, y - h * 0.1),
            (x + w * 0.12, y - h * 0.1),
            (x + w * 0.12, y + 1.0),
            (x - w * 0.12, y + 1.0),
            (x - w * 0.12, y - h * 0.1),
            (x - w, y - h * 0.1),
            (x - w * 0.3, y - h * 0.6),
            (x - w * 0.6, y - h * 0.6),
        ],
        fill,
    );
}

/// A bird on the wing, `span` wide.
pub fn bird(c: &mut Canvas, x: f64, y: f64, span: f64, fill: &str) {
    let s = span / 2.0;
    c.path(
        &format!(
            "M{} {}Q{} {} {x} {y}Q{} {} {} {}Q{} {} {x} {}Q{} {} {} {}Z",
            x - s,
            y - s * 0.35,
            x - s * 0.4,
            y - s * 0.5,
            x + s * 0.4,
            y - s * 0.5,
            x + s,
            y - s * 0.35,
            x + s * 0.4,
            y - s * 0.15,
            y + s * 0.3,
            x - s * 0.4,
            y - s * 0.15,
            x - s,
            y - s * 0.35,
        ),
        fill,
    );
}

/// A boat with one sail.
pub fn boat(c: &mut Canvas, x: f64, y: f64, width: f64, hull: &str, sail: &str) {
    let w = width / 2.0;
    c.polygon(
        &[(x - w, y - w * 0.35), (x + w, y - w * 0.35), (x + w * 0.6, y + w * 0.15), (x - w * 0.6, y + w * 0.15)],
        hull,
    );
    c.polygon(&[(x + w * 0.05, y - w * 0.5), (x + w * 0.05, y - w * 2.2), (x + w * 0.85, y - w * 0.5)], sail);
    c.polygon(&[(x - w * 0.08, y - w * 0.5), (x - w * 0.08, y - w * 1.8), (x - w * 0.65, y - w * 0.5)], hull);
}

/// A crescent that opens to the right.
pub fn crescent(c: &mut Canvas, x: f64, y: f64, radius: f64, fill: &str) {
    let r = radius;
    c.path(
        &format!(
            "M{} {}A{r} {r} 0 1 0 {} {}A{} {} 0 1 1 {} {}Z",
            x + r * 0.4,
            y - r * 0.92,
            x + r * 0.4,
            y + r * 0.92,
            r * 0.8,
            r * 0.8,
            x + r * 0.4,
            y - r * 0.92
        ),
        fill,
    );
}

/// The dark foot of a poster: everything below `y`, its upper edge straight, slanted, domed, hollow, rolling or humped.
pub fn foot(c: &mut Canvas, y: f64, fill: &str) {
    let lift = c.dice.range(14.0, 40.0);
    let edge = match c.dice.between(0, 5) {
        0 => format!("M0 {y}H240"),
        1 => format!("M0 {}L240 {}", y + lift / 2.0, y - lift / 2.0),
        2 => format!("M0 {}Q120 {} 240 {}", y + lift / 2.0, y - lift, y + lift / 2.0),
        3 => format!("M0 {}Q120 {} 240 {}", y - lift / 2.0, y + lift, y - lift / 2.0),
        4 => {
            let points: Vec<_> = (0..=6).map(|at| (f64::from(at) * 40.0, y + c.dice.range(-10.0, 10.0))).collect();
            smooth(&points)
        }
        _ => format!(
            "M0 {y}C60 {} 120 {} 150 {}S210 {} 240 {}",
            y - 4.0,
            y - lift,
            y - lift * 0.6,
            y + lift * 0.4,
            y + lift * 0.3
        ),
    };
    c.path(&format!("{edge}V360H0Z"), fill);
}

/// The sun or the moon, in the hero's ink; `behind` is the ink of the sky, for what is cut out of it.
pub fn luminary(c: &mut Canvas, x: f64, y: f64, radius: f64, behind: &str) {
    let ink = c.ink;
    match c.dice.between(0, 9) {
        0 => {
            let hatch = c.hatch(behind, 7.0, 1.6, 90.0);
            c.disc(x, y, radius, ink.main);
            c.disc(x, y, radius + 1.0, &hatch);
        }
        1 => {
            let dots = c.dots(behind, 5.0, 1.5);
            c.disc(x, y, radius, ink.main);
            c.clipped(&disc_path(x, y, radius));
            c.disc(x + radius * 0.55, y + radius * 0.4, radius, &dots);
            c.end();
        }
        2 => {
            c.disc(x, y, radius * 1.45, ink.second);
            c.disc(x, y, radius, ink.main);
        }
        3 => c.ring(x, y, radius * 0.8, radius * 0.36, ink.main),
        4 => {
            // Two plates that do not quite meet.
            c.disc(x + 5.0, y + 3.0, radius, ink.second);
            c.disc(x, y, radius, ink.main);
        }
        5 => {
            // Upper cap and two slices, as if cut with scissors.
            c.path(&format!("M{} {y}A{radius} {radius} 0 0 1 {} {y}Z", x - radius, x + radius), ink.main);
            for (from, to) in [(0.1, 0.44), (0.56, 1.0)] {
                let half = |down: f64| radius * (1.0 - down * down).max(0.0).sqrt();
                c.path(
                    &format!(
                        "M{} {}H{}A{radius} {radius} 0 0 1 {} {}H{}A{radius} {radius} 0 0 1 {} {}Z",
                        x - half(from),
                        y + radius * from,
                        x + half(from),
                        x + half(to),
                        y + radius * to,
                        x - half(to),
                        x - half(from),
                        y + radius * from
                    ),
                    ink.main,
                );
            }
        }
        6 => {
            c.disc(x, y, radius, ink.main);
            c.ring(x, y, radius * 1.25, 1.6, ink.main);
            c.ring(x, y, radius * 1.5, 0.9, ink.main);
        }
        7 if y < 140.0 => crescent(c, x, y, radius * 0.8, ink.main),
        _ => c.disc(x, y, radius, ink.main),
    }
}
