//! Where things stand on a card of 1200 by 600: the poster's art at the left edge, beside it on the
//! poster's dark ground what the card says, at the foot whose site it is.

use super::fonts::{Font, Fonts};
use super::lines::Lines;
use super::text::Text;
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
/// Of the column at its foot, beside the site's name.
const FOOT_COLUMN: f32 = COLUMN - 210.0;

/// A film's card as an SVG document.
pub fn movie(fonts: &Fonts, facts: &MovieCardFacts) -> String {
    let mut card = Card::new(fonts, facts.id, &facts.title, &facts.genres);
    let y = card.title(&facts.title);
    let facts_line: Vec<_> =
        facts.year.map(|year| year.to_string()).into_iter().chain(facts.genres.iter().take(3).cloned()).collect();
    card.note(&facts_line.join(" · "), 32.0, COLUMN, y + 44.0);
    match &facts.mean {
        Some(mean) => {
            card.score(mean, 150.0, LEFT, FOOT - 60.0);
            card.note(&format!("{}명의 점수", with_separators(facts.score_count)), 30.0, FOOT_COLUMN, FOOT);
        }
        None => card.note("아직 점수가 없어요", 30.0, FOOT_COLUMN, FOOT),
    }
    card.finish()
}

/// A review's card as an SVG document. A text of which too little can be drawn is not quoted.
pub fn review(fonts: &Fonts, facts: &ReviewCardFacts) -> String {
    let mut card = Card::new(fonts, facts.movie_id, &facts.movie_title, &facts.genres);
    match &facts.quote {
        Some(quote) => {
            let quote = Text::new(&fonts.semi_bold, quote);
            if quote.is_readable() { card.quote(facts, &quote, 1.0) } else { card.opinion(facts) }
        }
        None => card.quote(facts, &Text::new(&fonts.semi_bold, "스포일러가 있는 리뷰예요."), 0.76),
    }
    let author = match &facts.author {
        Some(author) => format!("{author} 님의 리뷰"),
        None => "떠난 회원의 리뷰".to_owned(),
    };
    card.note(&author, 30.0, FOOT_COLUMN, FOOT);
    card.finish()
}

/// What fits of a text on one line.
fn first_line<'a>(font: &'a Font, text: &str, size: f32, room: f32) -> Text<'a> {
    Lines::new(font, &Text::new(font, text), size, room, 1).lines.pop().unwrap_or_default()
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

    /// The title, as large as it can be; answers with the lower edge of its last line.
    fn title(&mut self, title: &str) -> f32 {
        let font = &self.fonts.bold;
        let title = Text::new(font, title);
        let (size, lines) = Lines::largest(font, &title, COLUMN, &[(92.0, 2), (76.0, 2), (62.0, 2), (52.0, 2)]);
        let mut y = 58.0;
        for line in lines.balanced(font, &title, size, COLUMN).lines {
            y += size * 1.14;
            self.text(&line, size, (LEFT, y - size * 0.2), PAPER, 1.0);
        }
        y
    }

    /// A quiet line on the base line `y`.
    fn note(&mut self, text: &str, size: f32, room: f32, y: f32) {
        let line = first_line(&self.fonts.semi_bold, text, size, room);
        self.text(&line, size, (LEFT, y), PAPER, 0.76);
    }

    /// A review with its words: over them the film's title and the score.
    fn quote(&mut self, facts: &ReviewCardFacts, quote: &Text<'a>, strength: f32) {
        let title = first_line(&self.fonts.bold, &facts.movie_title, 42.0, COLUMN);
        self.text(&title, 42.0, (LEFT, 104.0), PAPER, 1.0);
        let mut y = 136.0;
        if let Some(score) = facts.score {
            self.score(&score.to_string(), 88.0, LEFT, 212.0);
            y = 242.0;
        }
        // The most room that is left above the foot.
        let sizes =
            if facts.score.is_some() { [(48.0, 3), (40.0, 4), (34.0, 5)] } else { [(54.0, 4), (46.0, 5), (38.0, 6)] };
        let (size, quote) = Lines::largest(&self.fonts.semi_bold, quote, COLUMN, &sizes);
        for line in &quote.lines {
            y += size * 1.42;
            self.text(line, size, (LEFT, y - size * 0.34), PAPER, strength);
        }
    }

    /// A review without words, as a film's card.
    fn opinion(&mut self, facts: &ReviewCardFacts) {
        self.title(&facts.movie_title);
        if let Some(score) = facts.score {
            self.score(&score.to_string(), 150.0, LEFT, FOOT - 60.0);
        }
    }

    /// A line of text, its first letter at `at` on the base line.
    fn text(&mut self, text: &Text, size: f32, at: (f32, f32), colour: &str, strength: f32) {
        let outline = text.outline(size, at);
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
        let figure = Text::new(&self.fonts.bold, figure);
        self.text(&figure, size, (x + radius * 2.0 + size * 0.14, y), BUTTER, 1.0);
    }

    /// The mark and the name of the site, at the right of the foot.
    fn finish(mut self) -> String {
        let name = Text::new(&self.fonts.bold, "팝콘긱");
        let x = LEFT + COLUMN - name.width(36.0);
        self.text(&name, 36.0, (x, FOOT), PAPER, 1.0);
        let _ = write!(
            self.svg,
            r##"<g transform="translate({:.1} {:.1}) scale(1.6)"><path fill="#d9779f" d="M9.5 23c4 2.6 9 2.6 13 0l-3 6.2c-1.5 2.4-5.5 2.4-7 0Z"/><path fill="#f5b82e" d="M4.5 11a6 6 0 1 0 12 0a6 6 0 1 0-12 0ZM13.5 9.5a6.5 6.5 0 1 0 13 0a6.5 6.5 0 1 0-13 0ZM19.5 17.5a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0ZM2.5 18.5a5 5 0 1 0 10 0a5 5 0 1 0-10 0ZM8.5 18.5a7.5 7.5 0 1 0 15 0a7.5 7.5 0 1 0-15 0Z"/><path fill="none" stroke="#7b2f50" stroke-width="1.7" stroke-linecap="round" d="M15.1 6.6c.9 2.6.4 4.9-1.5 6.9M24.9 12c-2.6-.2-4.7.8-6.1 3M4.9 14.2c2.3-.4 4.2.3 5.6 2"/></g></svg>"##,
            x - 62.0,
            FOOT - 40.0
        );
        self.svg
    }
}
