//! Passwords that guessing begins with.
//!
//! `common_passwords.txt` holds words: those that lists of leaked passwords are full of, and Korean
//! ones as they are written and as they come out of an English keyboard (dkssudgktpdy is 안녕하세요).
//! What people make of a word so that it gets long enough is undone here: digits and signs around it,
//! digits for letters, writing it twice or backwards. (Walks over the keyboard are refused in
//! `domain`.)

use domain::accounts::surprises;
use std::collections::HashSet;
use std::sync::LazyLock;

static WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| include_str!("common_passwords.txt").lines().collect());

/// Characters around a word that say as good as nothing.
const FEW: usize = 6;
/// Surprises in more of them, up to which they are a date, a year or counted.
const FORESEEABLE: u32 = 5;

/// Whether guessing begins with `text`.
pub(super) fn contains(text: &str) -> bool {
    let text: String = text.to_lowercase().split_whitespace().collect();
    is_phone_number(&text) || cores(&text).iter().any(|core| is_decorated(&text, core) && is_known(core))
}

/// A Korean mobile number: its owner is easily found out.
fn is_phone_number(text: &str) -> bool {
    let digits: String = text.chars().filter(|c| !matches!(c, '-' | '.')).collect();
    digits.len() == 11 && digits.starts_with("010") && digits.bytes().all(|b| b.is_ascii_digit())
}

/// What may be the word in `text`: all of it, or without what stands before it, after it, or both.
fn cores(text: &str) -> [&str; 4] {
    let is_trimming = |c: char| !c.is_alphabetic();
    [text, text.trim_start_matches(is_trimming), text.trim_end_matches(is_trimming), text.trim_matches(is_trimming)]
}

/// Whether what `text` has around `core` is easily guessed.
fn is_decorated(text: &str, core: &str) -> bool {
    let Some((before, after)) = text.split_once(core).filter(|_| !core.is_empty()) else { return false };
    let around = format!("{before}{after}");
    around.chars().count() <= FEW || surprises(&around) <= FORESEEABLE
}

/// Whether `core` is a word, in one of its disguises.
fn is_known(core: &str) -> bool {
    [core.to_owned(), written_out(core, 'i'), written_out(core, 'l')].iter().any(|core| {
        let word = unit(core);
        WORDS.contains(word) || WORDS.contains(&*word.chars().rev().collect::<String>())
    })
}

/// `p4$$w0rd` as `password`; a one may be an `i` or an `l`.
fn written_out(text: &str, one: char) -> String {
    text.chars()
        .map(|c| match c {
            '0' => 'o',
            '1' | '!' | '|' => one,
            '3' => 'e',
            '4' | '@' => 'a',
            '5' | '$' => 's',
            '7' | '+' => 't',
            '8' => 'b',
            '9' => 'g',
            c => c,
        })
        .collect()
}

/// What `text` repeats, or `text`: `popcorn` of `popcornpopcorn`.
fn unit(text: &str) -> &str {
    let lengths = text.char_indices().map(|(at, _)| at).filter(|at| *at > 0 && text.len().is_multiple_of(*at));
    lengths.map(|at| &text[..at]).find(|unit| unit.repeat(text.len() / unit.len()) == text).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_well_formed() {
        assert!(WORDS.len() > 2000);
        for word in WORDS.iter() {
            assert!(word.chars().all(char::is_alphabetic) && *word == word.to_lowercase(), "{word:?}");
        }
    }

    #[test]
    fn words_are_known_in_their_disguises() {
        for text in [
            "password123",
            "Password1234!",
            "passw0rd123",
            "P@$$w0rd2026",
            "1loveyou12",
            "@dmin12345",
            "administrator",
            "iloveyou123",
            "letmein123",
            "l3tm31n_123",
            "welcome2024",
            "!!welcome!!",
            "PopcornGeek",
            "popcornpopcorn",
            "popcornpopcorn12",
            "drowssap2026",
            "sunshine19900101",
            "1234sunshine1234",
            "dkssudgktpdy",
            "dkssudgktpdy12",
            "TKFKDGO1234",
            "qlalfqjsgh1!",
            "비밀번호123456",
            "사랑해사랑해사랑해사랑해",
            "010-1234-5678",
            "01098765432",
        ] {
            assert!(contains(text), "{text}");
        }
    }

    #[test]
    fn what_is_made_of_several_words_or_of_chance_is_not() {
        for text in [
            "",
            "123",
            "butter-corn-4417",
            "popcorn-demo-2026",
            "영화는 극장에서 봐야지",
            "sunshine83920174",
            "correct horse battery",
            "kq7#mz0!pw2x",
            "02-1234-567890",
        ] {
            assert!(!contains(text), "{text}");
        }
    }

    #[test]
    fn repetitions_are_found() {
        for (text, word) in [
            ("", ""),
            ("a", "a"),
            ("aaa", "a"),
            ("abab", "ab"),
            ("ababa", "ababa"),
            ("가나가나", "가나"),
            ("가각", "가각"),
        ] {
            assert_eq!(unit(text), word, "{text}");
        }
    }
}
