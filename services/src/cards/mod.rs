//! Share cards (공유 카드): what the pictures show that previews of a shared link are made of.
//!
//! The address of a card holds a version, a fingerprint of what the card shows: the picture behind
//! one address never changes, and a page always names the present one.

mod store;

use crate::fingerprint::fingerprint;
use crate::{Result, Services, movies};
use domain::movies::MovieView;
use domain::reviews::{ReviewView, excerpt};
use domain::{MovieId, ReviewId, Score};

/// Part of every version: raise it when the drawing changes.
const DESIGN: &str = "2";
/// Characters of a review on its card.
const QUOTE: usize = 90;

/// What a film's card shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovieCardFacts {
    pub id: MovieId,
    pub title: String,
    /// In the order of the film page.
    pub genres: Vec<String>,
    pub year: Option<i32>,
    /// Plain mean, as "4.1".
    pub mean: Option<String>,
    pub score_count: i64,
}

impl MovieCardFacts {
    fn of(movie: &MovieView) -> Self {
        Self {
            id: movie.id,
            title: movie.title.clone(),
            genres: movie.genres.clone(),
            year: movie.year,
            mean: movie.mean.clone(),
            score_count: movie.score_count,
        }
    }

    pub fn version(&self) -> String {
        let (year, count) = (self.year.unwrap_or_default().to_string(), self.score_count.to_string());
        let facts = [DESIGN, &self.title, &year, self.mean.as_deref().unwrap_or_default(), &count];
        fingerprint(facts.into_iter().chain(self.genres.iter().map(String::as_str)))
    }

    /// Path of the present card.
    pub fn path(&self) -> String {
        format!("/cards/movies/{}/{}.png", self.id, self.version())
    }
}

/// What the card of a public review shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewCardFacts {
    pub id: ReviewId,
    pub movie_id: MovieId,
    pub movie_title: String,
    /// Of the film, for its art. The version leaves them out, because a review does not know them.
    pub genres: Vec<String>,
    /// `None` when the author has left.
    pub author: Option<String>,
    pub score: Option<Score>,
    /// The beginning of the text; `None` for a spoiler.
    pub quote: Option<String>,
}

impl ReviewCardFacts {
    fn of(review: &ReviewView) -> Self {
        Self {
            id: review.id,
            movie_id: review.movie_id,
            movie_title: review.movie_title.clone(),
            genres: Vec::new(),
            author: review.author.clone(),
            score: review.score,
            // Its author sees the text of a spoiler; the card never shows it.
            quote: review.content.as_deref().filter(|_| !review.spoiler).map(quote),
        }
    }

    pub fn version(&self) -> String {
        let score = self.score.map(|score| score.to_string()).unwrap_or_default();
        fingerprint([
            DESIGN,
            &self.movie_title,
            self.author.as_deref().unwrap_or_default(),
            &score,
            self.quote.as_deref().unwrap_or_default(),
        ])
    }

    /// Path of the present card.
    pub fn path(&self) -> String {
        format!("/cards/reviews/{}/{}.png", self.id, self.version())
    }
}

/// Absolute address of the card of the film on this page.
pub(crate) fn of_movie(services: &Services, movie: &MovieView) -> String {
    services.absolute(&MovieCardFacts::of(movie).path())
}

/// Absolute address of the card of this review. A private or hidden review has no card there.
pub(crate) fn of_review(services: &Services, review: &ReviewView) -> String {
    services.absolute(&ReviewCardFacts::of(review).path())
}

/// What the card of a film shows; `None` for an unknown film.
pub async fn movie(services: &Services, id: MovieId) -> Result<Option<MovieCardFacts>> {
    store::movie(&services.pool, id).await
}

/// Path of the present card of the film that `old` was merged into, where it was.
pub async fn of_merged(services: &Services, old: MovieId) -> Result<Option<String>> {
    let Some(film) = movies::merged_into(services, old).await? else { return Ok(None) };
    Ok(movie(services, film).await?.map(|facts| facts.path()))
}

/// What the card of a review shows; `None` unless everybody may read the review.
pub async fn review(services: &Services, id: ReviewId) -> Result<Option<ReviewCardFacts>> {
    store::review(&services.pool, id).await
}

/// The beginning of a text as cards quote it.
fn quote(content: &str) -> String {
    excerpt(content, QUOTE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn review() -> ReviewCardFacts {
        ReviewCardFacts {
            id: ReviewId(4),
            movie_id: MovieId(3),
            movie_title: "괴물".into(),
            genres: vec!["SF".into()],
            author: Some("하늘극장".into()),
            score: Score::from_tenths(41),
            quote: Some(quote("다시 봐도 좋다")),
        }
    }

    #[test]
    fn a_version_changes_with_what_the_card_shows() {
        let shown = review();
        assert_ne!(shown.version(), ReviewCardFacts { score: None, ..shown.clone() }.version());
        assert_ne!(shown.version(), ReviewCardFacts { quote: None, ..shown.clone() }.version());
        assert_eq!(shown.version(), ReviewCardFacts { genres: Vec::new(), ..shown.clone() }.version());
        assert_eq!(shown.path(), format!("/cards/reviews/4/{}.png", shown.version()));
    }

    #[test]
    fn a_film_without_scores_has_a_version_too() {
        let film = MovieCardFacts {
            id: MovieId(3),
            title: "괴물".into(),
            genres: vec!["SF".into()],
            year: Some(2006),
            mean: None,
            score_count: 0,
        };
        assert_ne!(
            film.version(),
            MovieCardFacts { mean: Some("4.0".into()), score_count: 1, ..film.clone() }.version()
        );
        assert_ne!(film.version(), MovieCardFacts { genres: Vec::new(), ..film.clone() }.version());
    }
}
