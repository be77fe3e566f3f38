//! Reviews (리뷰): reading, writing, editing, deleting, liking, and their sentiment.

mod correction;
pub mod jobs;
mod lists;
mod store;
mod writing;

pub use correction::correct_sentiment;
pub(crate) use lists::{best_liked, latest, of_member, of_movie};
pub use writing::{create, delete, like, restore, undo, update};

use crate::accounts::{Actor, viewer_id};
use crate::{Result, Services, cards, movies, text};
use domain::error::ErrorCode;
use domain::reviews::{self, EditorView, RevealedReview, ReviewPageView, Sentiment, Visibility, excerpt, may_change};
use domain::{FormReturn, MovieId, ReviewId, page};

/// Characters of a review in its preview card.
const PREVIEW: usize = 140;

/// What a number of reviews adds to the counters of its film.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub all: i64,
    pub positive: i64,
    pub mixed: i64,
    pub negative: i64,
}

impl Counts {
    /// Of one review: nothing unless everybody may read it.
    fn of(public: bool, sentiment: Option<Sentiment>) -> Self {
        let one = |counts: bool| i64::from(public && counts);
        Self {
            all: one(true),
            positive: one(sentiment == Some(Sentiment::Positive)),
            mixed: one(sentiment == Some(Sentiment::Mixed)),
            negative: one(sentiment == Some(Sentiment::Negative)),
        }
    }

    /// From `before` to `self`.
    fn since(self, before: Self) -> Self {
        Self {
            all: self.all - before.all,
            positive: self.positive - before.positive,
            mixed: self.mixed - before.mixed,
            negative: self.negative - before.negative,
        }
    }
}

/// Who reads, and the one spoiler they have just asked to see.
#[derive(Debug, Clone, Copy)]
pub struct Reading {
    viewer: Option<i64>,
    revealed: Option<i64>,
}

impl Reading {
    /// A reader who has revealed nothing.
    pub fn by(actor: Option<&Actor>) -> Self {
        Self { viewer: viewer_id(actor), revealed: None }
    }

    /// A reader whose page came back from [`reveal`] without script: see [`revealed_form`].
    pub fn with_form(actor: Option<&Actor>, form: Option<&FormReturn>) -> Self {
        let revealed = form
            .filter(|form| form.endpoint == REVEAL && form.error.is_none())
            .and_then(|form| form.value("review_id").parse().ok());
        Self { revealed, ..Self::by(actor) }
    }
}

/// Name of the endpoint whose answer a [`FormReturn`] can carry.
const REVEAL: &str = "reveal_review";

/// What [`crate::forms::keep`] must keep so that the page shows a revealed spoiler.
pub fn revealed_form(id: ReviewId) -> FormReturn {
    FormReturn { endpoint: REVEAL.to_owned(), values: [("review_id".to_owned(), id.to_string())].into(), error: None }
}

/// What [`crate::forms::keep`] must keep so that the film's page offers the way back after a deletion.
pub fn deleted_form(id: ReviewId) -> FormReturn {
    let endpoint = "delete_review".to_owned();
    FormReturn { endpoint, values: [("review_id".to_owned(), id.to_string())].into(), error: None }
}

/// What [`crate::forms::keep`] must keep so that the review's page says what has become of its author's
/// word. (A post that only asked for a sign-in comes back without an error too, and says nothing.)
pub fn corrected_form(said: Option<Sentiment>) -> FormReturn {
    let said = said.map_or("", Sentiment::code).to_owned();
    FormReturn { endpoint: "correct_sentiment".to_owned(), values: [("said".to_owned(), said)].into(), error: None }
}

/// A review's own page.
pub async fn get(
    services: &Services,
    actor: Option<&Actor>,
    id: ReviewId,
    form: Option<FormReturn>,
) -> Result<ReviewPageView> {
    let reading = Reading::with_form(actor, form.as_ref());
    let review = store::find(&services.pool, reading, id).await?.ok_or(ErrorCode::NotFound)?;
    let description = match &review.content {
        // A spoiler never reaches the preview card, not even its author's own.
        Some(content) if !review.spoiler => excerpt(content, PREVIEW),
        _ => "스포일러가 있는 리뷰예요. 팝콘긱에서 확인해 보세요.".to_owned(),
    };
    let can_undo = review.mine && store::can_undo(&services.pool, id).await?;
    let card = cards::of_review(services, &review);
    Ok(ReviewPageView { description, canonical: services.absolute(&page::review(id)), card, can_undo, review, form })
}

/// The text of a spoiler, on request.
pub async fn reveal(services: &Services, actor: Option<&Actor>, id: ReviewId) -> Result<RevealedReview> {
    let reading = Reading { revealed: Some(id.0), ..Reading::by(actor) };
    let review = store::find(&services.pool, reading, id).await?.ok_or(ErrorCode::NotFound)?;
    Ok(RevealedReview { id, content: review.content.unwrap_or_default() })
}

/// The editor for a new review of a film.
pub async fn new_editor(
    services: &Services,
    actor: &Actor,
    movie: MovieId,
    form: Option<FormReturn>,
) -> Result<EditorView> {
    let subject = movies::subject(&services.pool, movie, actor.member_id()).await?.ok_or(ErrorCode::NotFound)?;
    Ok(EditorView {
        author: actor.member_id(),
        movie_id: movie,
        movie_title: subject.title,
        my_score: subject.my_score,
        can_score: subject.is_released,
        review_id: None,
        content: String::new(),
        spoiler: false,
        private: false,
        form,
    })
}

/// The editor for the actor's own review.
pub async fn editor(services: &Services, actor: &Actor, id: ReviewId, form: Option<FormReturn>) -> Result<EditorView> {
    let review = store::find(&services.pool, Reading::by(Some(actor)), id).await?.ok_or(ErrorCode::NotFound)?;
    may_change(actor.member_id(), review.mine.then(|| actor.member_id()))?;
    let subject =
        movies::subject(&services.pool, review.movie_id, actor.member_id()).await?.ok_or(ErrorCode::NotFound)?;
    Ok(EditorView {
        author: actor.member_id(),
        movie_id: review.movie_id,
        movie_title: subject.title,
        my_score: subject.my_score,
        can_score: subject.is_released,
        review_id: Some(id),
        content: review.content.unwrap_or_default(),
        spoiler: review.spoiler,
        private: review.visibility == Visibility::OnlyMe,
        form,
    })
}

/// How a text that is being written reads so far; `None` without a model, or when it is busy.
pub async fn read(services: &Services, actor: &Actor, content: String) -> Result<Option<reviews::Reading>> {
    actor.may_act()?;
    let content = text::paragraphs(content);
    if content.is_empty() || content.chars().count() > reviews::CONTENT_MAX {
        return Ok(None);
    }
    let label = services.labeller.label(&content).await;
    Ok(label.map(|label| reviews::Reading {
        sentiment: Sentiment::of(label.positive_probability),
        percent: reviews::percent(label.positive_probability),
    }))
}

/// Deletes what was deleted a day ago, and versions that are too old to be undone.
pub(crate) async fn purge(services: &Services) -> Result<()> {
    let mut upkeep = services.begin_upkeep().await?;
    store::purge(&mut upkeep).await?;
    upkeep.commit().await?;
    Ok(())
}
