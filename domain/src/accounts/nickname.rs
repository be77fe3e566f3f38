//! Nicknames: which letters they are made of, and whom they must not pose as.
//!
//! A nickname is also a path segment, and the only thing by which readers know each other. So it is
//! made of few scripts, which look unlike each other; the letters of others (Cyrillic, Greek, bare
//! jamo, dotless i) are left out because they look like these.

use super::{NICKNAME_MAX, NICKNAME_MIN, RESERVED_NICKNAMES};
use crate::error::FieldError;

/// Names of the house, in full.
const HOUSE_NAMES: &[&str] = &[
    "master",
    "moderator",
    "official",
    "operator",
    "owner",
    "root",
    "staff",
    "support",
    "system",
    "webmaster",
    "고객센터",
    "고객지원",
    "공식계정",
    "시스템",
    "중재자",
];

/// Beginnings of names that only the house uses; the first is what members who are gone are called.
const HOUSE_BEGINNINGS: &[&str] = &["탈퇴회원", "팝콘긱", "운영", "관리자", "관리팀", "admin", "popcorngeek"];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Hangul,
    Han,
    Kana,
    /// Digits, `_` and `-`: at home in every script.
    Common,
}

/// Checks a nickname in Unicode's compatibility form (NFKC).
pub(super) fn nickname(text: &str) -> Result<String, FieldError> {
    let length = text.chars().count();
    if length == 0 {
        return Err(FieldError::NicknameMissing);
    }
    if !is_readable(text) {
        return Err(FieldError::NicknameInvalid);
    }
    if length < NICKNAME_MIN {
        return Err(FieldError::NicknameTooShort);
    }
    if length > NICKNAME_MAX {
        return Err(FieldError::NicknameTooLong);
    }
    if is_reserved(text) {
        return Err(FieldError::NicknameReserved);
    }
    Ok(text.to_owned())
}

/// Known letters only, in scripts that are written together (the "highly restrictive" mixtures of
/// Unicode's UTS 39: kana never beside Hangul), and strokes only where they are letters.
fn is_readable(text: &str) -> bool {
    let Some(scripts) = text.chars().map(script).collect::<Option<Vec<_>>>() else { return false };
    let is_at = |place: Option<usize>, wanted: &[Script]| {
        place.and_then(|place| scripts.get(place)).is_some_and(|script| wanted.contains(script))
    };
    // Elsewhere these two read as hyphens.
    let strokes_are_letters = text.chars().enumerate().all(|(place, c)| match c {
        'ー' => is_at(place.checked_sub(1), &[Script::Kana]),
        '一' => {
            [place.checked_sub(1), Some(place + 1)].into_iter().any(|place| is_at(place, &[Script::Han, Script::Kana]))
        }
        _ => true,
    });
    let has = |script| scripts.contains(&script);
    let says_something = text.chars().any(|c| !matches!(c, '_' | '-'));
    says_something && strokes_are_letters && !(has(Script::Hangul) && has(Script::Kana))
}

fn script(c: char) -> Option<Script> {
    match c {
        '0'..='9' | '_' | '-' => Some(Script::Common),
        // Western, central European and Vietnamese letters; not ı, İ and ĸ, which pass for others.
        '\u{130}' | '\u{131}' | '\u{138}' | '\u{D7}' | '\u{F7}' => None,
        'a'..='z' | 'A'..='Z' | '\u{C0}'..='\u{17F}' | 'Ơ' | 'ơ' | 'Ư' | 'ư' | 'Ș' | 'ș' | 'Ț' | 'ț' => {
            Some(Script::Latin)
        }
        '\u{1EA0}'..='\u{1EF9}' => Some(Script::Latin),
        // Whole syllables.
        '가'..='힣' => Some(Script::Hangul),
        // Bare strokes.
        '丨' | '丶' | '丿' | '亅' | '亠' => None,
        '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '々' => Some(Script::Han),
        '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' | 'ー' => Some(Script::Kana),
        _ => None,
    }
}

fn is_reserved(text: &str) -> bool {
    // These are addresses, so they count as they stand.
    if RESERVED_NICKNAMES.contains(&text.to_lowercase().as_str()) {
        return true;
    }
    let name = folded(text);
    HOUSE_NAMES.iter().any(|house| name == folded(house))
        || HOUSE_BEGINNINGS.iter().any(|house| name.starts_with(&folded(house)))
}

/// `text` as the eye takes it: without case, accents and separators, and with one letter for those
/// that look alike.
fn folded(text: &str) -> String {
    let letters: String = text.to_lowercase().chars().filter(|c| !matches!(c, '_' | '-')).map(look).collect();
    letters.replace("rn", "m").replace("vv", "w")
}

fn look(c: char) -> char {
    match c {
        '0' | 'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'ơ' | '\u{1ECC}'..='\u{1EE3}' => 'o',
        '1' | 'i' | 'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ĺ' | 'ļ' | 'ľ' | 'ł' | '\u{1EC8}'..='\u{1ECB}' => {
            'l'
        }
        '3' | 'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | '\u{1EB8}'..='\u{1EC7}' => 'e',
        '4' | 'à'..='å' | 'ā' | 'ă' | 'ą' | '\u{1EA0}'..='\u{1EB7}' => 'a',
        '5' | 'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => 's',
        '7' | 'ţ' | 'ť' | 'ŧ' | 'ț' => 't',
        '8' | 'ß' => 'b',
        '9' | 'ĝ' | 'ğ' | 'ġ' | 'ģ' => 'g',
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => 'c',
        'ď' | 'đ' | 'ð' => 'd',
        'ķ' => 'k',
        'ñ' | 'ń' | 'ņ' | 'ň' | 'ŋ' => 'n',
        'ŕ' | 'ŗ' | 'ř' => 'r',
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ư' | '\u{1EE4}'..='\u{1EF1}' => 'u',
        'ý' | 'ÿ' | 'ŷ' | '\u{1EF2}'..='\u{1EF9}' => 'y',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lengths() {
        assert_eq!(nickname("가"), Err(FieldError::NicknameTooShort));
        assert_eq!(nickname(&"가".repeat(20)), Ok("가".repeat(20)));
        assert_eq!(nickname(&"가".repeat(21)), Err(FieldError::NicknameTooLong));
    }

    #[test]
    fn the_scripts_of_nicknames() {
        for good in [
            "하늘극장",
            "Popcorn_Fan",
            "최애는2D",
            "映畵광",
            "映画館のネコ",
            "スーパーマン",
            "一心",
            "café-1895",
            "Đặng",
            "2046",
            "十一人",
        ] {
            assert_eq!(nickname(good), Ok(good.to_owned()), "{good}");
        }
        let bad = [
            "a/b",
            "두 단어",
            "a.b",
            "..",
            "--",
            "_-_",
            "영화🍿",
            "ㅋㅋㅋ",
            "\u{110F}\u{110F}",
            "사과\u{200D}",
            "аdmin",
            "pοpcorn",
            "popcorn\u{301}",
            "영화ネコ",
            "영화ー광",
            "영화一광",
            "ーネコ",
            "丨丨",
            "dıgıt",
            "٣٤٥",
            "①②",
        ];
        for text in bad {
            assert_eq!(nickname(text), Err(FieldError::NicknameInvalid), "{text}");
        }
    }

    #[test]
    fn nobody_is_called_like_an_address_or_the_house() {
        let reserved = [
            "SignIn",
            "reauth",
            "Admin",
            "adm1n",
            "ADMIN_2",
            "ádmín",
            "adrnin",
            "administrator",
            "Pop-Corn_Geek",
            "p0pc0rnGeek",
            "ROOT",
            "r00t",
            "5taff",
            "운영자",
            "운영진_2",
            "관리자",
            "관-리-자",
            "팝콘긱_공식",
            "탈퇴회원12",
            "탈퇴_회원12",
        ];
        for text in reserved {
            assert_eq!(nickname(text), Err(FieldError::NicknameReserved), "{text}");
        }
        for free in ["popcorn", "팝콘손님", "signin_2", "sign-in", "rooty", "나는운영자아님", "mastermind"] {
            assert!(nickname(free).is_ok(), "{free}");
        }
    }

    proptest! {
        #[test]
        fn checks_never_panic_and_keep_what_they_take(text in "\\PC{0,40}|[a-zA-Z0-9가-힣_-]{1,21}") {
            if let Ok(name) = nickname(&text) {
                prop_assert_eq!(name, text);
            }
        }
    }
}
