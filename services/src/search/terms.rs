//! What the index holds of a name.

use super::hangul::{choseong, jamo, words};
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
}

impl Terms {
    /// Adds a name. One of punctuation only is left out: nobody could type it.
    pub fn add(&mut self, target: i64, name: &str) {
        let (plain, starts) = words(&text::line(name.to_owned()));
        if plain.is_empty() {
            return;
        }
        let starts: Vec<_> = starts.iter().map(i16::to_string).collect();
        self.targets.push(target);
        self.jamo.push(jamo(&plain));
        self.choseong.push(choseong(&plain));
        self.word_starts.push(format!("{{{}}}", starts.join(",")));
        self.plain.push(plain);
    }
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
    }
}
