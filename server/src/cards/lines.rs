//! Breaks text into lines: between words and, in scripts that write none, between characters.

use super::fonts::Font;
use super::text::{Piece, Text, width};

/// A text broken into lines.
#[derive(Clone, Default)]
pub struct Lines<'a> {
    pub lines: Vec<Text<'a>>,
    /// Nothing had to be left out.
    pub is_whole: bool,
    /// A word alone was too wide for a line.
    pub is_torn: bool,
}

impl<'a> Lines<'a> {
    /// At most `most` lines no wider than `room`, in units of the drawing. What does not fit ends in
    /// "…".
    pub fn new(font: &'a Font, text: &Text<'a>, size: f32, room: f32, most: usize) -> Self {
        // In ems, with a little for what is lost in rounding.
        let room = room / size + 0.001;
        let mut lines = Vec::new();
        let mut is_torn = false;
        let mut rest = &text.pieces[..];
        while !rest.is_empty() {
            let fitting = fitting(rest, room);
            let end = (1..=fitting).rev().find(|&at| may_break(rest, at));
            is_torn |= end.is_none();
            let (line, after) = rest.split_at(end.unwrap_or(fitting));
            lines.push(Text { pieces: trimmed(line).to_vec() });
            rest = trimmed(after);
        }
        let is_whole = lines.len() <= most;
        lines.truncate(most);
        if let Some(last) = lines.last_mut().filter(|_| !is_whole) {
            let dots = Text::new(font, "…");
            while !last.pieces.is_empty() && width(trimmed(&last.pieces)) + width(&dots.pieces) > room {
                last.pieces.pop();
            }
            last.pieces.truncate(trimmed(&last.pieces).len());
            last.pieces.extend(dots.pieces);
        }
        Self { lines, is_whole, is_torn }
    }

    /// The text in the largest of the sizes, each with its number of lines, in which it is whole and
    /// no word is torn; else in the last.
    pub fn largest(font: &'a Font, text: &Text<'a>, room: f32, sizes: &[(f32, usize)]) -> (f32, Self) {
        let mut found = (32.0, Self::default());
        for &(size, most) in sizes {
            found = (size, Self::new(font, text, size, room, most));
            if found.1.is_whole && !found.1.is_torn {
                break;
            }
        }
        found
    }

    /// Two lines of much the same length instead of a long and a short one.
    pub fn balanced(self, font: &'a Font, text: &Text<'a>, size: f32, room: f32) -> Self {
        let mut best = self;
        if best.lines.len() == 2 && best.is_whole && !best.is_torn {
            let mut narrower = room;
            while narrower > room / 2.0 {
                narrower -= 16.0;
                let tried = Self::new(font, text, size, narrower, 2);
                if !tried.is_whole || tried.is_torn {
                    break;
                }
                best = tried;
            }
        }
        best
    }
}

/// How many of the pieces fit on a line, one at least; a blank may hang over its end.
fn fitting(pieces: &[Piece], room: f32) -> usize {
    let mut end = 0.0;
    for (at, piece) in pieces.iter().enumerate() {
        end += piece.advance;
        if end > room && !piece.is_blank() {
            return at.max(1);
        }
    }
    pieces.len()
}

/// Whether a line may end before the piece at `at`.
fn may_break(pieces: &[Piece], at: usize) -> bool {
    let (Some(before), Some(after)) = (pieces[..at].last(), pieces.get(at)) else { return true };
    if before.is_blank() || after.is_blank() {
        return true;
    }
    if !(is_east_asian(before.first) || is_east_asian(after.first)) || clings(before.first, after.first) {
        return false;
    }
    // Korean has blanks, and words with Hanja are as whole as others.
    let start = pieces[..at].iter().rposition(Piece::is_blank).map_or(0, |blank| blank + 1);
    let end = pieces[at..].iter().position(Piece::is_blank).map_or(pieces.len(), |blank| at + blank);
    !pieces[start..end].iter().any(|piece| is_hangul(piece.first))
}

/// Without the blanks at either end.
fn trimmed<'t, 'a>(pieces: &'t [Piece<'a>]) -> &'t [Piece<'a>] {
    let start = pieces.iter().position(|piece| !piece.is_blank()).unwrap_or(pieces.len());
    let end = pieces.iter().rposition(|piece| !piece.is_blank()).map_or(start, |last| last + 1);
    &pieces[start..end]
}

fn is_hangul(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11FF}' | '\u{3131}'..='\u{318E}' | '\u{A960}'..='\u{A97F}' | '가'..='\u{D7FF}')
}

/// Han, kana, and the signs that stand among them.
fn is_east_asian(c: char) -> bool {
    matches!(
        c,
        '\u{2E80}'..='\u{312F}' | '\u{31A0}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF01}'..='\u{FF60}'
            | '\u{20000}'..='\u{3FFFF}'
    )
}

/// Whether no line ends between the two: signs that open belong to what follows, those that close
/// and small kana to what comes before.
fn clings(before: char, after: char) -> bool {
    const OPENING: &str = "([{“‘「『（【〔〈《〖〘〚〝［｛";
    const AFTER_ANOTHER: &str = ")]}”’」』）】〕〉》〗〙〛〞〟］｝,.:;!?…‥%、。，．・：；！？％～〜ー々〻ゝゞヽヾ\
                                 ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ";
    OPENING.contains(before) || AFTER_ANOTHER.contains(after)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cards::fonts::Fonts;

    fn bold() -> &'static Font {
        &Fonts::get().expect("the fonts are compiled in").bold
    }

    fn broken(text: &str, room: f32, most: usize) -> Vec<String> {
        let lines = Lines::new(bold(), &Text::new(bold(), text), 100.0, room, most);
        for line in &lines.lines {
            assert!(line.width(100.0) <= room + 0.2, "{}", line.width(100.0));
        }
        lines.lines.iter().map(Text::shown).collect()
    }

    #[test]
    fn lines_break_between_words() {
        assert_eq!(broken("신과함께 죄와 벌", 450.0, 2), ["신과함께", "죄와 벌"]);
        assert_eq!(broken("꼬라기 非추천 영화", 450.0, 3), ["꼬라기", "非추천", "영화"]);
        assert_eq!(broken("Toy Story", 300.0, 3), ["Toy", "Story"]);
    }

    #[test]
    fn scripts_without_blanks_break_between_characters() {
        assert_eq!(broken("千と千尋の神隠し", 500.0, 2), ["千と千尋の", "神隠し"]);
        assert_eq!(broken("「君の名は。」と", 480.0, 3), ["「君の名", "は。」と"]);
        assert_eq!(broken("让子弹飞吧", 300.0, 2), ["让子弹", "飞吧"]);
    }

    #[test]
    fn a_long_word_breaks_within_and_the_rest_is_left_out() {
        for text in ["가".repeat(40), "👍".repeat(40)] {
            let lines = Lines::new(bold(), &Text::new(bold(), &text), 100.0, 500.0, 2);
            assert!(!lines.is_whole && lines.is_torn && lines.lines.len() == 2);
            assert!(lines.lines[1].shown().ends_with('…'));
        }
        assert_eq!(broken("가나다 라마바 사", 300.0, 2), ["가나다", "라마…"]);
    }

    #[test]
    fn nothing_of_a_text_is_between_its_lines() {
        let text = "괴물은 怪物. 千と千尋の神隠し 👍👍 Everything Everywhere All at Once, 그리고 나";
        for room in [120.0, 200.0, 333.0, 500.0, 900.0] {
            let joined = broken(text, room, 99).concat().replace(' ', "");
            assert_eq!(joined, Text::new(bold(), text).shown().replace(' ', ""), "{room}");
        }
    }

    #[test]
    fn two_lines_are_balanced() {
        let text = Text::new(bold(), "미션 임파서블: 데드 레코닝");
        let lines = Lines::new(bold(), &text, 60.0, 600.0, 2).balanced(bold(), &text, 60.0, 600.0);
        assert_eq!(lines.lines.iter().map(Text::shown).collect::<Vec<_>>(), ["미션 임파서블:", "데드 레코닝"]);
    }
}
