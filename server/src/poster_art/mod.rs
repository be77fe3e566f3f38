//! Art for films that have no poster: flat shapes in five inks, the same picture for the same film every time.
//!
//! A poster is one of several compositional systems (`horizon`, `duet`, …), printed in one palette. The genre decides
//! which systems and palettes suit, the film's number and title choose among them, and within a system nearly
//! everything moves. Both choices go by the number modulo three, and no system or palette belongs to two of the three
//! groups: films with neighbouring numbers can share neither. The picture holds no text, for the page sets the title
//! over its lower third, which every system keeps dark and calm.

mod above;
mod blade;
mod canvas;
mod city;
mod corridor;
mod crowd;
mod dice;
mod duet;
mod emblem;
mod eye;
mod forest;
mod horizon;
mod mask;
mod mosaic;
mod motif;
mod orbit;
mod palette;
mod repertoire;
mod road;
mod stage;
mod stairs;
mod tightrope;
mod waves;
mod window;

use canvas::Canvas;
use dice::Dice;
use palette::Palette;
use repertoire::Choice;

/// What a poster depends on: the Korean title, the genres in the catalogue's words, and the film's number.
pub struct Facts<'a> {
    pub title: &'a str,
    pub genres: &'a [&'a str],
    pub id: i64,
}

/// Two colours of a poster as `#rrggbb`: a dark one for the ground of a page, and the ink of the hero.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tint {
    pub ground: String,
    pub accent: String,
}

/// The poster as a complete SVG document, two by three, 240 units wide.
pub fn draw(facts: &Facts) -> String {
    format!(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 360">{}</svg>"#, art(facts))
}

/// The same picture as a fragment for another SVG document: it fills 240 by 360 units from the origin, does not clip
/// what reaches beyond them, and begins its ids with a prefix of its own.
pub fn art(facts: &Facts) -> String {
    let choice = Choice::of(facts);
    let seed = choice.hash ^ facts.id.unsigned_abs().wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut canvas = Canvas::new(format!("p{}x", facts.id.unsigned_abs()), Dice::new(seed), choice.palette);
    let mirrored = canvas.dice.chance(50);
    if mirrored {
        canvas.mirrored();
    }
    (choice.system)(&mut canvas);
    if mirrored {
        canvas.end();
    }
    let grain = if canvas.dice.chance(60) { choice.palette.light } else { choice.palette.deep };
    canvas.grain(grain);
    canvas.finish()
}

/// The colours that a page takes from the poster.
pub fn tint(facts: &Facts) -> Tint {
    let Palette { paper, deep, main, .. } = Choice::of(facts).palette;
    let share = if palette::brightness(paper) < 0.3 { 0.5 } else { 0.12 };
    Tint { ground: palette::mix(deep, paper, share), accent: main.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GENRES: [&str; 18] = [
        "드라마",
        "코미디",
        "액션",
        "멜로/로맨스",
        "스릴러",
        "미스터리",
        "공포(호러)",
        "어드벤처",
        "범죄",
        "가족",
        "판타지",
        "SF",
        "서부극(웨스턴)",
        "사극",
        "애니메이션",
        "다큐멘터리",
        "뮤지컬",
        "",
    ];

    fn every_poster() -> impl Iterator<Item = (&'static str, i64, String)> {
        GENRES
            .into_iter()
            .flat_map(|genre| (1..=200).map(move |id| (genre, id, draw(&Facts { title: "듄", genres: &[genre], id }))))
    }

    /// The names of elements that were opened and not closed, or closed and not opened.
    fn unbalanced(svg: &str) -> Option<String> {
        let mut open = Vec::new();
        for tag in svg.split('<').skip(1) {
            let (tag, rest) = tag.split_once('>')?;
            if !rest.is_empty() || tag.matches('"').count() % 2 == 1 {
                return Some(tag.to_string());
            }
            if let Some(name) = tag.strip_prefix('/') {
                if open.pop() != Some(name) {
                    return Some(name.to_string());
                }
            } else if !tag.ends_with('/') {
                open.push(tag.split(' ').next().unwrap_or(tag));
            }
        }
        open.pop().map(str::to_string)
    }

    #[test]
    fn the_same_film_gives_the_same_poster() {
        let facts = Facts { title: "기생충", genres: &["드라마"], id: 3 };
        assert_eq!(draw(&facts), draw(&facts));
        assert_eq!(tint(&facts), tint(&facts));
        assert_ne!(draw(&facts), draw(&Facts { title: "괴물", ..facts }));
    }

    #[test]
    fn every_poster_is_well_formed_small_and_without_text() {
        for (genre, id, svg) in every_poster() {
            assert_eq!(unbalanced(&svg), None, "{genre} {id}");
            assert!(svg.len() < 16_000, "{genre} {id}: {}", svg.len());
            assert!(
                !["<text", "style", "<filter", "href", "NaN", "inf"].iter().any(|word| svg.contains(word)),
                "{genre} {id}"
            );
        }
    }

    #[test]
    fn the_typical_poster_has_at_most_six_kilobytes() {
        let mut sizes: Vec<_> = every_poster().map(|(_, _, svg)| svg.len()).collect();
        sizes.sort_unstable();
        assert!(sizes[sizes.len() / 2] <= 6_000, "{}", sizes[sizes.len() / 2]);
    }

    #[test]
    fn the_first_two_hundred_posters_of_a_genre_differ() {
        for genre in GENRES {
            let posters: std::collections::HashSet<_> =
                (1..=200).map(|id| draw(&Facts { title: "듄", genres: &[genre], id })).collect();
            assert_eq!(posters.len(), 200, "{genre}");
        }
    }

    #[test]
    fn neighbours_share_neither_system_nor_palette() {
        for (one, other) in GENRES.iter().flat_map(|one| GENRES.iter().map(move |other| (one, other))) {
            for id in 1..12 {
                let first = Choice::of(&Facts { title: "듄", genres: &[one], id });
                let second = Choice::of(&Facts { title: "괴물", genres: &[other], id: id + 1 });
                assert_ne!(first.palette.paper, second.palette.paper, "{one} {other} {id}");
                assert!(!std::ptr::fn_addr_eq(first.system, second.system), "{one} {other} {id}");
            }
        }
    }

    #[test]
    fn the_ground_of_a_page_is_dark() {
        for genre in GENRES {
            for id in 1..20 {
                let tint = tint(&Facts { title: "듄", genres: &[genre], id });
                assert!(palette::brightness(&tint.ground) < 0.3, "{genre} {id}");
                assert!(tint.accent.len() == 7 && tint.accent.starts_with('#'));
            }
        }
    }

    #[test]
    fn a_fragment_prefixes_its_ids() {
        let one = art(&Facts { title: "듄", genres: &["SF"], id: 12 });
        assert!(!one.contains("<svg") && one.contains(r#"id="p12x"#));
    }
}
