//! Where things stand on a card of 1200 by 600: the poster's art at the left edge, beside it on the
//! poster's dark ground what the card says, at the foot whose site it is.

use super::text::{Font, Fonts, Lines};
use crate::poster_art::{Facts, Tint, art, tint};
use domain::MovieId;
use services::cards::{MovieCardFacts, ReviewCardFacts};
use services::time::with_separators;
use std::f32::consts::PI;
use std::fmt::Write;

pub const WIDTH: u32 = 1200;
pub const HEIGHT: u32 = 600;

const PAPER: &str = "#fffdf8";
const BUTTER: &str = "#f5b82e";
/// The column beside the poster, and the base line of what stands at its foot.
const LEFT: f32 = 472.0;
const COLUMN: f32 = 664.0;
const FOOT: f32 = 534.0;

/// A film's card as an SVG document.
pub fn movie(fonts: &Fonts, facts: &MovieCardFacts) -> String {
    let mut card = Card::new(fonts, facts.id, &facts.title, &facts.genres);
    let (size, title) = sized(&fonts.bold, &facts.title, &[(92.0, 2), (76.0, 2), (62.0, 2), (52.0, 2)]);
    let mut y = 58.0;
    for line in balanced(&fonts.bold, title, size) {
        y += size * 1.14;
        card.text(&fonts.bold, &line, size, (LEFT, y - size * 0.2), PAPER, 1.0);
    }
    let facts_line: Vec<_> =
        facts.year.map(|year| year.to_string()).into_iter().chain(facts.genres.iter().take(3).cloned()).collect();
    let line = fonts.semi_bold.lines(&facts_line.join(" · "), 32.0, COLUMN, 1).lines.concat();
    card.text(&fonts.semi_bold, &line, 32.0, (LEFT, y + 44.0), PAPER, 0.76);
    match &facts.mean {
        Some(mean) => {
            card.score(mean, 150.0, LEFT, FOOT - 60.0);
            let count = format!("{}명의 점수", with_separators(facts.score_count));
            card.text(&fonts.semi_bold, &count, 30.0, (LEFT, FOOT), PAPER, 0.76);
        }
        None => card.text(&fonts.semi_bold, "아직 점수가 없어요", 30.0, (LEFT, FOOT), PAPER, 0.76),
    }
    card.finish()
}

/// A review's card as an SVG document.
pub fn review(fonts: &Fonts, facts: &ReviewCardFacts) -> String {
    let mut card = Card::new(fonts, facts.movie_id, &facts.movie_title, &facts.genres);
    let title = fonts.bold.lines(&facts.movie_title, 42.0, COLUMN, 1).lines.concat();
    card.text(&fonts.bold, &title, 42.0, (LEFT, 104.0), PAPER, 1.0);
    let mut y = 136.0;
    if let Some(score) = facts.score {
        card.score(&score.to_string(), 88.0, LEFT, 212.0);
        y = 242.0;
    }
    let (quote, strength) = match &facts.quote {
        Some(quote) => (quote.as_str(), 1.0),
        None => ("스포일러가 있는 리뷰예요.", 0.76),
    };
    // The most room that is left above the foot.
    let sizes =
        if facts.score.is_some() { [(48.0, 3), (40.0, 4), (34.0, 5)] } else { [(54.0, 4), (46.0, 5), (38.0, 6)] };
    let (size, quote) = sized(&fonts.semi_bold, quote, &sizes);
    for line in &quote.lines {
        y += size * 1.42;
        card.text(&fonts.semi_bold, line, size, (LEFT, y - size * 0.34), PAPER, strength);
    }
    let author = match &facts.author {
        Some(author) => format!("{author} 님의 리뷰"),
        None => "떠난 회원의 리뷰".to_owned(),
    };
    let author = fonts.semi_bold.lines(&author, 30.0, COLUMN - 210.0, 1).lines.concat();
    card.text(&fonts.semi_bold, &author, 30.0, (LEFT, FOOT), PAPER, 0.76);
    card.finish()
}

/// The text in the largest of the sizes, each with its number of lines, in which it is whole; else
/// in the last.
fn sized(font: &Font, text: &str, sizes: &[(f32, usize)]) -> (f32, Lines) {
    let mut found = (32.0, Lines { lines: Vec::new(), is_whole: true });
    for &(size, most) in sizes {
        // No word is torn apart while a smaller size has room for it.
        let is_torn = font.known(text).split(' ').any(|word| font.width(word, size) > COLUMN);
        found = (size, font.lines(text, size, COLUMN, most));
        if found.1.is_whole && !is_torn {
            break;
        }
    }
    found
}

/// Two lines of much the same length instead of a long and a short one.
fn balanced(font: &Font, title: Lines, size: f32) -> Vec<String> {
    let text = title.lines.join(" ");
    let mut best = title.lines;
    if best.len() == 2 && title.is_whole && text.contains(' ') {
        let mut width = COLUMN;
        while width > COLUMN / 2.0 {
            width -= 16.0;
            let tried = font.lines(&text, size, width, 2);
            let is_torn = text.split(' ').any(|word| font.width(word, size) > width);
            if !tried.is_whole || is_torn {
                break;
            }
            best = tried.lines;
        }
    }
    best
}

/// A card in the making.
struct Card<'a> {
    fonts: &'a Fonts,
    svg: String,
}

impl<'a> Card<'a> {
    /// The ground and the art.
    fn new(fonts: &'a Fonts, movie: MovieId, title: &str, genres: &[String]) -> Self {
        let genres: Vec<_> = genres.iter().map(String::as_str).collect();
        let facts = Facts { title, genres: &genres, id: movie.0 };
        let Tint { ground, accent } = tint(&facts);
        let svg = format!(
            r##"<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"><clipPath id="art"><rect width="400" height="600"/></clipPath><rect width="{WIDTH}" height="{HEIGHT}" fill="{ground}"/><g clip-path="url(#art)"><g transform="scale(1.66667)">{}</g></g><rect x="400" width="8" height="600" fill="{accent}"/>"##,
            art(&facts)
        );
        Self { fonts, svg }
    }

    /// A line of text, its first letter at `at` on the base line.
    fn text(&mut self, font: &Font, text: &str, size: f32, at: (f32, f32), colour: &str, strength: f32) {
        let outline = font.outline(text, size, at.0, at.1);
        let _ = write!(self.svg, r#"<path d="{outline}" fill="{colour}" fill-opacity="{strength}"/>"#);
    }

    /// A star and a figure.
    fn score(&mut self, figure: &str, size: f32, x: f32, y: f32) {
        // As tall as the figure.
        let radius = size * 0.37;
        let middle = (x + radius, y - size * 0.345);
        let corners: Vec<_> = (0..10_u8)
            .map(|corner| {
                let angle = f32::from(corner) * PI / 5.0 - PI / 2.0;
                let reach = if corner % 2 == 0 { radius } else { radius * 0.46 };
                format!("{:.1} {:.1}", middle.0 + reach * angle.cos(), middle.1 + reach * angle.sin())
            })
            .collect();
        let _ = write!(
            self.svg,
            r#"<path d="M{}Z" fill="{BUTTER}" stroke="{BUTTER}" stroke-width="{:.1}" stroke-linejoin="round"/>"#,
            corners.join("L"),
            size * 0.05
        );
        let fonts = self.fonts;
        self.text(&fonts.bold, figure, size, (x + radius * 2.0 + size * 0.14, y), BUTTER, 1.0);
    }

    /// The mark and the name of the site, at the right of the foot.
    fn finish(mut self) -> String {
        let name = "팝콘긱";
        let fonts = self.fonts;
        let x = LEFT + COLUMN - fonts.bold.width(name, 36.0);
        self.text(&fonts.bold, name, 36.0, (x, FOOT), PAPER, 1.0);
        let _ = write!(
            self.svg,
            r##"<g transform="translate({:.1} {:.1}) scale(1.6)"><path fill="#d9779f" d="M9.5 23c4 2.6 9 2.6 13 0l-3 6.2c-1.5 2.4-5.5 2.4-7 0Z"/><path fill="#f5b82e" d="M4.5 11a6 6 0 1 0 12 0a6 6 0 1 0-12 0ZM13.5 9.5a6.5 6.5 0 1 0 13 0a6.5 6.5 0 1 0-13 0ZM19.5 17.5a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0ZM2.5 18.5a5 5 0 1 0 10 0a5 5 0 1 0-10 0ZM8.5 18.5a7.5 7.5 0 1 0 15 0a7.5 7.5 0 1 0-15 0Z"/><path fill="none" stroke="#7b2f50" stroke-width="1.7" stroke-linecap="round" d="M15.1 6.6c.9 2.6.4 4.9-1.5 6.9M24.9 12c-2.6-.2-4.7.8-6.1 3M4.9 14.2c2.3-.4 4.2.3 5.6 2"/></g></svg>"##,
            x - 62.0,
            FOOT - 40.0
        );
        self.svg
    }
}
