//! Normalisation of everything people type: done once, here, before validation.

use unicode_normalization::UnicodeNormalization;

/// One line: NFC, no control and no bidi characters, blanks collapsed and trimmed.
pub fn line(text: String) -> String {
    let text = cleaned(&text, false).split_whitespace().collect::<Vec<_>>().join(" ");
    if shows_nothing(&text) { String::new() } else { text }
}

/// Several lines: as [`line`], but line breaks stay, at most two in a row.
pub fn paragraphs(text: String) -> String {
    let text = cleaned(&text, true);
    let mut lines = Vec::new();
    for line in text.lines().map(str::trim_end) {
        let blank_before = lines.last().is_some_and(|last: &&str| last.is_empty());
        if !(line.is_empty() && (blank_before || lines.is_empty())) {
            lines.push(line);
        }
    }
    let text = lines.join("\n");
    // Blanks of any script at the edges say nothing; a text of only such blanks is empty.
    if shows_nothing(&text) { String::new() } else { text.trim().to_owned() }
}

/// A nickname: as [`line`], in the compatibility form (NFKC), so that wide and styled letters are no
/// way to a name that is taken.
pub fn nickname(text: String) -> String {
    line(text.nfkc().collect())
}

/// A password: NFC only, so that the same keys match on every system. Nothing is cut off.
pub fn password(text: String) -> String {
    text.nfc().collect()
}

/// What is invisible goes first, so that nothing keeps two jamo apart when they are composed.
fn cleaned(text: &str, keep_line_breaks: bool) -> String {
    // CRLF from browsers becomes one break.
    text.replace("\r\n", "\n")
        .chars()
        .filter_map(|c| match c {
            '\n' | '\r' if keep_line_breaks => Some('\n'),
            c if c.is_control() => Some(' '),
            c if turns_direction(c) || is_filler(c) => None,
            c => Some(c),
        })
        .nfc()
        .collect()
}

/// Characters that turn the direction of text: they can make a line read as something else.
fn turns_direction(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Characters that show nothing: zero-width blanks, byte order marks, soft hyphens and the Hangul
/// fillers, which Unicode counts as letters. (The zero-width joiners stay: families of emoji are
/// made with them.)
fn is_filler(c: char) -> bool {
    matches!(
        c,
        '\u{00AD}' | '\u{115F}' | '\u{1160}' | '\u{180E}' | '\u{200B}' | '\u{2060}'
            ..='\u{2064}' | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFFE}' | '\u{FFFF}'
    )
}

/// Whether `text` would show nothing at all: blanks, joiners and variation selectors only.
fn shows_nothing(text: &str) -> bool {
    text.chars()
        .all(|c| c.is_whitespace() || matches!(c, '\u{200C}' | '\u{200D}' | '\u{2800}' | '\u{FE00}'..='\u{FE0F}'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_normalization::{is_nfc, is_nfkc};

    #[test]
    fn decomposed_hangul_is_composed() {
        assert_eq!(line("\u{1100}\u{1175}\u{1109}\u{1162}\u{11BC}\u{110E}\u{116E}\u{11BC}".into()), "기생충");
        assert_eq!(line("\u{1100}\u{200B}\u{1175}".into()), "기", "nothing keeps two jamo apart");
        assert_eq!(password("\u{1100}\u{1161}  x ".into()), "가  x ");
    }

    #[test]
    fn control_and_direction_characters_go() {
        assert_eq!(line(" a\u{0}b\u{202E}c\td\u{FEFF} ".into()), "a bc d");
        assert_eq!(paragraphs("\u{200B}\n \t\n\u{3000}".into()), "");
        for nothing in
            ["\u{3164}\u{3164}", "\u{115F}\u{1160}", "\u{FFA0}", "\u{200D}", "\u{AD}", "\u{2800}", "\u{FE0F}"]
        {
            assert_eq!(
                (line(nothing.into()), paragraphs(nothing.into())),
                (String::new(), String::new()),
                "{nothing:?}"
            );
        }
        assert_eq!(paragraphs("👨‍👩‍👧 좋다".into()), "👨‍👩‍👧 좋다");
    }

    #[test]
    fn nicknames_have_one_form() {
        for (typed, name) in [
            (" Ｐｏｐｃｏｒｎ\u{200B} ", "Popcorn"),
            ("𝓹𝓸𝓹𝓬𝓸𝓻𝓷", "popcorn"),
            ("ﾈｺ", "ネコ"),
            ("①②", "12"),
            ("ㄱㅣ생충", "기생충"),
            ("cafe\u{301}", "café"),
            ("\u{3164}\u{FFA0}", ""),
        ] {
            assert_eq!(nickname(typed.into()), name, "{typed:?}");
        }
    }

    #[test]
    fn paragraphs_keep_their_breaks() {
        assert_eq!(paragraphs("\r\n첫 줄\r\n\r\n\r\n\r\n둘째 줄  \n".into()), "첫 줄\n\n둘째 줄");
    }

    proptest! {
        #[test]
        fn lines_are_composed_and_stay_as_they_are(text in "\\PC{0,40}|[\u{1100}-\u{11FF}\u{200B}-\u{200F}]{0,12}") {
            let once = line(text);
            prop_assert!(is_nfc(&once));
            prop_assert_eq!(line(once.clone()), once);
        }

        #[test]
        fn nicknames_stay_as_they_are(text in "\\PC{0,24}|[\u{1100}-\u{11FF}\u{3131}-\u{318E}\u{200B}-\u{200F}\u{FF00}-\u{FFEF}]{0,12}") {
            let once = nickname(text);
            prop_assert!(is_nfkc(&once));
            prop_assert_eq!(nickname(once.clone()), once);
        }
    }
}
