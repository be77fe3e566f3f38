//! Fills an empty database with as much as a large site has, to measure against.
//!
//! The reviews come from a corpus (lines `id⇥film⇥text⇥rating 1–10`, as the public Naver corpus has
//! them) or from a generator with the same shape: few films have most of the reviews, and ratings
//! pile up at both ends. They are labelled from their rating, not by the model.

mod store;

use crate::{Result, Services, counters, database, search, text};
use domain::error::ErrorCode;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use sqlx::Connection;
use std::collections::HashMap;
use std::io::BufRead;

/// Everything is drawn from this, so that two runs measure the same.
const SEED: u64 = 20_261_123;
/// Rows sent to the database at a time.
const BATCH: usize = 20_000;

/// How much to load.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    pub movies: usize,
    pub members: usize,
    pub reviews: usize,
}

/// One review to be loaded.
struct Entry {
    movie: usize,
    member: usize,
    content: String,
    /// 1..=10.
    rating: u8,
}

/// Loads `size` into an empty database, reading `corpus` as long as it lasts.
///
/// # Errors
/// `conflict` when there are films already.
pub async fn load(services: &Services, size: Size, corpus: Option<Box<dyn BufRead + Send>>) -> Result<()> {
    // Its statements take minutes. (Such a database is one of this machine, without a pooler.)
    let mut connection = services.pool.acquire().await?.detach();
    database::take_time_here(&mut connection).await?;
    if store::has_movies(&mut connection).await? {
        return Err(ErrorCode::Conflict.into());
    }
    let mut dice = StdRng::seed_from_u64(SEED);
    store::put_catalogue(&mut connection, &titles(&mut dice, size.movies), size.members).await?;
    let mut source = Source::new(corpus, size);
    let mut left = size.reviews;
    while left > 0 {
        let entries: Vec<Entry> = (0..left.min(BATCH)).map(|_| source.next(&mut dice)).collect();
        left -= entries.len();
        store::put_reviews(&mut connection, &entries).await?;
        tracing::info!(left, "reviews to load");
    }
    store::finish(&mut connection).await?;
    counters::recount(services).await?;
    search::reindex(services).await?;
    store::analyze(&mut connection).await?;
    Ok(connection.close().await?)
}

/// Reviews of the corpus, then invented ones.
struct Source {
    corpus: Option<std::io::Lines<Box<dyn BufRead + Send>>>,
    /// The corpus's films by their number there.
    films: HashMap<String, usize>,
    size: Size,
}

impl Source {
    fn new(corpus: Option<Box<dyn BufRead + Send>>, size: Size) -> Self {
        Self { corpus: corpus.map(BufRead::lines), films: HashMap::new(), size }
    }

    fn next(&mut self, dice: &mut StdRng) -> Entry {
        let member = 1 + dice.random_range(0..self.size.members);
        while let Some(line) = self.corpus.as_mut().and_then(Iterator::next) {
            let Ok(line) = line else { continue };
            let fields: Vec<&str> = line.split('\t').collect();
            let [_, film, content, rating] = fields[..] else { continue };
            let Ok(rating @ 1..=10) = rating.parse() else { continue };
            let content = text::paragraphs(content.to_owned());
            if content.is_empty() {
                continue;
            }
            let number = self.films.len() % self.size.movies + 1;
            let movie = *self.films.entry(film.to_owned()).or_insert(number);
            return Entry { movie, member, content, rating };
        }
        self.corpus = None;
        // The share of a film falls with its place: the first has 0.3 % of all, half of the films
        // next to none.
        let place = (self.size.movies as f64).powf(dice.random::<f64>()).floor() as usize;
        let rating = match dice.random_range(0..100) {
            0..50 => 10,
            50..64 => 9,
            64..74 => 8,
            74..86 => dice.random_range(4..=7),
            86..91 => dice.random_range(2..=3),
            _ => 1,
        };
        Entry { movie: place.clamp(1, self.size.movies), member, content: invented(dice), rating }
    }
}

const WORDS: &[&str] = &[
    "정말",
    "보고",
    "나서",
    "한참을",
    "앉아",
    "있었다",
    "배우들의",
    "연기가",
    "좋았고",
    "마지막",
    "장면이",
    "오래",
    "남는다",
    "기대했는데",
    "아쉬웠다",
    "음악이",
    "특히",
    "좋다",
    "이야기가",
    "조금",
    "길다",
    "두 번",
    "봤다",
    "가족과",
    "함께",
    "추천",
    "지루해서",
    "졸았다",
    "웃다가",
    "울었다",
    "최고",
    "별로",
    "다시",
    "보고 싶다",
    "감독의",
    "전작이",
    "낫다",
    "그래도",
    "볼만하다",
];

/// 3 to 40 words, mostly few.
fn invented(dice: &mut StdRng) -> String {
    let length = 3 + (dice.random::<f64>().powi(3) * 37.0) as usize;
    let words: Vec<&str> = (0..length).map(|_| WORDS[dice.random_range(0..WORDS.len())]).collect();
    words.join(" ")
}

const SYLLABLES: &[&str] = &[
    "가", "나", "다", "라", "마", "바", "사", "아", "자", "하", "강", "산", "별", "달", "꽃", "봄", "밤", "길", "문",
    "집", "여름", "겨울", "바다", "하늘", "소년", "소녀", "기억", "약속", "전쟁", "비밀", "도시", "열차", "사랑",
    "이별", "편지", "시간",
];

/// Titles of one to four words, no two alike.
fn titles(dice: &mut StdRng, count: usize) -> Vec<String> {
    (1..=count)
        .map(|number| {
            let words: Vec<String> = (0..dice.random_range(1..=3))
                .map(|_| {
                    (0..dice.random_range(1..=3)).map(|_| SYLLABLES[dice.random_range(0..SYLLABLES.len())]).collect()
                })
                .collect();
            format!("{} {number}", words.join(" "))
        })
        .collect()
}
