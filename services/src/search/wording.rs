//! What the words of a query mean beside names: a genre, a country, a year, a number of a sequel, or
//! nothing. Pure functions on words that are already plain.

/// Words that people add and hardly a title has; they may also hang on another word (공포영화).
const FILLERS: &[&str] = &[
    "영화",
    "감독",
    "배우",
    "작품",
    "리뷰",
    "감상평",
    "관람평",
    "후기",
    "평점",
    "평가",
    "별점",
    "결말",
    "줄거리",
    "해석",
    "출연진",
    "등장인물",
    "다시보기",
    "보기",
    "예고편",
    "명대사",
    "추천",
    "개봉일",
    "쿠키",
    "러닝타임",
    "시리즈",
    "무비",
    "movie",
    "film",
    "review",
    "ost",
];
/// Other names of genres, and the genres of the catalogue that they mean. A beginning (다큐) needs no row.
const GENRES: &[(&str, &[&str])] = &[
    ("만화", &["애니메이션"]),
    ("로코", &["로맨스", "코미디"]),
    ("로맨틱코미디", &["로맨스", "코미디"]),
    ("로맨스코미디", &["로맨스", "코미디"]),
    ("로맨틱", &["로맨스"]),
    ("연애", &["로맨스"]),
    ("에스에프", &["sf"]),
    ("공상과학", &["sf"]),
    ("사이파이", &["sf"]),
    ("scifi", &["sf"]),
    ("무서운", &["공포"]),
    ("모험", &["어드벤처"]),
    ("어드벤쳐", &["어드벤처"]),
    ("미스테리", &["미스터리"]),
    ("추리", &["미스터리"]),
    ("코메디", &["코미디"]),
    ("환타지", &["판타지"]),
    ("음악", &["뮤지컬"]),
    ("시대극", &["사극"]),
    ("느와르", &["범죄"]),
    ("누아르", &["범죄"]),
    ("horror", &["호러"]),
    ("romance", &["로맨스"]),
    ("comedy", &["코미디"]),
    ("action", &["액션"]),
    ("animation", &["애니메이션"]),
];
/// Countries as people say them, and as the catalogue does.
const NATIONS: &[(&str, &str)] = &[
    ("한국", "한국"),
    ("국내", "한국"),
    ("일본", "일본"),
    ("미국", "미국"),
    ("할리우드", "미국"),
    ("헐리우드", "미국"),
    ("중국", "중국"),
    ("홍콩", "홍콩"),
    ("대만", "대만"),
    ("영국", "영국"),
    ("프랑스", "프랑스"),
    ("독일", "독일"),
    ("이탈리아", "이탈리아"),
    ("스페인", "스페인"),
    ("인도", "인도"),
];
/// Last words that stand for a digit.
const NUMBERS: &[(&str, &str)] = &[
    ("ⅰ", "1"),
    ("one", "1"),
    ("원", "1"),
    ("ⅱ", "2"),
    ("ii", "2"),
    ("two", "2"),
    ("투", "2"),
    ("ⅲ", "3"),
    ("iii", "3"),
    ("three", "3"),
    ("쓰리", "3"),
    ("ⅳ", "4"),
    ("iv", "4"),
    ("four", "4"),
    ("포", "4"),
    ("ⅴ", "5"),
    ("five", "5"),
    ("파이브", "5"),
];
/// What stands before the number of a sequel, and behind it.
const PARTS: &[&str] = &["파트", "part", "pt", "시즌", "vol", "제"];
const COUNTERS: &[&str] = &["편", "탄", "부", "화"];
/// Genres that a film may be asked to have at once.
const MOST_GENRES: usize = 2;

/// The words of a query, apart from what is said about the film.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wording {
    /// Without fillers and year, unless nothing else is there.
    pub words: Vec<String>,
    /// Genres that these words may mean, in the catalogue's words or as beginnings of them.
    pub genres: Vec<String>,
    pub nation: Option<&'static str>,
    pub year: Option<i32>,
}

impl Wording {
    pub fn of(typed: &[String]) -> Self {
        let year = typed.iter().filter(|_| typed.len() > 1).find_map(|word| year(word));
        let is_said =
            |word: &&String| !FILLERS.contains(&word.as_str()) && (year.is_none() || self::year(word) != year);
        let words: Vec<String> = typed.iter().filter(is_said).map(|word| without_filler(word).to_owned()).collect();
        if words.is_empty() {
            return Self { words: typed.to_vec(), ..Self::default() };
        }
        let (genres, nation) = genres(&words);
        Self { words, genres, nation, year }
    }
}

/// 2019, 2019년, 2019년작.
fn year(word: &str) -> Option<i32> {
    let digits = word.strip_suffix("년작").or_else(|| word.strip_suffix('년')).unwrap_or(word);
    let is_year = digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_year.then(|| digits.parse().ok()).flatten().filter(|year| (1900..2100).contains(year))
}

/// "공포영화" → "공포". One syllable alone says too little.
fn without_filler(word: &str) -> &str {
    let stem = FILLERS.iter().find_map(|filler| word.strip_suffix(filler));
    stem.filter(|stem| stem.chars().nth(1).is_some()).unwrap_or(word)
}

fn genres(words: &[String]) -> (Vec<String>, Option<&'static str>) {
    let meant = |word: &str| match GENRES.iter().find(|(name, _)| *name == word) {
        Some((_, genres)) => genres.iter().map(|genre| (*genre).to_owned()).collect(),
        None => vec![word.to_owned()],
    };
    let whole = words.concat();
    if GENRES.iter().any(|(name, _)| *name == whole) {
        return (meant(&whole), None);
    }
    let (mut genres, mut nation) = (Vec::new(), None);
    for word in words {
        match NATIONS.iter().find(|(name, _)| name == word) {
            Some((_, known)) if nation.is_none() => nation = Some(*known),
            _ => genres.extend(meant(word)),
        }
    }
    // So many words are a title.
    if genres.len() > MOST_GENRES { (Vec::new(), None) } else { (genres, nation) }
}

/// Names and queries with the number of a sequel as a digit at their end: "듄: 파트 투", "듄 2편" → "듄", "2".
pub fn numbered(mut words: Vec<String>) -> Vec<String> {
    let Some(digits) = words.last().and_then(|word| number(word)).filter(|_| words.len() > 1) else { return words };
    words.pop();
    if words.len() > 1 && words.last().is_some_and(|word| PARTS.contains(&word.as_str())) {
        words.pop();
    }
    words.push(digits);
    words
}

/// A single word with the number at its end taken off: "주토피아투", "범죄도시2편". `None` without one.
pub fn apart(words: &[String]) -> Option<Vec<String>> {
    let [word] = words else { return None };
    let counted = COUNTERS.iter().find_map(|counter| word.strip_suffix(counter)).unwrap_or(word);
    let stem = counted.trim_end_matches(|c: char| c.is_ascii_digit());
    let (stem, digits) = if stem.len() < counted.len() {
        (stem, &counted[stem.len()..])
    } else {
        NUMBERS.iter().find_map(|(name, digit)| word.strip_suffix(name).map(|stem| (stem, *digit)))?
    };
    // 화투 is a word of its own.
    stem.chars().nth(1).is_some().then(|| vec![stem.to_owned(), digits.to_owned()])
}

fn number(word: &str) -> Option<String> {
    let is_number = |text: &&str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let named = |text: &str| NUMBERS.iter().find(|(name, _)| *name == text).map(|(_, digit)| *digit);
    let digits = Some(word).filter(is_number).or_else(|| named(word)).or_else(|| {
        let counted = COUNTERS.iter().find_map(|counter| word.strip_suffix(counter).filter(is_number));
        counted.or_else(|| {
            let mut parts = PARTS.iter().filter_map(|part| word.strip_prefix(part));
            parts.find_map(|rest| Some(rest).filter(is_number).or_else(|| named(rest)))
        })
    });
    digits.map(ToOwned::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wording(text: &str) -> Wording {
        Wording::of(&list(text))
    }

    fn list(text: &str) -> Vec<String> {
        text.split(' ').map(ToOwned::to_owned).collect()
    }

    #[test]
    fn what_is_said_about_a_film_is_taken_off() {
        for (typed, words) in [
            ("영화 기생충", "기생충"),
            ("기생충 리뷰", "기생충"),
            ("봉준호감독 영화", "봉준호"),
            ("기생충 2019", "기생충"),
            ("영화", "영화"),
            ("2019", "2019"),
            ("영화 리뷰", "영화 리뷰"),
            ("총감독", "총감독"),
        ] {
            assert_eq!(wording(typed).words, list(words), "{typed}");
        }
        assert_eq!(wording("듄 2021년작").year, Some(2021));
        assert_eq!((wording("1987").year, wording("방 3001").year, wording("방 12345").year), (None, None, None));
    }

    #[test]
    fn genres_and_countries_have_several_names() {
        assert_eq!(wording("애니").genres, ["애니"], "a beginning, which the database completes");
        assert_eq!(wording("로코").genres, ["로맨스", "코미디"]);
        assert_eq!(wording("공상 과학 영화").genres, ["sf"]);
        let japanese = wording("일본 애니메이션 추천");
        assert_eq!((japanese.genres, japanese.nation), (list("애니메이션"), Some("일본")));
        let title = wording("왕과 사는 남자");
        assert_eq!((title.genres, title.nation), (vec![], None));
    }

    #[test]
    fn numbers_of_sequels_are_digits() {
        for (typed, words) in [
            ("듄 파트2", "듄 2"),
            ("듄 파트 투", "듄 2"),
            ("dune part two", "dune 2"),
            ("범죄도시 2편", "범죄도시 2"),
            ("범죄도시 ii", "범죄도시 2"),
            ("범죄도시 ⅱ", "범죄도시 2"),
            ("웰컴 투 동막골", "웰컴 투 동막골"),
            ("투", "투"),
            ("파트 2", "파트 2"),
            ("미키 17", "미키 17"),
        ] {
            assert_eq!(numbered(list(typed)), list(words), "{typed}");
        }
        for (typed, words) in
            [("주토피아투", Some("주토피아 2")), ("범죄도시2편", Some("범죄도시 2")), ("화투", None), ("기생충", None)]
        {
            assert_eq!(apart(&list(typed)), words.map(list), "{typed}");
        }
    }
}
