//! What somebody typed into the search field, in every form that the SQL compares.
//!
//! All forms consist of letters and digits, so nothing in them means anything to LIKE or to a
//! regular expression, and nothing has to be escaped.

use super::hangul::{bare, choseong, completions, is_initial, jamo, plain, slip};

/// Characters of a query that count; the rest is cut off.
const LONGEST: usize = 60;
/// Trigram indexes find nothing in fewer characters than this.
const TRIGRAM: usize = 3;
/// Keys of a query in which a typo is looked for. Fewer would fit everything, and PostgreSQL's
/// `levenshtein` takes no more than 255 characters.
const TYPO_KEYS: std::ops::RangeInclusive<usize> = 4..=120;

/// A search, ready for the database.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// Lower-case, without blanks and punctuation; compared with the names of genres.
    pub plain: String,
    /// The keys as they were typed, then what they mean on the Korean keyboard.
    pub keys: Needles,
    /// The initials, where the query has any: ㄱㅅㅊ, 기ㅅㅊ.
    pub initials: Needles,
    /// What the plain title must hold for the initials to count, or `None` where they suffice.
    /// One for each of [`Query::initials`].
    pub patterns: Vec<Option<String>>,
    pub typo: Option<Typo>,
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

/// How to find titles that begin with the query but for one key. The wrong key lies in one half,
/// so the other half stands as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typo {
    /// The keys of the query.
    pub keys: String,
    /// The first half, and the first text that does not begin with it.
    pub head: String,
    pub beyond: String,
    /// LIKE pattern for the second half; `None` where that is too short for the index. Then
    /// [`Typo::short`] titles are all compared.
    pub tail: Option<String>,
    /// Length of the longest title that the query may mean as a whole.
    pub short: Option<i32>,
}

impl Query {
    /// Reads `text`, which is NFC. `None` when nothing searchable is in it.
    pub fn parse(text: &str) -> Option<Self> {
        let bare: String = bare(text).chars().take(LONGEST).collect();
        let plain = plain(&bare);
        if plain.is_empty() {
            return None;
        }
        let mut query = Self { plain: plain.clone(), ..Self::default() };
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
        let is_only_initials = typed.chars().all(is_initial);
        query.typo = (!is_only_initials).then(|| Typo::of(typed)).flatten();
        Some(query)
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

impl Typo {
    fn of(keys: String) -> Option<Self> {
        let letters: Vec<char> = keys.chars().collect();
        if !TYPO_KEYS.contains(&letters.len()) {
            return None;
        }
        let (head, tail) = letters.split_at(letters.len() / 2);
        let head: String = head.iter().collect();
        let has_trigram = tail.len() >= TRIGRAM;
        let longest = i32::try_from(letters.len() + 1).ok()?;
        Some(Self {
            beyond: after_prefix(&head),
            head,
            tail: has_trigram.then(|| format!("%{}%", tail.iter().collect::<String>())),
            short: (!has_trigram).then_some(longest),
            keys,
        })
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
        assert_eq!(query.plain.chars().count(), 60);
        assert_eq!(query.keys.texts, ["ㄱㅏㅂㅅ".repeat(60)]);
        assert_eq!(query.typo, None);
    }

    #[test]
    fn a_title() {
        let query = parse(" 신 과함");
        assert_eq!(query.plain, "신과함");
        assert_eq!(query.keys.texts, ["ㅅㅣㄴㄱㅗㅏㅎㅏㅁ"]);
        assert_eq!(query.keys.beyond, ["ㅅㅣㄴㄱㅗㅏㅎㅏㅂ"]);
        assert_eq!(query.keys.inside, [Some("%ㅅㅣㄴㄱㅗㅏㅎㅏㅁ%".to_owned())]);
        assert_eq!(query.initials, Needles::default());
        let typo = query.typo.expect("long enough");
        assert_eq!((typo.head.as_str(), typo.tail.as_deref()), ("ㅅㅣㄴㄱ", Some("%ㅗㅏㅎㅏㅁ%")));
        assert_eq!((typo.beyond.as_str(), typo.short), ("ㅅㅣㄴㄲ", None));
    }

    #[test]
    fn initials_alone_and_mixed() {
        let query = parse("ㄱㅅㅊ");
        assert_eq!(query.initials.texts, ["ㄱㅅㅊ"]);
        assert_eq!((query.patterns.clone(), query.typo), (vec![None], None));
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
        assert_eq!(parse("기").typo, None);
        let typo = parse("시네").typo.expect("four keys");
        assert_eq!((typo.tail, typo.short), (None, Some(5)));
        assert_eq!(after_prefix("a\u{10FFFF}"), "b");
        assert_eq!(after_prefix("\u{D7FF}"), "\u{E000}");
    }
}
