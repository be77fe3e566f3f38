//! Reviews (리뷰): input, permission, and the views of a review.

mod listing;
mod sentiment;

pub use listing::{ReviewCounts, ReviewCursor, ReviewFilter, ReviewList, ReviewListing, ReviewOrder};
pub use sentiment::{NEGATIVE_UP_TO, POSITIVE_FROM, Reading, Sentiment, author_sentiment, percent};

use crate::error::{AppError, ErrorCode, FieldError, Findings};
use crate::form::{FormReturn, is_ticked};
use crate::ids::{MemberId, MovieId, ReviewId};
use crate::score::Score;
use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation;

/// Longest review, in characters.
pub const CONTENT_MAX: usize = 5_000;

/// The review form as posted, for writing and for editing.
#[derive(Debug, Clone, Default)]
pub struct ReviewForm {
    pub content: String,
    pub spoiler: String,
    pub private: String,
    /// Id of the member whom the page with the form was made for; empty where nobody says.
    pub author: String,
}

/// A review's text and switches, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewInput {
    pub content: String,
    pub spoiler: bool,
    pub visibility: Visibility,
}

impl ReviewForm {
    pub fn validate(self) -> Result<ReviewInput, AppError> {
        let mut findings = Findings::default();
        if self.content.is_empty() {
            findings.note("content", FieldError::ContentMissing);
        } else if self.content.chars().count() > CONTENT_MAX {
            findings.note("content", FieldError::ContentTooLong);
        }
        if !findings.is_empty() {
            return Err(findings.into_error());
        }
        Ok(ReviewInput {
            content: self.content,
            spoiler: is_ticked(&self.spoiler),
            visibility: if is_ticked(&self.private) { Visibility::OnlyMe } else { Visibility::Public },
        })
    }
}

/// Who may read a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Visibility {
    Public,
    OnlyMe,
}

impl Visibility {
    /// The code stored in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::OnlyMe => "only_me",
        }
    }
}

/// How many like a review, and whether the viewer does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LikeView {
    pub liked: bool,
    pub count: i64,
}

/// A review as one viewer may see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewView {
    pub id: ReviewId,
    pub movie_id: MovieId,
    pub movie_title: String,
    /// Its film is invented for the demo: nothing for search engines.
    pub of_invented_movie: bool,
    /// `None` when the author has left.
    pub author: Option<String>,
    /// The author has a profile to link to: not while they are suspended.
    pub author_is_listed: bool,
    pub mine: bool,
    /// `None` while masked: a spoiler's text leaves the server only when asked for.
    pub content: Option<String>,
    pub spoiler: bool,
    pub visibility: Visibility,
    pub sentiment: Option<Sentiment>,
    /// The author has said so; else it is the model's reading.
    pub sentiment_by_author: bool,
    /// How sure the model is; see [`percent`]. `None` where it has not read the text, or where its
    /// reading does not count.
    pub sentiment_percent: Option<u8>,
    pub likes: LikeView,
    /// The author's score of the film, which stays public.
    pub score: Option<Score>,
    /// Korean wall-clock date, as "2026년 11월 23일".
    pub written: String,
    /// The same moment for machines, RFC 3339 in UTC.
    pub written_at: String,
    pub edited: bool,
}

/// A review's own page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewPageView {
    pub review: ReviewView,
    /// For the preview card: the beginning of the text; a neutral sentence for spoilers.
    pub description: String,
    pub canonical: String,
    /// Absolute address of the share card.
    pub card: String,
    /// The text was changed a moment ago, and its author may take that back.
    pub can_undo: bool,
    pub form: Option<FormReturn>,
}

/// The editor, for a new review or an old one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditorView {
    /// Who writes: under nobody else's name may the text be posted.
    pub author: MemberId,
    pub movie_id: MovieId,
    pub movie_title: String,
    /// `Some` when editing.
    pub review_id: Option<ReviewId>,
    pub content: String,
    pub spoiler: bool,
    pub private: bool,
    /// The writer's score of the film, and whether it is out, so that one may be given: a score, or a
    /// first review.
    pub my_score: Option<Score>,
    pub can_score: bool,
    pub form: Option<FormReturn>,
}

/// A spoiler's text, handed out on request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevealedReview {
    pub id: ReviewId,
    pub content: String,
}

/// Whether a text that was written on a page made for `author` (as its form says) may be stored for
/// `actor`: somebody else may have signed in since, in another tab. Saying nothing is fine.
pub fn may_post(actor: MemberId, author: &str) -> Result<(), ErrorCode> {
    if author.is_empty() || author.parse::<MemberId>() == Ok(actor) { Ok(()) } else { Err(ErrorCode::OtherMember) }
}

/// Only its author may change or delete a review. An author who has left (`None`) is nobody.
pub fn may_change(actor: MemberId, author: Option<MemberId>) -> Result<(), ErrorCode> {
    if author == Some(actor) { Ok(()) } else { Err(ErrorCode::Forbidden) }
}

/// Whether `actor` may like a review: anybody's but their own.
pub fn may_like(actor: MemberId, author: Option<MemberId>) -> Result<(), ErrorCode> {
    if author == Some(actor) { Err(ErrorCode::OwnReview) } else { Ok(()) }
}

/// The beginning of a text for a preview: at most `max` characters, cut at a blank where one is
/// near, line breaks as blanks. What a reader takes for one character is not cut in two.
pub fn excerpt(text: &str, max: usize) -> String {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if flat.chars().count() <= max {
        return flat;
    }
    let room = flat.char_indices().nth(max).map_or(flat.len(), |(at, _)| at);
    let ends = flat.grapheme_indices(true).map(|(at, character)| at + character.len());
    let cut = &flat[..ends.take_while(|&end| end <= room).last().unwrap_or_default()];
    let end = cut.rfind(' ').filter(|&at| at > cut.len() * 2 / 3).unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn form(content: &str) -> ReviewForm {
        ReviewForm { content: content.into(), ..Default::default() }
    }

    #[test]
    fn lengths_are_counted_in_characters() {
        assert!(form(&"가".repeat(CONTENT_MAX)).validate().is_ok());
        let error = form(&"😀".repeat(CONTENT_MAX + 1)).validate().expect_err("too long");
        assert_eq!(error.field("content"), Some(FieldError::ContentTooLong));
        assert_eq!(form("").validate().expect_err("empty").field("content"), Some(FieldError::ContentMissing));
    }

    #[test]
    fn switches() {
        let input = ReviewForm { spoiler: "on".into(), private: "on".into(), ..form("ㅋ") }.validate().expect("valid");
        assert!(input.spoiler);
        assert_eq!(input.visibility, Visibility::OnlyMe);
    }

    #[test]
    fn codes_are_read_back() {
        for filter in ReviewFilter::EACH {
            assert_eq!(ReviewFilter::from_code(Some(filter.code())), filter);
        }
        for order in ReviewOrder::EACH {
            assert_eq!(ReviewOrder::from_code(Some(order.code())), order);
        }
        for nonsense in [None, Some(""), Some("Likes"), Some("좋아요순")] {
            assert_eq!(ReviewFilter::from_code(nonsense), ReviewFilter::All);
            assert_eq!(ReviewOrder::from_code(nonsense), ReviewOrder::Likes);
        }
    }

    #[test]
    fn excerpts_do_not_cut_a_character_in_two() {
        assert_eq!(excerpt("또 볼래요 👍🏽", 7), "또 볼래요…", "not in another skin");
        assert_eq!(excerpt("좋다👨\u{200D}👩\u{200D}👧!", 5), "좋다…", "no family without its child");
        assert_eq!(excerpt("좋다👨\u{200D}👩\u{200D}👧!", 7), "좋다👨\u{200D}👩\u{200D}👧…");
        assert_eq!(excerpt("🇰🇷🇯🇵", 3), "🇰🇷…");
    }

    #[test]
    fn cursors_are_two_numbers() {
        for (key, id) in [(0, 1), (12, 345), (0, 0), (i64::MAX, i64::MAX)] {
            let cursor = ReviewCursor { key, id };
            assert_eq!(cursor.to_string().parse::<ReviewCursor>(), Ok(cursor));
        }
        for nonsense in [
            "",
            "-",
            "1",
            "1-",
            "-1",
            "-1-2",
            "1--2",
            "1-2-3",
            "a-b",
            "+1-2",
            "1-+2",
            " 1-2",
            "1 -2",
            "1.0-2",
            "1e3-2",
            "٣-1",
            "99999999999999999999-1",
            "9223372036854775808-1",
            "1-9223372036854775808",
        ] {
            assert_eq!(nonsense.parse::<ReviewCursor>(), Err(ErrorCode::BadRequest), "{nonsense:?}");
        }
    }

    #[test]
    fn everybody_but_the_author_may_like() {
        assert_eq!(may_like(MemberId(1), Some(MemberId(1))), Err(ErrorCode::OwnReview));
        assert_eq!(may_like(MemberId(1), Some(MemberId(2))), Ok(()));
        assert_eq!(may_like(MemberId(1), None), Ok(()));
    }

    #[test]
    fn nobody_posts_what_another_has_written() {
        assert_eq!(may_post(MemberId(1), "1"), Ok(()));
        assert_eq!(may_post(MemberId(1), ""), Ok(()));
        for other in ["2", "11", "-1", "x", " "] {
            assert_eq!(may_post(MemberId(1), other), Err(ErrorCode::OtherMember), "{other:?}");
        }
    }

    #[test]
    fn only_the_author_may_change() {
        assert_eq!(may_change(MemberId(1), Some(MemberId(1))), Ok(()));
        assert_eq!(may_change(MemberId(1), Some(MemberId(2))), Err(ErrorCode::Forbidden));
        assert_eq!(may_change(MemberId(1), None), Err(ErrorCode::Forbidden));
    }

    proptest! {
        #[test]
        fn no_text_makes_a_cursor_below_nothing(text in "[-+ 0-9]{0,24}") {
            if let Ok(cursor) = text.parse::<ReviewCursor>() {
                prop_assert!(cursor.key >= 0 && cursor.id >= 0);
                prop_assert_eq!(cursor.to_string().parse::<ReviewCursor>(), Ok(cursor));
            }
        }

        #[test]
        fn excerpts_are_short_and_on_one_line(text in "\\PC{0,300}", max in 2usize..100) {
            let short = excerpt(&text, max);
            prop_assert!(short.chars().count() <= max + 1);
            prop_assert!(!short.contains('\n'));
        }
    }
}
