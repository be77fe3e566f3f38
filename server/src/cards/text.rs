//! Text as it is drawn: a piece for each character that a reader would count (a grapheme cluster).
//! Nothing that shows on a page is left out, since a letter less can turn a sentence round: what
//! cannot be drawn, or not rightly without shaping, is a mark.

use super::fonts::{Font, Glyph, MARK, Pen};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};
use unicode_segmentation::UnicodeSegmentation;

/// What stands for one character. Widths are of an em.
#[derive(Clone, Copy)]
pub struct Piece<'a> {
    /// The first of what the character is written with: it tells where a line may break.
    pub first: char,
    pub advance: f32,
    shape: Shape<'a>,
}

#[derive(Clone, Copy)]
enum Shape<'a> {
    Blank,
    Glyph(Glyph<'a>),
    Mark,
}

impl<'a> Piece<'a> {
    fn new(first: char, glyph: Option<Glyph<'a>>) -> Self {
        let (advance, shape) = glyph.map_or((MARK, Shape::Mark), |glyph| (glyph.advance(), Shape::Glyph(glyph)));
        Self { first, advance, shape }
    }

    pub fn is_blank(&self) -> bool {
        matches!(self.shape, Shape::Blank)
    }

    pub fn is_mark(&self) -> bool {
        matches!(self.shape, Shape::Mark)
    }
}

/// A text, or a line of one. No blanks stand side by side or at an end.
#[derive(Clone, Default)]
pub struct Text<'a> {
    pub pieces: Vec<Piece<'a>>,
}

impl<'a> Text<'a> {
    /// Sets a text in one of the fonts.
    pub fn new(font: &'a Font, text: &str) -> Self {
        let mut pieces: Vec<Piece> = Vec::new();
        for character in plain(text).graphemes(true) {
            let mut seen = character.chars().filter(|&c| !is_invisible(c));
            let Some(first) = seen.next() else { continue };
            let rest = seen.next();
            let piece = if is_blank(first) && rest.is_none_or(is_blank) {
                if pieces.last().is_none_or(Piece::is_blank) {
                    continue;
                }
                Piece { first: ' ', advance: font.blank(), shape: Shape::Blank }
            } else if rest.is_some() || is_combining_mark(first) || is_private(first) {
                // Needs shaping, or means what only its writer knows.
                Piece::new(first, None)
            } else {
                Piece::new(first, font.glyph(first))
            };
            pieces.push(piece);
        }
        pieces.pop_if(|last| last.is_blank());
        Self { pieces }
    }

    pub fn width(&self, size: f32) -> f32 {
        width(&self.pieces) * size
    }

    /// The text as path data, its first character at `at` on the base line.
    pub fn outline(&self, size: f32, at: (f32, f32)) -> String {
        let mut pen = Pen::new(size, at);
        for piece in &self.pieces {
            match piece.shape {
                Shape::Blank => {}
                Shape::Glyph(glyph) => pen.glyph(glyph),
                Shape::Mark => pen.mark(),
            }
            pen.advance(piece.advance);
        }
        pen.finish()
    }

    /// Whether more of it can be read than not: letters and digits against marks.
    pub fn is_readable(&self) -> bool {
        let marks = self.pieces.iter().filter(|piece| piece.is_mark()).count();
        let letters = self.pieces.iter().filter(|piece| !piece.is_mark() && piece.first.is_alphanumeric()).count();
        marks == 0 || letters > marks
    }

    /// What is drawn, marks as "▢".
    #[cfg(test)]
    pub fn shown(&self) -> String {
        self.pieces.iter().map(|piece| if piece.is_mark() { '▢' } else { piece.first }).collect()
    }
}

/// Of an em.
pub fn width(pieces: &[Piece]) -> f32 {
    pieces.iter().map(|piece| piece.advance).sum()
}

/// The text in composed form (NFC), with the plain form of characters that no font has and that
/// differ from it in style only.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            // Narrow kana, bold and italic letters of mathematics.
            '\u{FF66}'..='\u{FF9F}' | '\u{1D400}'..='\u{1D7FF}' => decompose_compatible(c, |c| plain.push(c)),
            '❤' => plain.push('♥'),
            '⭐' => plain.push('★'),
            '✔' => plain.push('✓'),
            // What Korean code pages make of a tilde.
            '∼' => plain.push('~'),
            c => plain.push(c),
        }
    }
    plain.nfc().collect()
}

/// Shows as a blank: also Braille's, and the fillers among the letters of Hangul.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{2800}' | '\u{3164}' | '\u{FFA0}')
}

/// Shows nothing by itself (Unicode's Default_Ignorable_Code_Point): joiners, variation selectors,
/// direction characters, soft hyphens, tags.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF0}'..='\u{FFF8}' | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}'
    )
}

/// Of no meaning that is agreed on, although fonts keep shapes of their own there.
fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cards::fonts::Fonts;
    use proptest::prelude::*;

    fn bold() -> &'static Font {
        &Fonts::get().expect("the fonts are compiled in").bold
    }

    fn set(text: &str) -> String {
        let semi_bold = &Fonts::get().expect("the fonts are compiled in").semi_bold;
        let drawn = Text::new(bold(), text).shown();
        assert_eq!(drawn, Text::new(semi_bold, text).shown(), "the same in both weights");
        drawn
    }

    #[test]
    fn what_the_fonts_have_is_drawn() {
        for text in [
            "꼬라기 非추천 영화",
            "뷁 ㅋㅋ ㅠㅠ ㅿㆍㆆ",
            "不可 推薦 樂 〆切 人々 〇",
            "君の名は。 「千と千尋の神隠し」 スター・ウォーズ",
            "让子弹飞 驴得水",
            "Ирония судьбы, Ηλέκτρα, Amélie, Phở",
            "１２ＡＢ ①⑳⑴ⓐ㈜ ½⅓ ← → ⇒ ♥♡★☆♪♬ ♂♀ ☎ ♨",
            "₩$€¥£₿฿ –—―‐ … ‥ · • “‘’” «» № ™ ℃ ∞ ≠",
        ] {
            assert_eq!(set(text), text);
        }
    }

    #[test]
    fn what_differs_in_style_only_is_drawn_plainly() {
        for (text, drawn) in [
            ("e\u{301}cole \u{1100}\u{1161}\u{11A8}", "école 각"),
            ("\u{F914}園 \u{F967}可", "樂園 不可"),
            ("𝐀𝒷𝟗", "Ab9"),
            ("ﾈｺ ﾊﾞｯｸ", "ネコ バック"),
            ("최고❤\u{FE0F} ⭐⭐ ✔ 2020∼2021", "최고♥ ★★ ✓ 2020~2021"),
            ("葛\u{E0100}", "葛"),
        ] {
            assert_eq!(set(text), drawn, "{text:?}");
        }
    }

    #[test]
    fn what_cannot_be_drawn_is_a_mark_for_each_character() {
        for (text, drawn) in [
            ("👨\u{200D}👩\u{200D}👧 좋다 👍🏽\n정말", "▢ 좋다 ▢ 정말"),
            ("🇰🇷1\u{FE0F}\u{20E3}🏴\u{E0067}\u{E0062}\u{E007F}", "▢▢▢"),
            ("𠀀 㐂", "▢ ▢"),
            ("فيلم שלום", "▢▢▢▢ ▢▢▢▢"),
            ("สวัสดี", "▢▢▢▢"),
            ("हिन्दी", "▢▢"),
            ("나랏말\u{110A}\u{119E}미 \u{1100}", "나랏말▢미 ▢"),
            ("q\u{303} Z\u{351}\u{36B}\u{343}a\u{489} \u{301}", "▢ ▢▢▢"),
            ("\u{E000}\u{F8FF}\u{F0000}\u{378}\u{FFFD}\u{FFFF}", "▢▢▢▢▢▢"),
        ] {
            assert_eq!(set(text), drawn, "{text:?}");
        }
    }

    #[test]
    fn what_is_invisible_leaves_no_mark() {
        assert_eq!(set("\u{FEFF}비\u{AD}추\u{200B}천\u{200D} ☆\u{FE0F}\u{202E}"), "비추천 ☆");
        assert_eq!(set("비\u{3164}추천\r\n \u{2800}\u{0}영화 "), "비 추천 영화");
        assert_eq!(set("\u{200D}\u{FE0F}"), "");
    }

    #[test]
    fn a_text_of_marks_cannot_be_read() {
        let is_readable = |text| Text::new(bold(), text).is_readable();
        for text in ["꼬라기 非추천 영화", "♥♥♥", "...", "또 볼래요 👍", ""] {
            assert!(is_readable(text), "{text}");
        }
        for text in ["👎", "👎👎!!", "추천 👎👎", "สวัสดี 2", "q\u{303}"] {
            assert!(!is_readable(text), "{text}");
        }
    }

    #[test]
    fn outlines_are_path_data() {
        let path = Text::new(bold(), "<가> 🎬非").outline(40.0, (10.0, 50.0));
        assert!(path.starts_with('M') && path.ends_with('Z'));
        assert!(path.chars().all(|c| c.is_ascii_digit() || "MLQCZ .-".contains(c)));
    }

    proptest! {
        #[test]
        fn no_character_gets_lost(text in "(\\PC|[가-힣ㄱ-ㅎ非推薦あア\u{1100}-\u{11FF}\u{300}-\u{303}\u{200B}-\u{200F}\u{1F1E6}-\u{1F1FF}👍🏽👩]){0,40}") {
            let seen = |cluster: &&str| !cluster.chars().all(|c| is_blank(c) || is_invisible(c));
            let text: String = text.nfc().collect();
            let pieces = Text::new(bold(), &text).pieces;
            prop_assert_eq!(text.graphemes(true).filter(seen).count(), pieces.iter().filter(|piece| !piece.is_blank()).count());
            for piece in pieces.iter().filter(|piece| !piece.is_blank()) {
                let alone = Text { pieces: vec![*piece] };
                prop_assert!(!alone.outline(10.0, (0.0, 0.0)).is_empty() && piece.advance > 0.0, "{:?}", piece.first);
            }
        }
    }
}
