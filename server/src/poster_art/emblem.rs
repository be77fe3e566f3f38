//! Emblem: one object, large and alone, with its shadow.

use super::canvas::Canvas;
use super::motif;
use super::palette::mix;

pub fn compose(c: &mut Canvas) {
    let ink = c.ink;
    c.ground(ink.paper);
    let backdrop = c.dice.between(0, 4);
    let (x, y) = (c.dice.range(100.0, 140.0), c.dice.range(124.0, 140.0));
    match backdrop {
        0 => c.disc(x, y, 92.0, ink.second),
        1 => c.polygon(&[(0.0, 0.0), (x * 1.1, 0.0), (x * 0.7, 300.0), (0.0, 300.0)], ink.second),
        2 => {
            let dots = c.dots(ink.second, 10.0, 2.4);
            c.disc(x, y, 104.0, &dots);
        }
        3 => (0..12).for_each(|ray| {
            c.turned(f64::from(ray) * 30.0, x, y);
            c.polygon(&[(x, y), (x - 30.0, y - 320.0), (x + 30.0, y - 320.0)], ink.second);
            c.end();
        }),
        _ => {}
    }
    motif::foot(c, 264.0, ink.deep);
    let kind = c.dice.between(0, 15);
    let lean = if [1, 9, 10, 11, 14].contains(&kind) { 0.0 } else { c.dice.pick(&[0.0, -14.0, 12.0, 24.0]) };
    c.turned(lean, x, y);
    // The second plate of the press, a little off register.
    c.placed(x + 4.0, y + 3.0, 1.0);
    object(c, kind, [&mix(ink.second, ink.deep, 0.25); 3].map(String::as_str));
    c.end();
    c.placed(x, y, 1.0);
    object(c, kind, [ink.main, ink.deep, ink.light]);
    c.end();
    c.end();
}

/// One object about (0, 0), some 180 tall, in a body ink, a dark one and a light one.
fn object(c: &mut Canvas, kind: i32, [body, dark, light]: [&str; 3]) {
    match kind {
        // Umbrella.
        0 => {
            c.line("M0 -70V66a16 16 0 0 1 -32 0", 6.0, dark);
            c.path("M-92 0A92 84 0 0 1 92 0Q69 -22 46 0Q23 -22 0 0Q-23 -22 -46 0Q-69 -22 -92 0Z", body);
            c.path("M0 -84Q40 -50 46 0Q23 -22 0 0Z", light);
        }
        // Chair.
        1 => {
            c.path("M-44 -96H-34V20H38V30H34V128H26V30H-34V128H-44Z", dark);
            c.path("M-44 -92H-34V-20H-44ZM-34 10H44V22H-34Z", body);
            c.path("M-34 -84H-30V-40H-34Z", light);
        }
        // Key.
        2 => {
            c.disc(0.0, -54.0, 40.0, body);
            c.path("M-7 -16H7V100H-7ZM7 62H36V76H7ZM7 84H28V98H7Z", dark);
            c.disc(0.0, -54.0, 19.0, light);
        }
        // Bulb.
        3 => {
            c.path("M-26 50C-30 20 -62 6 -62 -34A62 62 0 0 1 62 -34C62 6 30 20 26 50Z", body);
            c.path("M-24 56H24V66H-24ZM-24 71H24V81H-24ZM-14 86H14L8 96H-8Z", dark);
            c.line("M-12 50V-6L-22 -26L0 -12L22 -26L12 -6V50", 3.0, light);
        }
        // Balloon and its string.
        4 => {
            c.line("M0 44C-20 80 24 100 0 140", 2.0, dark);
            c.oval(0.0, -24.0, 54.0, 66.0, body);
            c.polygon(&[(0.0, 38.0), (-9.0, 52.0), (9.0, 52.0)], body);
            c.path("M-34 -34A34 44 0 0 1 -8 -72A50 60 0 0 0 -34 -34Z", light);
        }
        // Knife.
        5 => {
            c.path("M-12 30V-100Q30 -70 22 30Z", light);
            c.path("M-12 30V-100L2 -86V30Z", body);
            c.rect(-18.0, 30.0, 46.0, 8.0, dark);
            c.rect(-10.0, 38.0, 26.0, 70.0, dark);
        }
        // Moth.
        6 => {
            for flip in [1.0, -1.0] {
                c.polygon(&[(flip * 4.0, -20.0), (flip * 96.0, -76.0), (flip * 84.0, 10.0), (flip * 6.0, 14.0)], body);
                c.polygon(&[(flip * 5.0, 10.0), (flip * 66.0, 16.0), (flip * 44.0, 84.0)], dark);
                c.disc(flip * 64.0, -34.0, 15.0, light);
                c.disc(flip * 64.0, -34.0, 7.0, dark);
                c.line(&format!("M{} -40L{} -76", flip * 2.0, flip * 20.0), 2.4, dark);
            }
            c.oval(0.0, 6.0, 8.0, 50.0, dark);
        }
        // Apple with a bite.
        7 => {
            c.path("M0 -40C30 -64 78 -46 74 10C71 60 34 92 0 78C-34 92 -71 60 -74 10C-78 -46 -30 -64 0 -40Z", body);
            c.line("M0 -40Q0 -68 14 -86", 6.0, dark);
            c.path("M10 -62Q40 -96 66 -76Q44 -50 10 -62Z", dark);
            c.disc(78.0, 6.0, 26.0, light);
            c.disc(70.0, 36.0, 17.0, light);
        }
        // Paper plane.
        8 => {
            c.polygon(&[(-96.0, 10.0), (98.0, -70.0), (-20.0, 34.0)], light);
            c.polygon(&[(-20.0, 34.0), (98.0, -70.0), (34.0, 66.0)], body);
            c.polygon(&[(-20.0, 34.0), (98.0, -70.0), (-14.0, 84.0)], dark);
        }
        // Flower in a vase.
        10 => {
            c.line("M0 60C-4 10 6 -10 0 -50M0 10Q28 0 34 -22", 4.0, dark);
            for petal in 0..7 {
                c.turned(f64::from(petal) * 51.4, 0.0, -62.0);
                c.oval(0.0, -90.0, 13.0, 24.0, body);
                c.end();
            }
            c.disc(0.0, -62.0, 14.0, dark);
            c.path("M34 -22Q58 -34 62 -60Q34 -56 34 -22Z", dark);
            c.path("M-16 40H16L12 58Q44 74 40 128H-40Q-44 74 -12 58Z", light);
            c.path("M0 40H16L12 58Q44 74 40 128H0Z", body);
        }
        // Candle.
        11 => {
            c.rect(-22.0, -30.0, 44.0, 140.0, light);
            c.path("M-22 -30H22V10Q12 22 10 -8Q4 -20 0 6Q-6 40 -12 0Q-18 -10 -22 20Z", body);
            c.rect(-1.5, -46.0, 3.0, 18.0, dark);
            c.path("M0 -116Q36 -70 0 -42Q-36 -70 0 -116Z", body);
            c.path("M0 -84Q14 -64 0 -48Q-14 -64 0 -84Z", light);
            c.path("M-60 108H60L48 128H-48Z", dark);
        }
        // Folding fan.
        12 => {
            for rib in 0..9 {
                c.turned(f64::from(rib - 4) * 17.0, 0.0, 70.0);
                c.polygon(&[(0.0, 70.0), (-22.0, -76.0), (22.0, -76.0)], if rib % 2 == 0 { body } else { light });
                c.end();
            }
            c.path("M0 70L-52 10A80 80 0 0 1 52 10Z", dark);
            c.disc(0.0, 66.0, 9.0, dark);
        }
        // Scissors.
        13 => {
            c.polygon(&[(0.0, 10.0), (-9.0, -2.0), (26.0, -112.0), (30.0, -96.0)], light);
            c.polygon(&[(0.0, 10.0), (9.0, -2.0), (-26.0, -112.0), (-30.0, -96.0)], body);
            for side in [-1.0, 1.0] {
                c.line(&format!("M0 4L{} 52", side * 18.0), 9.0, dark);
                c.ring(side * 28.0, 76.0, 23.0, 9.0, dark);
            }
            c.disc(0.0, 4.0, 5.0, light);
        }
        // Cup and its steam.
        14 => {
            c.ring(62.0, 40.0, 26.0, 10.0, body);
            c.path("M-66 0H66Q66 100 0 100Q-66 100 -66 0Z", body);
            c.path("M20 0H66Q66 100 0 100Q28 70 20 0Z", light);
            c.oval(0.0, 0.0, 66.0, 10.0, dark);
            c.rect(-84.0, 104.0, 168.0, 9.0, dark);
            c.line("M-26 -22C-46 -50 -8 -66 -26 -98M8 -22C-12 -50 26 -66 8 -98", 6.0, dark);
        }
        // Bell.
        15 => {
            c.disc(0.0, 84.0, 17.0, dark);
            c.path("M-82 78C-50 50 -66 -70 0 -76C66 -70 50 50 82 78Z", body);
            c.path("M0 -76C66 -70 50 50 82 78H30C20 20 44 -50 0 -76Z", light);
            c.ring(0.0, -86.0, 10.0, 6.0, dark);
            c.rect(-86.0, 74.0, 172.0, 8.0, dark);
        }
        // Hourglass.
        _ => {
            c.path(
                "M-52 -92H52C52 -30 10 -20 10 0C10 20 52 30 52 92H-52C-52 30 -10 20 -10 0C-10 -20 -52 -30 -52 -92Z",
                light,
            );
            c.path("M-40 -54H40C32 -26 8 -18 3 0V66L40 84V92H-40V84L-3 66V0C-8 -18 -32 -26 -40 -54Z", body);
            c.rect(-64.0, -104.0, 128.0, 12.0, dark);
            c.rect(-64.0, 92.0, 128.0, 12.0, dark);
        }
    }
}
