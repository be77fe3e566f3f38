//! What somebody typed into the search field, in every form that the SQL compares.
//!
//! All forms consist of letters and digits, so nothing in them means anything to LIKE or to a
//! regular expression, and nothing has to be escaped.

use super::hangul::{bare, choseong, completions, is_initial, jamo, plain, slip, sound, split};
use super::wording::{Wording, apart, numbered};

/// Characters of a query that count; the rest is cut off.
const LONGEST: usize = 60;
/// Trigram indexes find nothing in fewer characters than this.
const TRIGRAM: usize = 3;
/// Fewer keys would sound like everything.
const READ_KEYS: usize = 4;
/// Characters of a text in which two may have changed places.
const SWAPPED: std::ops::RangeInclusive<usize> = 3..=30;

/// A search, ready for the database.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// The keys as they were typed, then what they mean on the Korean keyboard.
    pub keys: Needles,
    /// The initials, where the query has any: ㄱㅅㅊ, 기ㅅㅊ.
    pub initials: Needles,
    /// What the plain title must hold for the initials to count, or `None` where they suffice.
    /// One for each of [`Query::initials`].
    pub patterns: Vec<Option<String>>,
    /// The words by their sound, with blanks between them and without what is no part of a name: as they
    /// were typed, then what they mean on the Korean keyboard. Names that sound like them, hold most of
    /// them or differ by a key are looked for.
    pub readings: Vec<String>,
    /// The readings without blanks, with two neighbouring syllables or keys in each other's place.
    pub swaps: Vec<String>,
    /// Genres that a film must have, all of them; names or beginnings of names.
    pub genres: Vec<String>,
    pub nation: Option<&'static str>,
    /// Films of this year come first.
    pub year: Option<i32>,
}

/// Texts to be found, as columns for `unnest`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Needles {
    pub texts: Vec<String>,
    /// The first text, in the order of bytes, that begins with none of them.
    pub beyond: Vec<String>,
    /// LIKE pattern for a text in the middle; `None` where only beginnings count.
    pub inside: Vec<Option<String>>,
}

impl Query {
    /// Reads `text`, which is NFC. `None` when nothing searchable is in it.
    pub fn parse(text: &str) -> Option<Self> {
        let bare: String = bare(text).chars().take(LONGEST).collect();
        let plain = plain(&bare);
        if plain.is_empty() {
            return None;
        }
        let mut query = Self::default();
        let typed = jamo(&plain);
        // With the Shift key as it was held, and as if a capital came from the keyboard's own zeal.
        let slips = [slip(&bare), slip(&plain)].into_iter().flatten().filter(|keys| could_be_korean(keys));
        for keys in std::iter::once(typed.clone()).chain(slips) {
            if !query.keys.texts.contains(&keys) {
                query.add(keys);
            }
        }
        if plain.chars().any(is_initial) {
            query.add_mixed(&plain);
        }
        if !typed.chars().all(is_initial) {
            query.read(&split(&text.chars().take(LONGEST).collect::<String>()));
        }
        Some(query)
    }

    /// Takes the words apart into names and what is said about the film.
    fn read(&mut self, typed: &[String]) {
        let Wording { words, genres, nation, year } = Wording::of(typed);
        let is_reduced = words != typed;
        (self.genres, self.nation, self.year) = (genres, nation, year);
        let named = numbered(words.clone());
        let mut readings = vec![named.clone()];
        readings.extend(apart(&named));
        // Nobody numbered the first film of a series.
        if let [first @ .., last] = named.as_slice()
            && !first.is_empty()
            && last == "1"
        {
            readings.push(first.to_vec());
        }
        if words.iter().all(|word| word.is_ascii()) {
            let keys: Vec<String> = words.iter().map(|word| slip(word).unwrap_or_else(|| word.clone())).collect();
            let whole = keys.concat();
            if could_be_korean(&whole) && !whole.chars().all(is_initial) {
                readings.push(keys);
            }
        }
        for words in readings {
            let heard: Vec<String> = words.iter().map(|word| sound(&jamo(word))).collect();
            let reading = heard.join(" ");
            let is_long = heard.concat().chars().nth(READ_KEYS - 1).is_some();
            if (is_long || is_reduced) && !self.readings.contains(&reading) {
                self.readings.push(reading);
                self.swaps.extend(swaps(&heard.concat()));
            }
        }
        self.swaps.extend(swaps(&words.concat()).map(|swapped| sound(&jamo(&swapped))));
    }

    /// Looks for `keys`, and for initials where they are nothing else.
    fn add(&mut self, keys: String) {
        let has_initial = keys.chars().any(is_initial);
        let is_initials = has_initial && keys.chars().all(|c| is_initial(c) || !('ㅏ'..='ㅣ').contains(&c));
        if is_initials && keys.chars().nth(1).is_some() {
            self.initials.push(keys.clone(), true);
            self.patterns.push(None);
        }
        // In the middle of a title, consonants in a row would be finals: 닭이 is not what ㄹㄱㅇ means.
        self.keys.push(keys, !is_initials);
    }

    /// Syllables and initials mixed: 기ㅅㅊ. The last syllable may be unfinished.
    fn add_mixed(&mut self, plain: &str) {
        let initials = choseong(plain);
        if self.initials.texts.contains(&initials) || initials.chars().nth(1).is_none() {
            return;
        }
        let last = plain.chars().count() - 1;
        let pattern = plain
            .chars()
            .enumerate()
            .map(|(place, c)| match completions(c).filter(|_| is_initial(c) || place == last) {
                Some((first, last)) => format!("[{first}-{last}]"),
                None => c.to_string(),
            })
            .collect();
        self.initials.push(initials, true);
        self.patterns.push(Some(pattern));
    }
}

impl Needles {
    fn push(&mut self, text: String, anywhere: bool) {
        let has_trigram = text.chars().nth(TRIGRAM - 1).is_some();
        self.inside.push((anywhere && has_trigram).then(|| format!("%{text}%")));
        self.beyond.push(after_prefix(&text));
        self.texts.push(text);
    }
}

/// The first text, in the order of code points, after all those that begin with `prefix`.
fn after_prefix(prefix: &str) -> String {
    let mut letters: Vec<char> = prefix.chars().collect();
    while let Some(letter) = letters.pop() {
        // The range steps over the surrogates.
        if let Some(next) = (letter..=char::MAX).nth(1) {
            letters.push(next);
            break;
        }
    }
    letters.into_iter().collect()
}

/// `text` with each two neighbours in each other's place; nothing where it is too short or too long.
fn swaps(text: &str) -> impl Iterator<Item = String> {
    let letters: Vec<char> = text.chars().collect();
    let last = if SWAPPED.contains(&letters.len()) { letters.len() - 1 } else { 0 };
    (0..last).map(move |place| {
        let mut swapped = letters.clone();
        swapped.swap(place, place + 1);
        swapped.into_iter().collect()
    })
}

/// Korean begins with a consonant, and a single key says too little.
fn could_be_korean(keys: &str) -> bool {
    keys.chars().nth(1).is_some() && keys.chars().find(|c| c.is_alphabetic()).is_some_and(is_initial)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Query {
        Query::parse(text).expect("searchable")
    }

    #[test]
    fn nothing_searchable() {
        for text in ["", "   ", "%", "_", "\\", "'", "%_\\'\"();--", "\u{1F3AC}\u{1F37F}", "\u{0}"] {
            assert_eq!(Query::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn long_input_is_cut() {
        let query = parse(&"값 ".repeat(5000));
        assert_eq!(query.keys.texts, ["ㄱㅏㅂㅅ".repeat(60)]);
        assert_eq!(query.readings.concat().replace(' ', ""), "ㄱㅏㅂㅅ".repeat(30), "blanks count here");
    }

    #[test]
    fn a_title() {
        let query = parse(" 신 과함");
        assert_eq!(query.keys.texts, ["ㅅㅣㄴㄱㅗㅏㅎㅏㅁ"]);
        assert_eq!(query.keys.beyond, ["ㅅㅣㄴㄱㅗㅏㅎㅏㅂ"]);
        assert_eq!(query.keys.inside, [Some("%ㅅㅣㄴㄱㅗㅏㅎㅏㅁ%".to_owned())]);
        assert_eq!(query.initials, Needles::default());
        assert_eq!(query.readings, ["ㅅㅣㄴ ㄱㅗㅏㅎㅏㅁ"]);
    }

    #[test]
    fn readings_are_by_sound() {
        assert_eq!(parse("반지에 재왕").readings, parse("반지의 제왕").readings);
        assert_eq!(parse("범죄도시 투").readings, ["ㅂㅓㅁㅈㅔㄷㅗㅅㅣ 2"]);
        assert_eq!(parse("주토피아투").readings, ["ㅈㅜㅌㅗㅍㅣㅇㅏㅌㅜ", "ㅈㅜㅌㅗㅍㅣㅇㅏ 2"]);
        assert_eq!(parse("범죄도시 1").readings, ["ㅂㅓㅁㅈㅔㄷㅗㅅㅣ 1", "ㅂㅓㅁㅈㅔㄷㅗㅅㅣ"]);
        assert_eq!(parse("qhdwnsgh rltodcnd").readings, ["qhdwnsgh rltodcnd", "ㅂㅗㅇㅈㅜㄴㅎㅗ ㄱㅣㅅㅔㅇㅊㅜㅇ"]);
    }

    #[test]
    fn neighbours_change_places() {
        let swaps = parse("기충생").swaps;
        assert!(swaps.contains(&"ㄱㅣㅅㅔㅇㅊㅜㅇ".to_owned()), "{swaps:?}");
        assert!(parse("rltocdnd").swaps.contains(&"ㄱㅣㅅㅔㅇㅊㅜㅇ".to_owned()));
        assert_eq!(parse("기새").swaps.len(), 3, "keys only");
        assert_eq!(parse(&"가".repeat(40)).swaps, [""; 0]);
    }

    #[test]
    fn what_is_said_about_the_film() {
        let query = parse("듄 2021");
        assert_eq!((query.readings, query.year), (vec!["ㄷㅠㄴ".to_owned()], Some(2021)));
        let query = parse("한국 로코 추천");
        assert_eq!((query.genres, query.nation), (vec!["로맨스".to_owned(), "코미디".to_owned()], Some("한국")));
        assert_eq!(parse("영화 기생충").readings, parse("기생충").readings);
    }

    #[test]
    fn initials_alone_and_mixed() {
        let query = parse("ㄱㅅㅊ");
        assert_eq!(query.initials.texts, ["ㄱㅅㅊ"]);
        assert_eq!((query.patterns.clone(), query.readings), (vec![None], vec![]));
        assert_eq!(query.keys.inside, [None]);
        let query = parse("ㅂㅈㄷㅅ2");
        assert_eq!((query.initials.texts, query.patterns), (vec!["ㅂㅈㄷㅅ2".to_owned()], vec![None]));
        let query = parse("기ㅅ");
        assert_eq!(query.initials.texts, ["ㄱㅅ"]);
        assert_eq!(query.patterns, [Some("기[사-싷]".to_owned())]);
        assert_eq!(query.initials.inside, [None], "too short for the index");
        assert_eq!(parse("ㅅ과하").patterns, [Some("[사-싷]과[하-핳]".to_owned())]);
        assert_eq!(parse("ㄱ").initials, Needles::default(), "the keys say as much");
    }

    #[test]
    fn the_english_keyboard() {
        assert_eq!(parse("Rltodcnd").keys.texts, ["rltodcnd", "ㄲㅣㅅㅐㅇㅊㅜㅇ", "ㄱㅣㅅㅐㅇㅊㅜㅇ"]);
        assert_eq!(parse("RLTODCND").keys.texts.last().map(String::as_str), Some("ㄱㅣㅅㅐㅇㅊㅜㅇ"));
        assert_eq!(parse("her").keys.texts, ["her"], "ㅗㄷㄱ is no word");
        let query = parse("rtc");
        assert_eq!((query.initials.texts, query.patterns), (vec!["ㄱㅅㅊ".to_owned()], vec![None]));
    }

    #[test]
    fn short_queries() {
        assert_eq!(parse("듄").readings, [""; 0]);
        assert_eq!(parse("시네").readings, ["ㅅㅣㄴㅔ"]);
        assert_eq!(after_prefix("a\u{10FFFF}"), "b");
        assert_eq!(after_prefix("\u{D7FF}"), "\u{E000}");
    }
}
