//! Generated posters: art for films that have no picture, the same every time.

use crate::AppState;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use domain::MovieId;
use http::{StatusCode, header};
use services::movies;
use std::fmt::Write;

/// Answers `/posters/{id}.svg`.
pub async fn poster(State(state): State<AppState>, Path(file): Path<String>) -> Response {
    let Some(id) = file.strip_suffix(".svg").and_then(|id| id.parse::<MovieId>().ok()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    match movies::poster_facts(&state.services, id).await {
        Ok(Some(facts)) => {
            let headers = [(header::CONTENT_TYPE, "image/svg+xml"), (header::CACHE_CONTROL, "public, max-age=86400")];
            (headers, draw(&facts.title, facts.genres.first().map_or("", String::as_str))).into_response()
        }
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => StatusCode::from_u16(error.report().code.status())
            .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
            .into_response(),
    }
}

/// Two inks on a ground, each as an HSL hue with its saturation and lightness.
struct Palette {
    ground: [String; 2],
    ink: String,
    light: String,
}

/// A 2:3 picture without text: composition by genre, colours and placing by the title.
fn draw(title: &str, genre: &str) -> String {
    let mut dice = Dice::new(title);
    let palette = palette(&mut dice);
    let mut svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 360"><defs><linearGradient id="g" x1="0" y1="0" x2="0.4" y2="1"><stop offset="0" stop-color="{}"/><stop offset="1" stop-color="{}"/></linearGradient></defs><rect width="240" height="360" fill="url(#g)"/>"#,
        palette.ground[0], palette.ground[1]
    );
    match genre {
        "공포(호러)" | "스릴러" | "미스터리" => corridor(&mut svg, &mut dice, &palette),
        "SF" | "판타지" | "어드벤처" => planets(&mut svg, &mut dice, &palette),
        "액션" | "범죄" | "전쟁" => blades(&mut svg, &mut dice, &palette),
        "애니메이션" | "가족" | "코미디" => confetti(&mut svg, &mut dice, &palette),
        "멜로/로맨스" | "뮤지컬" => moons(&mut svg, &mut dice, &palette),
        _ => ridges(&mut svg, &mut dice, &palette),
    }
    svg.push_str("</svg>");
    svg
}

fn palette(dice: &mut Dice) -> Palette {
    let hue = dice.between(0, 359);
    let other = (hue + [24, 150, 180, 210, 330][dice.between(0, 4) as usize]) % 360;
    let depth = dice.between(14, 30);
    Palette {
        ground: [format!("hsl({hue} 42% {}%)", depth + 14), format!("hsl({} 48% {depth}%)", (hue + 18) % 360)],
        ink: format!("hsl({other} 58% {}%)", dice.between(46, 62)),
        light: format!("hsl({other} 70% {}%)", dice.between(78, 88)),
    }
}

/// Frames within frames, leading to one lit door.
fn corridor(svg: &mut String, dice: &mut Dice, palette: &Palette) {
    let (x, y) = (dice.between(80, 160), dice.between(110, 190));
    for step in 0..7 {
        let (w, h) = (230 - step * 34, 330 - step * 48);
        let _ = write!(
            svg,
            r#"<rect x="{}" y="{}" width="{w}" height="{h}" fill="none" stroke="{}" stroke-opacity="0.{}" stroke-width="3"/>"#,
            x - w / 2,
            y - h / 2 + 20,
            palette.ink,
            2 + step
        );
    }
    let _ = write!(svg, r#"<rect x="{}" y="{}" width="14" height="30" fill="{}"/>"#, x - 7, y + 6, palette.light);
}

/// A large disc, its ring, and a scatter of stars.
fn planets(svg: &mut String, dice: &mut Dice, palette: &Palette) {
    for _ in 0..40 {
        let _ = write!(
            svg,
            r#"<circle cx="{}" cy="{}" r="{}" fill="{}" fill-opacity="0.7"/>"#,
            dice.between(0, 240),
            dice.between(0, 360),
            dice.between(1, 2),
            palette.light
        );
    }
    let (x, y, r) = (dice.between(60, 180), dice.between(110, 230), dice.between(50, 84));
    let tilt = dice.between(-40, 40);
    let _ = write!(
        svg,
        r#"<circle cx="{x}" cy="{y}" r="{r}" fill="{}"/><ellipse cx="{x}" cy="{y}" rx="{}" ry="{}" fill="none" stroke="{}" stroke-width="4" transform="rotate({tilt} {x} {y})"/>"#,
        palette.ink,
        r + 50,
        r / 3,
        palette.light
    );
}

/// Diagonal strokes that cross at one point.
fn blades(svg: &mut String, dice: &mut Dice, palette: &Palette) {
    let lean = dice.between(60, 150);
    for stroke in 0..6 {
        let x = stroke * 58 - 60 + dice.between(-12, 12);
        let width = dice.between(10, 34);
        let colour = if stroke % 3 == 1 { &palette.light } else { &palette.ink };
        let _ = write!(
            svg,
            r#"<path d="M{x} 360 L{} 0 L{} 0 L{} 360Z" fill="{colour}" fill-opacity="0.{}"/>"#,
            x + lean,
            x + lean + width / 2,
            x + width,
            dice.between(4, 9)
        );
    }
}

/// Round shapes of one family, thrown.
fn confetti(svg: &mut String, dice: &mut Dice, palette: &Palette) {
    for at in 0..26 {
        let (x, y, size) = (dice.between(0, 240), dice.between(0, 360), dice.between(8, 34));
        let colour = if at % 2 == 0 { &palette.ink } else { &palette.light };
        if at % 3 == 0 {
            let _ = write!(
                svg,
                r#"<rect x="{x}" y="{y}" width="{size}" height="{size}" rx="{}" fill="{colour}" fill-opacity="0.8" transform="rotate({} {x} {y})"/>"#,
                size / 4,
                dice.between(0, 90)
            );
        } else {
            let _ = write!(svg, r#"<circle cx="{x}" cy="{y}" r="{}" fill="{colour}" fill-opacity="0.8"/>"#, size / 2);
        }
    }
}

/// Two discs that almost meet over water.
fn moons(svg: &mut String, dice: &mut Dice, palette: &Palette) {
    let (y, r) = (dice.between(110, 170), dice.between(44, 62));
    let shift = dice.between(r / 3, r);
    let _ = write!(
        svg,
        r#"<circle cx="{}" cy="{y}" r="{r}" fill="{}"/><circle cx="{}" cy="{}" r="{r}" fill="{}" fill-opacity="0.75"/>"#,
        120 - shift,
        palette.ink,
        120 + shift,
        y + 14,
        palette.light
    );
    for line in 0..9 {
        let half = 100 - line * 8 + dice.between(-10, 10);
        let _ = write!(
            svg,
            r#"<path d="M{} {} H{}" stroke="{}" stroke-opacity="0.5" stroke-width="2"/>"#,
            120 - half,
            258 + line * 10,
            120 + half,
            palette.light
        );
    }
}

/// Hills behind hills, and a low sun.
fn ridges(svg: &mut String, dice: &mut Dice, palette: &Palette) {
    let _ = write!(
        svg,
        r#"<circle cx="{}" cy="{}" r="{}" fill="{}"/>"#,
        dice.between(50, 190),
        dice.between(80, 150),
        dice.between(24, 46),
        palette.light
    );
    for ridge in 0..4 {
        let base = 170 + ridge * 46;
        let mut path = format!("M0 360 L0 {}", base + dice.between(-20, 20));
        for x in (40..=240).step_by(40) {
            let _ = write!(path, " Q{} {} {x} {}", x - 20, base + dice.between(-46, 12), base + dice.between(-18, 24));
        }
        let _ =
            write!(svg, r#"<path d="{path} L240 360Z" fill="{}" fill-opacity="0.{}"/>"#, palette.ink, 3 + ridge * 2);
    }
}

/// Numbers that follow from a text (FNV-1a for the seed, then SplitMix64).
struct Dice(u64);

impl Dice {
    fn new(text: &str) -> Self {
        Self(
            text.bytes()
                .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)),
        )
    }

    /// A number from `low` to `high`, both included.
    fn between(&mut self, low: i32, high: i32) -> i32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        let span = u64::from(high.abs_diff(low)) + 1;
        low + i32::try_from(mixed % span).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_title_gives_the_same_picture_and_another_another() {
        assert_eq!(draw("기생충", "드라마"), draw("기생충", "드라마"));
        assert_ne!(draw("기생충", "드라마"), draw("괴물", "드라마"));
    }

    #[test]
    fn every_composition_is_a_picture_without_text() {
        for genre in ["스릴러", "SF", "액션", "애니메이션", "멜로/로맨스", "드라마", ""] {
            let svg = draw("듄", genre);
            assert!(svg.starts_with("<svg") && svg.ends_with("</svg>") && svg.len() < 8_000, "{genre}");
            assert!(!svg.contains("<text") && !svg.contains("style="), "{genre}");
        }
    }

    #[test]
    fn dice_stay_in_range() {
        let mut dice = Dice::new("x");
        assert!((0..1000).all(|_| (-3..=4).contains(&dice.between(-3, 4))));
    }
}
