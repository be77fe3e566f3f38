//! Share cards (공유 카드): pictures for previews of a shared link, two by one as KakaoTalk shows
//! them. Drawn as SVG and turned into PNG, since no messenger takes SVG.

mod fonts;
mod layout;
mod lines;
mod text;

use crate::AppState;
use crate::merged::lead_on;
use crate::middleware::failures::bare;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use domain::error::AppError;
use domain::{MovieId, ReviewId};
use fonts::Fonts;
use http::{StatusCode, header};
use layout::{HEIGHT, WIDTH};
use resvg::{tiny_skia, usvg};
use services::cards;
use services::error::chain;
use services::turns::{Bounds, Busy, Claim, Turns};
use std::collections::VecDeque;
use std::str::FromStr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Drawing keeps a processor busy for a tenth of a second, and pages need the others. So one card is drawn
/// at a time, and nobody waits for long: a messenger comes back, or shows the link without its picture.
const BOUNDS: Bounds = Bounds { at_once: 1, places: 16, patience: Duration::from_secs(5) };
/// Bytes of pictures kept for the next to ask; a link that is shared is fetched many times at once.
const KEPT: usize = 8 << 20;

/// The cards of one process.
pub struct Cards {
    turns: Turns,
    /// Path and picture, the oldest first.
    drawn: Mutex<VecDeque<(String, Bytes)>>,
}

#[derive(Debug, thiserror::Error)]
enum Error {
    #[error("the fonts cannot be read")]
    Fonts,
    #[error("the drawing is not valid")]
    Drawing(#[from] usvg::Error),
    #[error("the picture cannot be made: {0}")]
    Picture(String),
    #[error("the work was given up")]
    GivenUp(#[from] tokio::task::JoinError),
    #[error("too many cards are wanted at once")]
    Busy(#[from] Busy),
}

impl Default for Cards {
    fn default() -> Self {
        Self::new(BOUNDS)
    }
}

impl Cards {
    pub fn new(bounds: Bounds) -> Self {
        Self { turns: Turns::new(bounds), drawn: Mutex::default() }
    }

    fn find(&self, path: &str) -> Option<Bytes> {
        let drawn = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        drawn.iter().find(|(kept, _)| kept == path).map(|(_, png)| png.clone())
    }

    fn keep(&self, path: String, png: Bytes) {
        let mut drawn = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        drawn.push_back((path, png));
        while drawn.iter().map(|(_, png)| png.len()).sum::<usize>() > KEPT {
            drawn.pop_front();
        }
    }

    /// The picture of this path, drawn when it is asked for first.
    async fn picture(
        self: &Arc<Self>,
        path: String,
        draw: impl FnOnce(&Fonts) -> String + Send + 'static,
    ) -> Result<Bytes, Error> {
        if let Some(png) = self.find(&path) {
            return Ok(png);
        }
        let turn = self.turns.take(Claim::Plain).await?;
        // Perhaps somebody else has drawn it while this request waited.
        if let Some(png) = self.find(&path) {
            return Ok(png);
        }
        let cards = Arc::clone(self);
        tokio::task::spawn_blocking(move || -> Result<Bytes, Error> {
            let fonts = Fonts::get().ok_or(Error::Fonts)?;
            let png = png(&draw(fonts))?;
            // Also where nobody waits for it any more, and before the next has its turn.
            cards.keep(path, png.clone());
            drop(turn);
            Ok(png)
        })
        .await?
    }
}

/// Answers `/cards/movies/{id}/{version}.png`. The card of a film that was merged leads on to the present
/// one of what became of it.
pub async fn movie(State(state): State<AppState>, Path((id, file)): Path<(String, String)>) -> Response {
    let Some((id, version)) = address::<MovieId>(&id, &file) else { return StatusCode::NOT_FOUND.into_response() };
    match cards::movie(&state.services, id).await {
        Ok(Some(facts)) => {
            let (current, path) = (facts.version(), facts.path());
            answer(&state, version == current, path, move |fonts| layout::movie(fonts, &facts)).await
        }
        Ok(None) => lead_on(cards::of_merged(&state.services, id).await, bare),
        Err(error) => bare(error.report()),
    }
}

/// Answers `/cards/reviews/{id}/{version}.png`.
pub async fn review(State(state): State<AppState>, Path((id, file)): Path<(String, String)>) -> Response {
    let Some((id, version)) = address::<ReviewId>(&id, &file) else { return StatusCode::NOT_FOUND.into_response() };
    match cards::review(&state.services, id).await {
        Ok(Some(facts)) => {
            let (current, path) = (facts.version(), facts.path());
            answer(&state, version == current, path, move |fonts| layout::review(fonts, &facts)).await
        }
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => bare(error.report()),
    }
}

/// Id and version of a card's address.
fn address<'a, T: FromStr>(id: &str, file: &'a str) -> Option<(T, &'a str)> {
    Some((id.parse().ok()?, file.strip_suffix(".png")?))
}

/// The picture under its present address; any other leads there.
async fn answer(
    state: &AppState,
    is_current: bool,
    path: String,
    draw: impl FnOnce(&Fonts) -> String + Send + 'static,
) -> Response {
    if !is_current {
        return (StatusCode::FOUND, [(header::LOCATION, path), (header::CACHE_CONTROL, "no-cache".to_owned())])
            .into_response();
    }
    match state.cards.picture(path, draw).await {
        Ok(png) => {
            let headers =
                [(header::CONTENT_TYPE, "image/png"), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
            (headers, png).into_response()
        }
        Err(error @ Error::Busy(_)) => {
            tracing::warn!(cause = %chain(&error), "a card was not drawn");
            bare(AppError::busy())
        }
        Err(error) => {
            tracing::error!(error = %chain(&error), "a card was not drawn");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// Turns a card into PNG.
fn png(svg: &str) -> Result<Bytes, Error> {
    let tree = usvg::Tree::from_str(svg, &usvg::Options::default())?;
    let mut picture =
        tiny_skia::Pixmap::new(WIDTH, HEIGHT).ok_or_else(|| Error::Picture("it has no size".to_owned()))?;
    resvg::render(&tree, tiny_skia::Transform::default(), &mut picture.as_mut());
    picture.encode_png().map(Bytes::from).map_err(|error| Error::Picture(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Score;
    use services::cards::{MovieCardFacts, ReviewCardFacts};

    fn film() -> MovieCardFacts {
        MovieCardFacts {
            id: MovieId(3),
            title: "신과함께: 죄와 벌 <&> 👻".into(),
            genres: vec!["드라마".into(), "판타지".into()],
            year: Some(2017),
            mean: Some("4.1".into()),
            score_count: 1234,
        }
    }

    fn drawn(facts: &MovieCardFacts) -> Bytes {
        png(&layout::movie(Fonts::get().expect("fonts"), facts)).expect("a picture")
    }

    fn size(png: &[u8]) -> (u32, u32) {
        let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().expect("four bytes"));
        (number(16), number(20))
    }

    #[test]
    fn a_card_is_a_picture_of_two_by_one() {
        let png = drawn(&film());
        assert!(png.starts_with(b"\x89PNG\r\n\x1a\n"));
        assert_eq!(size(&png), (1200, 600));
        assert!(png.len() < 400_000, "{}", png.len());
    }

    #[test]
    fn titles_and_genres_of_any_kind_are_drawn() {
        let long = "아주 길고 또 길어서 두 줄에도 다 들어가지 않는 제목을 가진 영화의 끝없는 이야기 그 두 번째";
        for title in [long, "🎬", "Everything Everywhere All at Once", "]]>\"'</svg>"] {
            drawn(&MovieCardFacts { title: title.into(), mean: None, score_count: 0, year: None, ..film() });
        }
        drawn(&MovieCardFacts { genres: Vec::new(), year: None, ..film() });
    }

    #[test]
    fn reviews_are_drawn_with_and_without_text() {
        let facts = ReviewCardFacts {
            id: ReviewId(4),
            movie_id: MovieId(3),
            movie_title: "괴물".into(),
            genres: vec!["SF".into()],
            author: None,
            score: Score::from_tenths(41),
            quote: Some("다시 봐도 좋다 ".repeat(10)),
        };
        let fonts = Fonts::get().expect("fonts");
        for facts in [facts.clone(), ReviewCardFacts { score: None, quote: None, ..facts }] {
            assert_eq!(size(&png(&layout::review(fonts, &facts)).expect("a picture")), (1200, 600));
        }
    }

    #[test]
    fn a_card_says_what_its_review_says() {
        let facts = ReviewCardFacts {
            id: ReviewId(4),
            movie_id: MovieId(3),
            movie_title: "꼬라기".into(),
            genres: Vec::new(),
            author: Some("하늘극장".into()),
            score: Score::from_tenths(9),
            quote: None,
        };
        let fonts = Fonts::get().expect("fonts");
        let card = |quote: Option<&str>| {
            layout::review(fonts, &ReviewCardFacts { quote: quote.map(str::to_owned), ..facts.clone() })
        };
        assert_ne!(card(Some("꼬라기 非추천 영화")), card(Some("꼬라기 추천 영화")));
        assert_ne!(card(Some("꼬라기 👎 추천 영화")), card(Some("꼬라기 추천 영화")));
        let wordless = card(Some("👎👎👎"));
        assert_eq!(wordless, card(Some("शून्य")), "nothing is quoted");
        assert_ne!(wordless, card(None), "and it is no spoiler");
        let unscored =
            layout::review(fonts, &ReviewCardFacts { score: None, quote: Some("👎".into()), ..facts.clone() });
        assert_ne!(wordless, unscored, "the score stands");
    }

    #[test]
    fn old_pictures_make_room() {
        let cards = Cards::default();
        for card in 0..20 {
            cards.keep(card.to_string(), Bytes::from(vec![0; 1 << 20]));
        }
        assert!(cards.find("0").is_none() && cards.find("19").is_some());
    }
}
