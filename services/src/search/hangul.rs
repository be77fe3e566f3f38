//! Hangul as it is typed: key by key. Pure functions on text that is already NFC.
//!
//! A syllable is taken apart into the keys of the Korean keyboard (두벌식), compounds included
//! (ㅘ → ㅗㅏ, ㅄ → ㅂㅅ; ㄲ and ㅒ are one key and stay whole). What stands on the screen in the
//! middle of typing a word is then always a prefix of that word: 기새 of 기생충, 갑 of 값.

/// Initial consonants in Unicode's order.
const INITIALS: [char; 19] =
    ['ㄱ', 'ㄲ', 'ㄴ', 'ㄷ', 'ㄸ', 'ㄹ', 'ㅁ', 'ㅂ', 'ㅃ', 'ㅅ', 'ㅆ', 'ㅇ', 'ㅈ', 'ㅉ', 'ㅊ', 'ㅋ', 'ㅌ', 'ㅍ', 'ㅎ'];
/// Vowels in Unicode's order, as keys.
const VOWELS: [&str; 21] = [
    "ㅏ", "ㅐ", "ㅑ", "ㅒ", "ㅓ", "ㅔ", "ㅕ", "ㅖ", "ㅗ", "ㅗㅏ", "ㅗㅐ", "ㅗㅣ", "ㅛ", "ㅜ", "ㅜㅓ", "ㅜㅔ", "ㅜㅣ",
    "ㅠ", "ㅡ", "ㅡㅣ", "ㅣ",
];
/// Final consonants in Unicode's order, as keys; the first is none.
const FINALS: [&str; 28] = [
    "", "ㄱ", "ㄲ", "ㄱㅅ", "ㄴ", "ㄴㅈ", "ㄴㅎ", "ㄷ", "ㄹ", "ㄹㄱ", "ㄹㅁ", "ㄹㅂ", "ㄹㅅ", "ㄹㅌ", "ㄹㅍ", "ㄹㅎ",
    "ㅁ", "ㅂ", "ㅂㅅ", "ㅅ", "ㅆ", "ㅇ", "ㅈ", "ㅊ", "ㅋ", "ㅌ", "ㅍ", "ㅎ",
];
/// The keys of a..=z without Shift.
const KEYS: [char; 26] = [
    'ㅁ', 'ㅠ', 'ㅊ', 'ㅇ', 'ㄷ', 'ㄹ', 'ㅎ', 'ㅗ', 'ㅑ', 'ㅓ', 'ㅏ', 'ㅣ', 'ㅡ', 'ㅜ', 'ㅐ', 'ㅔ', 'ㅂ', 'ㄱ', 'ㄴ',
    'ㅅ', 'ㅕ', 'ㅍ', 'ㅈ', 'ㅌ', 'ㅛ', 'ㅋ',
];
/// First syllable, and syllables per initial.
const FIRST: u32 = 0xAC00;
const PER_INITIAL: u32 = 21 * 28;

/// Initial, vowel and final of a syllable, as indices of the tables above.
fn parts(c: char) -> Option<(usize, usize, usize)> {
    let index = (c as u32).checked_sub(FIRST).filter(|index| *index < 19 * PER_INITIAL)?;
    Some(((index / PER_INITIAL) as usize, (index % PER_INITIAL / 28) as usize, (index % 28) as usize))
}

/// The keys of every character: "기생충" → "ㄱㅣㅅㅐㅇㅊㅜㅇ". What is not Hangul stays.
pub fn jamo(text: &str) -> String {
    text.chars().fold(String::new(), |mut keys, c| {
        push_keys(&mut keys, c);
        keys
    })
}

/// What [`jamo`] made, by its sound: what people write for one another becomes the same.
/// ㅐ, ㅚ, ㅙ and ㅞ are ㅔ, so that one wrong vowel is one key; 의 is 에 and 희 is 히; 쥬 is 주; doubled consonants are single; 쉬 is 시.
/// A beginning stays a beginning, but for vowels that a second key changes.
pub fn sound(keys: &str) -> String {
    let mut heard = String::new();
    let mut before = None;
    let mut rest = keys.chars().peekable();
    while let Some(key) = rest.next() {
        let pair = (key, rest.peek().copied());
        let (single, is_pair) = match (before, pair) {
            (_, ('ㅗ', Some('ㅐ' | 'ㅣ')) | ('ㅜ', Some('ㅔ'))) | (Some('ㅇ'), ('ㅡ', Some('ㅣ'))) => {
                ('ㅔ', true)
            }
            (_, ('ㅡ', Some('ㅣ'))) | (Some('ㅅ'), ('ㅜ', Some('ㅣ'))) => ('ㅣ', true),
            (Some('ㅈ' | 'ㅊ'), ('ㅑ', _)) => ('ㅏ', false),
            (Some('ㅈ' | 'ㅊ'), ('ㅕ', _)) => ('ㅓ', false),
            (Some('ㅈ' | 'ㅊ'), ('ㅛ', _)) => ('ㅗ', false),
            (Some('ㅈ' | 'ㅊ'), ('ㅠ', _)) => ('ㅜ', false),
            (_, ('ㅐ' | 'ㅒ' | 'ㅖ', _)) => ('ㅔ', false),
            (_, ('ㄲ', _)) => ('ㄱ', false),
            (_, ('ㄸ', _)) => ('ㄷ', false),
            (_, ('ㅃ', _)) => ('ㅂ', false),
            (_, ('ㅆ', _)) => ('ㅅ', false),
            (_, ('ㅉ', _)) => ('ㅈ', false),
            _ => (key, false),
        };
        if is_pair {
            rest.next();
        }
        heard.push(single);
        before = Some(single);
    }
    heard
}

fn push_keys(keys: &mut String, c: char) {
    match (parts(c), c) {
        (Some((initial, vowel, last)), _) => {
            keys.push(INITIALS[initial]);
            keys.push_str(VOWELS[vowel]);
            keys.push_str(FINALS[last]);
        }
        (None, 'ㅏ'..='ㅣ') => keys.push_str(VOWELS[(c as u32 - 'ㅏ' as u32) as usize]),
        // Compounds that no syllable starts with: ㄳ, ㄵ, ㄶ, ㄺ to ㅀ, ㅄ.
        (None, 'ㄳ') => keys.push_str("ㄱㅅ"),
        (None, 'ㄵ') => keys.push_str("ㄴㅈ"),
        (None, 'ㄶ') => keys.push_str("ㄴㅎ"),
        (None, 'ㄺ'..='ㅀ') => keys.push_str(FINALS[(c as u32 - 'ㄺ' as u32) as usize + 9]),
        (None, 'ㅄ') => keys.push_str("ㅂㅅ"),
        (None, _) => keys.push(c),
    }
}

/// The initials (초성) of every syllable: "기생충" → "ㄱㅅㅊ". What is not a syllable stays.
pub fn choseong(text: &str) -> String {
    text.chars().map(|c| parts(c).map_or(c, |(initial, ..)| INITIALS[initial])).collect()
}

/// Whether `c` is a consonant that can start a syllable, standing alone.
pub fn is_initial(c: char) -> bool {
    INITIALS.contains(&c)
}

/// The first and the last syllable that `c` can become while it is being typed: ㅅ → 사..=싷,
/// 기 → 기..=깋 (a final may follow). `None` for what is finished or not Hangul.
pub fn completions(c: char) -> Option<(char, char)> {
    let (start, count) = match parts(c) {
        Some((.., 0)) => (c as u32, 28),
        Some(_) => return None,
        None => (FIRST + INITIALS.iter().position(|initial| *initial == c)? as u32 * PER_INITIAL, PER_INITIAL),
    };
    Some((char::from_u32(start)?, char::from_u32(start + count - 1)?))
}

/// The keys of Hangul typed while the keyboard stood at English: "rltodcnd" → "ㄱㅣㅅㅐㅇㅊㅜㅇ".
/// A capital is the shifted key where there is one (R → ㄲ). `None` without any letter, or with a
/// letter that is on no key.
pub fn slip(text: &str) -> Option<String> {
    let mut has_letter = false;
    let keys = text
        .chars()
        .map(|c| match c {
            'R' => Some('ㄲ'),
            'E' => Some('ㄸ'),
            'Q' => Some('ㅃ'),
            'T' => Some('ㅆ'),
            'W' => Some('ㅉ'),
            'O' => Some('ㅒ'),
            'P' => Some('ㅖ'),
            c if c.is_ascii_alphabetic() => Some(KEYS[(c.to_ascii_lowercase() as u8 - b'a') as usize]),
            c => (!c.is_alphabetic()).then_some(c),
        })
        .inspect(|key| has_letter |= key.is_some_and(|key| ('ㄱ'..='ㅣ').contains(&key)))
        .collect::<Option<String>>()?;
    has_letter.then_some(keys)
}

/// Letters and digits only, with the case they had: full-width forms become plain ones, lone
/// conjoining jamo (which NFC leaves) become keys, accents go. The bare text that is compared.
pub fn bare(text: &str) -> String {
    text.chars().map(narrow).filter(|c| c.is_alphanumeric()).collect()
}

/// [`bare`] and lower-case.
pub fn plain(text: &str) -> String {
    // Lower-casing may add a combining mark (İ), which is no letter.
    bare(text).to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The words of `text`, each of them [`plain`].
pub fn split(text: &str) -> Vec<String> {
    // An apostrophe splits no word: it's.
    let is_gap = |c: char| !narrow(c).is_alphanumeric() && !matches!(c, '\'' | '’' | '.');
    text.split(is_gap).map(plain).filter(|word| !word.is_empty()).collect()
}

/// Words as one text, and where each begins in it: positions counted from 1.
pub fn joined(words: impl IntoIterator<Item = String>) -> (String, Vec<i16>) {
    let (mut all, mut starts, mut length) = (String::new(), Vec::new(), 0);
    for word in words {
        starts.push(i16::try_from(length + 1).unwrap_or(i16::MAX));
        length += word.chars().count();
        all.push_str(&word);
    }
    (all, starts)
}

/// One character in the form that is compared.
fn narrow(c: char) -> char {
    // The character as far from `to` as `c` is from `from`.
    let moved = |from: u32, to: char| char::from_u32(c as u32 - from + to as u32).unwrap_or(c);
    match c {
        '\u{FF01}'..='\u{FF5E}' => moved(0xFF01, '!'),
        // Half-width jamo: the consonants in one run, the vowels in four.
        '\u{FFA1}'..='\u{FFBE}' => moved(0xFFA1, 'ㄱ'),
        '\u{FFC2}'..='\u{FFC7}' => moved(0xFFC2, 'ㅏ'),
        '\u{FFCA}'..='\u{FFCF}' => moved(0xFFCA, 'ㅕ'),
        '\u{FFD2}'..='\u{FFD7}' => moved(0xFFD2, 'ㅛ'),
        '\u{FFDA}'..='\u{FFDC}' => moved(0xFFDA, 'ㅡ'),
        '\u{1100}'..='\u{1112}' => INITIALS[(c as u32 - 0x1100) as usize],
        '\u{1161}'..='\u{1175}' => moved(0x1161, 'ㅏ'),
        'à'..='å' => 'a',
        'è'..='ë' => 'e',
        'ì'..='ï' => 'i',
        'ò'..='ö' | 'ø' => 'o',
        'ù'..='ü' => 'u',
        'ç' => 'c',
        'ñ' => 'n',
        'À'..='Å' => 'A',
        'È'..='Ë' => 'E',
        'Ì'..='Ï' => 'I',
        'Ò'..='Ö' | 'Ø' => 'O',
        'Ù'..='Ü' => 'U',
        'Ç' => 'C',
        'Ñ' => 'N',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_come_apart_into_keys() {
        for (text, keys) in [
            ("기생충", "ㄱㅣㅅㅐㅇㅊㅜㅇ"),
            ("과", "ㄱㅗㅏ"),
            ("값", "ㄱㅏㅂㅅ"),
            ("닭", "ㄷㅏㄹㄱ"),
            ("의", "ㅇㅡㅣ"),
            ("꿰뚫", "ㄲㅜㅔㄸㅜㄹㅎ"),
            ("얘", "ㅇㅒ"),
            ("힣", "ㅎㅣㅎ"),
            ("ㄳㄵㄶㄺㄻㄼㄽㄾㄿㅀㅄ", "ㄱㅅㄴㅈㄴㅎㄹㄱㄹㅁㄹㅂㄹㅅㄹㅌㄹㅍㄹㅎㅂㅅ"),
            ("ㅘㅢㅣㄲ", "ㅗㅏㅡㅣㅣㄲ"),
            ("범죄도시2 a漢", "ㅂㅓㅁㅈㅗㅣㄷㅗㅅㅣ2 a漢"),
        ] {
            assert_eq!(jamo(text), keys, "{text}");
        }
    }

    #[test]
    fn every_stage_of_typing_is_a_prefix() {
        for (whole, stages) in [
            ("기생충", vec!["ㄱ", "기", "깃", "기새", "기생", "기생ㅊ", "기생추"]),
            ("신과함께", vec!["신", "신고", "신과", "신괗", "신과하", "신과함ㄲ"]),
            ("값진", vec!["갑", "값", "값ㅈ"]),
        ] {
            for stage in stages {
                assert!(jamo(whole).starts_with(&jamo(stage)), "{stage}");
            }
        }
    }

    #[test]
    fn initials() {
        assert_eq!(choseong("기생충2 a"), "ㄱㅅㅊ2 a");
        assert!(is_initial('ㄲ') && !is_initial('ㄳ') && !is_initial('ㅏ') && !is_initial('가'));
        assert_eq!(completions('ㅅ'), Some(('사', '싷')));
        assert_eq!(completions('기'), Some(('기', '깋')));
        assert_eq!(completions('ㅎ'), Some(('하', '힣')));
        for c in ['생', 'ㅏ', 'a', 'ㄳ'] {
            assert_eq!(completions(c), None, "{c}");
        }
    }

    #[test]
    fn the_english_keyboard() {
        assert_eq!(slip("rltodcnd").as_deref(), Some("ㄱㅣㅅㅐㅇㅊㅜㅇ"));
        assert_eq!(slip("dhkd").as_deref(), Some("ㅇㅗㅏㅇ"));
        assert_eq!(slip("Rnf").as_deref(), Some("ㄲㅜㄹ"));
        assert_eq!(slip("REQTWOP").as_deref(), Some("ㄲㄸㅃㅆㅉㅒㅖ"));
        assert_eq!(slip("qjawlehtl2").as_deref(), Some("ㅂㅓㅁㅈㅣㄷㅗㅅㅣ2"));
        assert_eq!(
            slip("abcdefghijklmnopqrstuvwxyz").as_deref(),
            Some("ㅁㅠㅊㅇㄷㄹㅎㅗㅑㅓㅏㅣㅡㅜㅐㅔㅂㄱㄴㅅㅕㅍㅈㅌㅛㅋ")
        );
        assert_eq!((slip("1987"), slip("기생충"), slip("a기")), (None, None, None));
    }

    #[test]
    fn what_is_compared() {
        assert_eq!(plain(" Spider-Man: No Way Home "), "spidermannowayhome");
        assert_eq!(plain("신과 함께-죄와 벌"), "신과함께죄와벌");
        assert_eq!(plain("ＰＡＲＡＳＩＴＥ　２"), "parasite2");
        assert_eq!(plain("Amélie"), "amelie");
        assert_eq!(plain("\u{1109}ﾡￂￇￊￏￒￗￚￜ"), "ㅅㄱㅏㅔㅕㅚㅛㅠㅡㅣ");
        assert_eq!(plain("%_\\' \u{1F3AC}"), "");
        assert_eq!(plain("İ"), "i");
        assert_eq!(bare("Rltodcnd!"), "Rltodcnd");
    }

    #[test]
    fn words_begin_where_blanks_end() {
        assert_eq!(split("신과 함께-죄와 벌"), ["신과", "함께", "죄와", "벌"]);
        assert_eq!(split("It's a Mr. X"), ["its", "a", "mr", "x"]);
        assert_eq!(joined(split("It's a Mr. X")), ("itsamrx".into(), vec![1, 4, 5, 7]));
        assert_eq!(joined(split("...")), (String::new(), vec![]));
    }

    #[test]
    fn spellings_that_sound_alike() {
        for (typed, meant) in [
            ("기셍충", "기생충"),
            ("반지에 제왕", "반지의 제왕"),
            ("윤히에게", "윤희에게"),
            ("왜돼궤", "외되괘"),
            ("웬", "왠"),
            ("어벤저스", "어벤져스"),
            ("어밴져스", "어벤져스"),
            ("위플래시", "위플레쉬"),
            ("액추얼리", "액츄얼리"),
            ("씨네마", "시네마"),
            ("신과 함깨", "신과 함께"),
            ("쥬토피아", "주토피아"),
            ("얘기", "예기"),
        ] {
            assert_eq!(sound(&jamo(typed)), sound(&jamo(meant)), "{typed}");
        }
        for (one, other) in [("기생충", "기상충"), ("의", "이"), ("오이", "외"), ("타", "다"), ("자", "차")]
        {
            assert_ne!(sound(&jamo(one)), sound(&jamo(other)), "{one}");
        }
        assert_eq!(sound("f1 2"), "f1 2");
    }
}
