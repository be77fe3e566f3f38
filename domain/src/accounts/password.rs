//! Passwords: how long, how hard to guess, and not made of the account's own names.
//!
//! No rules about kinds of characters (NIST SP 800-63B): they make passwords worse. What guessing
//! begins with is on a list that only the server has; what is here runs in the browser as well.

use super::{PASSWORD_MAX, PASSWORD_MIN};
use crate::error::FieldError;

/// Fewer characters than this that do not follow from the one before are no password.
const SURPRISES_MIN: u32 = 5;

/// How well a password would hold, roughly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StrengthLevel {
    Weak,
    Fair,
    Good,
    Strong,
}

impl StrengthLevel {
    /// The word on the screen.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Weak => "약함",
            Self::Fair => "보통",
            Self::Good => "좋음",
            Self::Strong => "아주 좋음",
        }
    }
}

/// The level, and what would help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Strength {
    pub level: StrengthLevel,
    pub hint: &'static str,
}

/// What the meter beside the field says. An estimate from above: the server also knows which
/// passwords are common.
pub fn password_strength(text: &str) -> Strength {
    let of = |level, hint| Strength { level, hint };
    if text.chars().count() < PASSWORD_MIN {
        return of(StrengthLevel::Weak, "10자 이상으로 적어 주세요. 긴 문장도 좋아요.");
    }
    let surprises = surprises(text);
    if surprises < SURPRISES_MIN {
        return of(StrengthLevel::Weak, "되풀이하거나 자판 순서대로 친 글자는 쉽게 짐작돼요. 다른 낱말을 섞어 주세요.");
    }
    match surprises * bits_per_character(text) {
        0..45 => of(StrengthLevel::Weak, "조금 더 길게 적어 주세요. 서로 관계없는 낱말을 이어 보세요."),
        45..60 => of(StrengthLevel::Fair, "낱말을 하나 더 이으면 훨씬 안전해요."),
        60..85 => of(StrengthLevel::Good, "좋은 비밀번호예요. 다른 곳에서 쓰지 않은 것인지만 확인해 주세요."),
        _ => of(StrengthLevel::Strong, "아주 좋은 비밀번호예요. 다른 곳에서 쓰지 않은 것인지만 확인해 주세요."),
    }
}

/// Checks a new password of the member with this address and this name. `is_common` says whether
/// guessing begins with it.
pub(super) fn password(
    text: &str,
    email: &str,
    nickname: &str,
    is_common: impl Fn(&str) -> bool,
) -> Result<String, FieldError> {
    let length = text.chars().count();
    if length == 0 {
        return Err(FieldError::PasswordMissing);
    }
    if length < PASSWORD_MIN {
        return Err(FieldError::PasswordTooShort);
    }
    if length > PASSWORD_MAX {
        return Err(FieldError::PasswordTooLong);
    }
    if surprises(text) < SURPRISES_MIN || is_common(text) {
        return Err(FieldError::PasswordTooCommon);
    }
    let lower = text.to_lowercase();
    let names = [email.split('@').next().unwrap_or_default(), email, nickname];
    if names.iter().any(|name| says_enough(name) && lower.contains(&name.to_lowercase())) {
        return Err(FieldError::PasswordLikeIdentity);
    }
    Ok(text.to_owned())
}

/// Whether a name is long enough that a password holds it on purpose: four letters, or three
/// syllables.
fn says_enough(name: &str) -> bool {
    name.chars().map(|c| if c.is_ascii() { 3 } else { 4 }).sum::<u32>() >= 12
}

/// How many characters do not follow from the one before by repetition, counting or a step on the
/// keyboard.
pub fn surprises(text: &str) -> u32 {
    let mut before = None;
    let mut count = 0;
    // Other letters than ASCII have no row on this keyboard, and the browser no tables for them.
    for c in text.chars().map(|c| c.to_ascii_lowercase()) {
        if !before.is_some_and(|before| follows(before, c)) {
            count += 1;
        }
        before = Some(c);
    }
    count
}

fn follows(before: char, c: char) -> bool {
    /// Rows of the keyboard, the ways up and down between two of them, and shifted digits.
    const LINES: [&str; 9] = [
        "01234567890-=",
        "qwertyuiop[]",
        "asdfghjkl;'",
        "zxcvbnm,./",
        "1q2w3e4r5t6y7u8i9o0p",
        "qawsedrftgyhujikolp;",
        "azsxdcfvgbhnjmk,l.",
        "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔ",
        "!@#$%^&*()_+",
    ];
    let neighbours = |line: &str| {
        let mut pairs = line.chars().zip(line.chars().skip(1));
        pairs.any(|pair| pair == (before, c) || pair == (c, before))
    };
    // Characters of a script beyond ASCII stand close together without any counting.
    let counts = before.is_ascii_alphanumeric() && (before as u32).abs_diff(c as u32) == 1;
    before == c || counts || LINES.iter().any(|line| neighbours(line))
}

/// What one character is worth, in bits, by the kinds of characters that occur.
fn bits_per_character(text: &str) -> u32 {
    let has = |kind: fn(&char) -> bool| u32::from(text.chars().any(|c| kind(&c)));
    // Letters of words: far less than their number would allow.
    let letters = 3 * has(char::is_ascii_lowercase).max(has(char::is_ascii_uppercase));
    let mixture = has(char::is_ascii_digit)
        + has(|c| c.is_ascii() && !c.is_ascii_alphanumeric())
        + has(char::is_ascii_lowercase) * has(char::is_ascii_uppercase);
    let syllables = 6 * has(|c| !c.is_ascii());
    (letters.max(syllables) + mixture).max(3)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn checked(text: &str, email: &str, nickname: &str) -> Result<String, FieldError> {
        password(text, email, nickname, |text| text == "on-the-list")
    }

    #[test]
    fn lengths_count_characters() {
        assert_eq!(checked("", "", ""), Err(FieldError::PasswordMissing));
        assert_eq!(checked("kj3#9f!qm", "", ""), Err(FieldError::PasswordTooShort));
        assert_eq!(checked("영화는 집에서 봐", "", ""), Err(FieldError::PasswordTooShort));
        assert!(checked("영화는 극장에서 봐", "", "").is_ok());
        let long = "가나는 다르다".repeat(20);
        assert_eq!(checked(&long, "", ""), Err(FieldError::PasswordTooLong));
        assert!(checked(&long.chars().take(128).collect::<String>(), "", "").is_ok());
    }

    #[test]
    fn walks_and_repetitions_are_refused() {
        let walks = [
            "1234567890",
            "0987654321",
            "aaaaaaaaaaaa",
            "qwertyuiop",
            "1q2w3e4r5t",
            "1qaz2wsx3edc",
            "asdfasdfasdf",
            "qwer1234qwer",
            "abcdefghij",
            "zxcvbnm123",
            "1111111112",
            "1212121212",
            "!@#$%^&*()",
            "가가가가가가가가가가",
            "on-the-list",
        ];
        for walk in walks {
            assert_eq!(checked(walk, "", ""), Err(FieldError::PasswordTooCommon), "{walk}");
        }
    }

    #[test]
    fn names_of_the_account_are_refused() {
        for (text, email, nickname) in [
            ("Haneul-2026!", "haneul@example.com", ""),
            ("극장의하늘극장과 나", "", "하늘극장"),
            ("내가바로영화광이다요", "", "영화광"),
            ("x POPCORN_FAN x", "", "Popcorn_Fan"),
        ] {
            assert_eq!(checked(text, email, nickname), Err(FieldError::PasswordLikeIdentity), "{text}");
        }
        assert!(checked("kim의 butter corn 영화", "kim@example.com", "영화").is_ok(), "short names occur by chance");
    }

    #[test]
    fn the_meter_rises_with_what_is_typed() {
        let level = |text: &str| password_strength(text).level;
        for (text, expected) in [
            ("", StrengthLevel::Weak),
            ("butter", StrengthLevel::Weak),
            ("1234567890123", StrengthLevel::Weak),
            ("butterbutter", StrengthLevel::Weak),
            ("butter-corn-4417", StrengthLevel::Good),
            ("영화는 극장에서 봐야지", StrengthLevel::Good),
            ("느린 기차와 Butter 4417 그리고 노을", StrengthLevel::Strong),
        ] {
            assert_eq!(level(text), expected, "{text}");
        }
        assert!(StrengthLevel::Weak < StrengthLevel::Strong);
    }

    proptest! {
        #[test]
        fn checks_never_panic(text in "\\PC{0,140}") {
            let _ = checked(&text, &text, &text);
            let _ = password_strength(&text);
        }
    }
}
