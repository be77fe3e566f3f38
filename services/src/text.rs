//! Normalisation of everything people type: done once, here, before validation.

use unicode_normalization::UnicodeNormalization;

/// One line: NFC, no control and no bidi characters, blanks collapsed and trimmed.
pub fn line(text: String) -> String {
    cleaned(&text, false).split_whitespace().collect::<Vec<_>>().join(" ")
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
    // Blanks of any script at the edges say nothing; a text of only such blanks is empty.
    lines.join("\n").trim().to_owned()
}

/// A password: NFC only, so that the same keys match on every system. Nothing is cut off.
pub fn password(text: String) -> String {
    text.nfc().collect()
}

fn cleaned(text: &str, keep_line_breaks: bool) -> String {
    // CRLF from browsers becomes one break.
    text.replace("\r\n", "\n")
        .nfc()
        .filter_map(|c| match c {
            '\n' | '\r' if keep_line_breaks => Some('\n'),
            c if c.is_control() => Some(' '),
            c if is_invisible_direction(c) => None,
            '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}' => None,
            c => Some(c),
        })
        .collect()
}

/// Characters that turn the direction of text: they can make a line read as something else.
/// (The zero-width joiner stays: families of emoji are made with it.)
fn is_invisible_direction(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decomposed_hangul_is_composed() {
        assert_eq!(line("\u{1100}\u{1175}\u{1109}\u{1162}\u{11BC}\u{110E}\u{116E}\u{11BC}".into()), "기생충");
        assert_eq!(password("\u{1100}\u{1161}  x ".into()), "가  x ");
    }

    #[test]
    fn control_and_direction_characters_go() {
        assert_eq!(line(" a\u{0}b\u{202E}c\td\u{FEFF} ".into()), "a bc d");
        assert_eq!(paragraphs("\u{200B}\n \t\n\u{3000}".into()), "");
        assert_eq!(paragraphs("👨‍👩‍👧 좋다".into()), "👨‍👩‍👧 좋다");
    }

    #[test]
    fn paragraphs_keep_their_breaks() {
        assert_eq!(paragraphs("\r\n첫 줄\r\n\r\n\r\n\r\n둘째 줄  \n".into()), "첫 줄\n\n둘째 줄");
    }
}
