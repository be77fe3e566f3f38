//! What suits which genre, and how the number and the title of a film choose from it.

use super::canvas::Canvas;
use super::dice::{self, Dice};
use super::palette::{self, Mood, Palette};
use super::{
    Facts, above, blade, city, corridor, crowd, duet, emblem, eye, forest, horizon, mask, mosaic, orbit, road, stage,
    stairs, tightrope, waves, window,
};

/// A composition: draws on the canvas with its dice and its inks.
pub type System = fn(&mut Canvas);

/// The system and the palette of one film.
pub struct Choice {
    /// The hash of the title.
    pub hash: u64,
    pub system: System,
    pub palette: Palette,
}

impl Choice {
    pub fn of(facts: &Facts) -> Self {
        let hash = dice::hash(facts.title);
        let (groups, mood) = repertoire(leading(facts.genres));
        Self { hash, system: draw_from(&groups, facts.id, hash), palette: palette::choose(mood, facts.id, hash) }
    }
}

/// One member of the group that belongs to the number.
pub fn draw_from<T: Copy>(groups: &[&[T]; 3], id: i64, hash: u64) -> T {
    let id = id.unsigned_abs();
    let group = groups[usize::try_from(id % 3).unwrap_or(0)];
    Dice::new(hash.wrapping_add(id)).pick(group)
}

/// The genre that says most: the first one that is not plain drama.
fn leading<'a>(genres: &[&'a str]) -> &'a str {
    genres.iter().find(|genre| **genre != "드라마").or(genres.first()).copied().unwrap_or("")
}

/// The systems that suit a genre, in the three groups that `poster_art` opens with, and its mood; one that suits it
/// better than the others is named twice. The first group draws on horizon, stairs, mosaic, eye, orbit, road and
/// tightrope, the second on window, waves, blade, mask, forest and above, the third on city, duet, corridor, crowd,
/// stage and emblem.
fn repertoire(genre: &str) -> ([&'static [System]; 3], Mood) {
    match genre {
        "공포(호러)" | "공포" => (
            [
                &[eye::compose, stairs::compose, tightrope::compose],
                &[forest::compose, window::compose, above::compose],
                &[corridor::compose, emblem::compose],
            ],
            Mood::Dark,
        ),
        "스릴러" => (
            [
                &[stairs::compose, eye::compose, tightrope::compose, road::compose],
                &[blade::compose, window::compose, above::compose],
                &[corridor::compose, city::compose, emblem::compose],
            ],
            Mood::Dark,
        ),
        "미스터리" => (
            [
                &[eye::compose, stairs::compose, orbit::compose],
                &[window::compose, forest::compose, waves::compose, above::compose],
                &[emblem::compose, corridor::compose, crowd::compose],
            ],
            Mood::Dark,
        ),
        "SF" => (
            [
                &[orbit::compose, orbit::compose, eye::compose],
                &[blade::compose, waves::compose, above::compose],
                &[corridor::compose, city::compose, crowd::compose],
            ],
            Mood::Cold,
        ),
        "판타지" => (
            [
                &[orbit::compose, horizon::compose, tightrope::compose],
                &[forest::compose, waves::compose, mask::compose],
                &[emblem::compose, corridor::compose],
            ],
            Mood::Cold,
        ),
        "어드벤처" | "서부극(웨스턴)" => (
            [
                &[horizon::compose, road::compose, orbit::compose],
                &[waves::compose, forest::compose],
                &[emblem::compose, crowd::compose],
            ],
            Mood::Hot,
        ),
        "액션" | "전쟁" => (
            [
                &[horizon::compose, road::compose, stairs::compose],
                &[blade::compose, mask::compose, above::compose],
                &[city::compose, crowd::compose, emblem::compose],
            ],
            Mood::Hot,
        ),
        "범죄" => (
            [
                &[stairs::compose, road::compose, eye::compose],
                &[blade::compose, window::compose, above::compose],
                &[city::compose, emblem::compose, corridor::compose],
            ],
            Mood::Hot,
        ),
        "코미디" => (
            [
                &[mosaic::compose, tightrope::compose, stairs::compose],
                &[mask::compose, above::compose],
                &[crowd::compose, emblem::compose, stage::compose],
            ],
            Mood::Bright,
        ),
        "애니메이션" => (
            [
                &[mosaic::compose, horizon::compose, orbit::compose, tightrope::compose],
                &[forest::compose, mask::compose, waves::compose],
                &[emblem::compose, duet::compose, crowd::compose],
            ],
            Mood::Bright,
        ),
        "가족" => (
            [
                &[horizon::compose, mosaic::compose, tightrope::compose],
                &[mask::compose, forest::compose],
                &[duet::compose, emblem::compose],
            ],
            Mood::Bright,
        ),
        "멜로/로맨스" | "성인물(에로)" => (
            [
                &[horizon::compose, stairs::compose, tightrope::compose],
                &[window::compose, waves::compose, forest::compose],
                &[duet::compose, duet::compose, emblem::compose],
            ],
            Mood::Warm,
        ),
        "뮤지컬" | "공연" => (
            [
                &[mosaic::compose, stairs::compose, tightrope::compose],
                &[window::compose, mask::compose],
                &[stage::compose, stage::compose, duet::compose],
            ],
            Mood::Warm,
        ),
        "사극" => (
            [
                &[horizon::compose, stairs::compose, tightrope::compose],
                &[mask::compose, forest::compose, waves::compose],
                &[crowd::compose, duet::compose, emblem::compose],
            ],
            Mood::Quiet,
        ),
        "다큐멘터리" => (
            [
                &[horizon::compose, eye::compose, road::compose],
                &[waves::compose, window::compose, above::compose],
                &[crowd::compose, city::compose],
            ],
            Mood::Quiet,
        ),
        _ => (
            [
                &[
                    horizon::compose,
                    stairs::compose,
                    eye::compose,
                    mosaic::compose,
                    road::compose,
                    tightrope::compose,
                    tightrope::compose,
                ],
                &[window::compose, forest::compose, waves::compose, mask::compose, above::compose, blade::compose],
                &[
                    emblem::compose,
                    emblem::compose,
                    city::compose,
                    duet::compose,
                    duet::compose,
                    crowd::compose,
                    corridor::compose,
                    stage::compose,
                ],
            ],
            Mood::Quiet,
        ),
    }
}
