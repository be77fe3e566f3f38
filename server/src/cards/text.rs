//! Text as outlines: measured and broken into lines with the fonts in `server/fonts`, so that a
//! card looks the same on every machine and no text can be anything but a shape.

use std::fmt::Write;
use std::sync::LazyLock;
use ttf_parser::{Face, OutlineBuilder};

static BOLD: &[u8] = include_bytes!("../../fonts/Pretendard-Bold.otf");
static SEMI_BOLD: &[u8] = include_bytes!("../../fonts/Pretendard-SemiBold.otf");

/// The two weights that cards are set in.
pub struct Fonts {
    pub bold: Font,
    pub semi_bold: Font,
}

impl Fonts {
    /// `None` only if the files that were compiled in are broken.
    pub fn get() -> Option<&'static Self> {
        static FONTS: LazyLock<Option<Fonts>> =
            LazyLock::new(|| Some(Fonts { bold: Font::read(BOLD)?, semi_bold: Font::read(SEMI_BOLD)? }));
        FONTS.as_ref()
    }
}

/// One weight. Sizes and widths are in units of the drawing.
pub struct Font {
    face: Face<'static>,
}

/// A text broken into lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lines {
    pub lines: Vec<String>,
    /// Nothing had to be left out.
    pub is_whole: bool,
}

impl Font {
    fn read(bytes: &'static [u8]) -> Option<Self> {
        Face::parse(bytes, 0).ok().map(|face| Self { face })
    }

    /// What the font can draw of a text, blanks collapsed: emoji and foreign scripts are left out.
    pub fn known(&self, text: &str) -> String {
        let drawn: String = text
            .chars()
            .filter(|&c| c.is_whitespace() || (!is_invisible(c) && self.face.glyph_index(c).is_some()))
            .collect();
        drawn.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    pub fn width(&self, text: &str, size: f32) -> f32 {
        text.chars().map(|c| self.advance(c)).sum::<f32>() * self.scale(size)
    }

    /// The text as path data, its first letter at `x` on the base line `y`.
    pub fn outline(&self, text: &str, size: f32, x: f32, y: f32) -> String {
        let mut outline = Outline { path: String::new(), x, y, scale: self.scale(size) };
        for c in text.chars() {
            if let Some(glyph) = self.face.glyph_index(c) {
                let _ = self.face.outline_glyph(glyph, &mut outline);
            }
            outline.x += self.advance(c) * outline.scale;
        }
        outline.path
    }

    /// Breaks a text into at most `most` lines no wider than `width`: between words, and within one
    /// only where it alone is too wide. What does not fit ends in "…".
    pub fn lines(&self, text: &str, size: f32, width: f32, most: usize) -> Lines {
        let fits = |line: &str| self.width(line, size) <= width;
        let mut lines = Vec::new();
        let mut line = String::new();
        for word in self.known(text).split(' ') {
            let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if fits(&longer) {
                line = longer;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            for c in word.chars() {
                let longer = format!("{line}{c}");
                if !line.is_empty() && !fits(&longer) {
                    lines.push(std::mem::take(&mut line));
                    line.push(c);
                } else {
                    line = longer;
                }
            }
        }
        if !line.is_empty() {
            lines.push(line);
        }
        let is_whole = lines.len() <= most;
        lines.truncate(most);
        if let Some(last) = lines.last_mut().filter(|_| !is_whole) {
            while !last.is_empty() && !fits(&format!("{}…", last.trim_end())) {
                last.pop();
            }
            *last = format!("{}…", last.trim_end());
        }
        Lines { lines, is_whole }
    }

    fn advance(&self, c: char) -> f32 {
        let advance = self.face.glyph_index(c).and_then(|glyph| self.face.glyph_hor_advance(glyph));
        f32::from(advance.unwrap_or_default())
    }

    /// From units of the font.
    fn scale(&self, size: f32) -> f32 {
        size / f32::from(self.face.units_per_em())
    }
}

/// Joiners and variation selectors: what is left of an emoji.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{20E3}' | '\u{2060}'..='\u{2064}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

/// Collects outlines as path data; fonts count upwards, drawings downwards.
struct Outline {
    path: String,
    x: f32,
    y: f32,
    scale: f32,
}

impl Outline {
    fn at(&self, x: f32, y: f32) -> (f32, f32) {
        (self.x + x * self.scale, self.y - y * self.scale)
    }
}

impl OutlineBuilder for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        let _ = write!(self.path, "M{x:.1} {y:.1}");
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        let _ = write!(self.path, "L{x:.1} {y:.1}");
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let ((x1, y1), (x, y)) = (self.at(x1, y1), self.at(x, y));
        let _ = write!(self.path, "Q{x1:.1} {y1:.1} {x:.1} {y:.1}");
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let ((x1, y1), (x2, y2), (x, y)) = (self.at(x1, y1), self.at(x2, y2), self.at(x, y));
        let _ = write!(self.path, "C{x1:.1} {y1:.1} {x2:.1} {y2:.1} {x:.1} {y:.1}");
    }

    fn close(&mut self) {
        self.path.push('Z');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bold() -> &'static Font {
        &Fonts::get().expect("the fonts are compiled in").bold
    }

    #[test]
    fn lines_break_between_words() {
        let lines = bold().lines("신과함께 죄와 벌", 100.0, 450.0, 2);
        assert_eq!(lines, Lines { lines: vec!["신과함께".into(), "죄와 벌".into()], is_whole: true });
    }

    #[test]
    fn a_long_word_breaks_within_and_the_rest_is_left_out() {
        let lines = bold().lines(&"가".repeat(40), 100.0, 500.0, 2);
        assert_eq!(lines.lines.len(), 2);
        assert!(!lines.is_whole && lines.lines[1].ends_with('…'));
        assert!(lines.lines.iter().all(|line| bold().width(line, 100.0) <= 500.0));
    }

    #[test]
    fn what_the_font_does_not_know_is_left_out() {
        assert_eq!(bold().known("👨‍👩‍👧 좋다 👍🏽\n정말"), "좋다 정말");
        assert_eq!(bold().lines("🎬", 40.0, 300.0, 2), Lines { lines: Vec::new(), is_whole: true });
    }

    #[test]
    fn outlines_are_path_data() {
        let path = bold().outline("<가>", 40.0, 10.0, 50.0);
        assert!(path.starts_with('M') && path.ends_with('Z'));
        assert!(path.chars().all(|c| c.is_ascii_digit() || "MLQCZ .-".contains(c)));
    }
}
