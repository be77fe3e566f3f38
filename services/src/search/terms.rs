//! What the index holds of a name.

use super::hangul::{choseong, jamo, joined, sound, split};
use super::wording::numbered;
use crate::text;

/// Whose name a term is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    Movie,
    Person,
    Member,
}

impl Target {
    pub const ALL: [Self; 3] = [Self::Movie, Self::Person, Self::Member];
}

/// Rows of the table `search_terms` of one kind of target, as columns for `unnest`.
#[derive(Debug, Default)]
pub struct Terms {
    pub targets: Vec<i64>,
    pub plain: Vec<String>,
    pub jamo: Vec<String>,
    pub choseong: Vec<String>,
    /// Arrays of `smallint` as PostgreSQL writes them: `{1,7}`.
    pub word_starts: Vec<String>,
    /// The keys by their sound, the number of a sequel as a digit.
    pub sound: Vec<String>,
    /// As `word_starts`, in `sound`.
    pub sound_starts: Vec<String>,
}

impl Terms {
    /// Adds a name. One of punctuation only is left out: nobody could type it.
    pub fn add(&mut self, target: i64, name: &str) {
        let words = split(&text::line(name.to_owned()));
        if words.is_empty() {
            return;
        }
        let plain = words.concat();
        let (keys, starts) = joined(words.iter().map(|word| jamo(word)));
        let (heard, heard_starts) = joined(numbered(words).iter().map(|word| sound(&jamo(word))));
        self.targets.push(target);
        self.jamo.push(keys);
        self.choseong.push(choseong(&plain));
        self.word_starts.push(array(&starts));
        self.sound.push(heard);
        self.sound_starts.push(array(&heard_starts));
        self.plain.push(plain);
    }
}

fn array(starts: &[i16]) -> String {
    let starts: Vec<_> = starts.iter().map(i16::to_string).collect();
    format!("{{{}}}", starts.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_rows() {
        let mut terms = Terms::default();
        terms.add(3, "신과 함께");
        terms.add(3, "...");
        // Decomposed, as some systems send it.
        terms.add(4, "\u{1100}\u{1175}");
        assert_eq!(terms.targets, [3, 4]);
        assert_eq!(terms.plain, ["신과함께", "기"]);
        assert_eq!(terms.jamo, ["ㅅㅣㄴㄱㅗㅏㅎㅏㅁㄲㅔ", "ㄱㅣ"]);
        assert_eq!((terms.choseong[0].as_str(), terms.word_starts[0].as_str()), ("ㅅㄱㅎㄲ", "{1,7}"));
        assert_eq!((terms.sound[0].as_str(), terms.sound_starts[0].as_str()), ("ㅅㅣㄴㄱㅗㅏㅎㅏㅁㄱㅔ", "{1,7}"));
        terms.add(5, "듄: 파트2");
        assert_eq!((terms.sound[2].as_str(), terms.sound_starts[2].as_str()), ("ㄷㅠㄴ2", "{1,4}"));
    }
}
