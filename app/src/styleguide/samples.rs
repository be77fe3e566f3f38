//! Invented films, reviews and forms for the style guide.

use domain::error::{AppError, ErrorCode, FieldError};
use domain::movies::{BoxOffice, BoxOfficeRow, MovieCard, ScoreView, UpcomingMovie};
use domain::reviews::{LikeView, ReviewPageView, ReviewView, Sentiment, Visibility};
use domain::{FormReturn, MovieId, ReviewId, Score};

/// The film that the living parts change: the first of the demo.
pub const MOVIE: MovieId = MovieId(1);
pub const TITLE: &str = "자정의 매표소";
pub const LONG_TITLE: &str = "세상에서 가장 긴 제목의 영화는 예고편이 끝나기도 전에 이미 끝나 버렸다: 복원된 감독판";
/// A nickname of the greatest length.
pub const LONG_NICKNAME: &str = "한글자도더는못쓰는스무글자짜리닉네임이다";

/// Twelve films for lists.
pub fn movies() -> Vec<MovieCard> {
    let titles = [
        TITLE,
        "영사기가 멈춘 밤",
        "팝콘은 짜다",
        LONG_TITLE,
        "봄",
        "두 번째 좌석",
        "막차와 첫차 사이",
        "유리로 된 섬",
        "1997",
        "그 여름 상영관에서",
        "엔딩 크레디트",
        "비상구",
    ];
    (1..)
        .zip(titles)
        .map(|(number, title)| MovieCard {
            id: MovieId(number),
            title: title.to_owned(),
            year: i32::try_from(2027 - number).ok().filter(|_| number != 5),
            mean: (number != 3).then(|| format!("{}.{}", 4 - number % 4, number % 10)),
            note: None,
        })
        .collect()
}

/// A day's chart with every kind of row.
pub fn chart() -> BoxOffice {
    let rows = [(0, true), (2, false), (-1, false), (0, false), (12, false), (-4, false), (0, true), (1, false)];
    let rows = (1..)
        .zip(rows)
        .zip(movies())
        .map(|((rank, (rank_change, is_new)), movie)| BoxOfficeRow {
            rank,
            rank_change,
            is_new,
            title: movie.title.clone(),
            audience: "101,234".to_owned(),
            // One that the catalogue does not know.
            movie: (rank != 3).then_some(movie),
        })
        .collect();
    BoxOffice { day: "11월 22일".to_owned(), source: Some("2월 1일".to_owned()), rows }
}

/// Films to come: one that nobody wants to see yet, and one of the year after next.
pub fn upcoming() -> Vec<UpcomingMovie> {
    let days = [
        ("12월 3일", "D-11", Some("12명")),
        ("12월 24일", "D-32", None),
        ("2028년 12월 25일", "D-763", Some("1,204명")),
    ];
    days.into_iter()
        .zip(movies().into_iter().skip(2))
        .map(|((day, countdown, wants), movie)| UpcomingMovie {
            movie: MovieCard { mean: None, note: wants.map(str::to_owned), ..movie },
            day: day.to_owned(),
            countdown: countdown.to_owned(),
        })
        .collect()
}

/// How a film's scores stand, with mine in tenths.
pub fn scores(mine: i16) -> ScoreView {
    ScoreView { mine: Score::from_tenths(mine), mean: Some("4.3".to_owned()), score_count: 2210 }
}

/// A score form that came back with `score` typed.
pub fn wrong_score(score: &str, reason: FieldError) -> FormReturn {
    FormReturn {
        endpoint: "set_score".to_owned(),
        values: [("score".to_owned(), score.to_owned())].into(),
        error: Some(wrong("score", reason)),
    }
}

/// A form that failed as a whole.
pub fn failed(endpoint: &str, code: ErrorCode) -> FormReturn {
    FormReturn { endpoint: endpoint.to_owned(), values: [].into(), error: Some(code.into()) }
}

/// What is wrong with one field.
pub fn wrong(field: &str, reason: FieldError) -> AppError {
    AppError::invalid([(field.to_owned(), reason)].into())
}

/// Ids of reviews that nobody has written.
const FIRST_REVIEW: i64 = 9_000_000_000;

/// A public review that the model has read as positive.
fn review(number: i64, author: &str, content: &str) -> ReviewView {
    ReviewView {
        id: ReviewId(FIRST_REVIEW + number),
        movie_id: MOVIE,
        movie_title: TITLE.to_owned(),
        author: Some(author.to_owned()),
        author_is_listed: true,
        mine: false,
        content: Some(content.to_owned()),
        spoiler: false,
        visibility: Visibility::Public,
        sentiment: Some(Sentiment::Positive),
        sentiment_by_author: false,
        sentiment_percent: Some(92),
        likes: LikeView { liked: false, count: 19 },
        score: Score::from_tenths(46),
        written: "2026년 11월 22일".to_owned(),
        written_at: "2026-11-22T04:12:00Z".to_owned(),
        edited: false,
        of_invented_movie: false,
    }
}

/// Reviews in every state, each with its name.
pub fn reviews() -> Vec<(&'static str, ReviewView)> {
    let text = "매표소의 불이 꺼진 뒤에야 영화가 시작된다.\n\n표를 찢는 소리가 이렇게 크게 들린 적이 없었다.";
    let long = format!("{}\n\n{}", "같은 장면을 세 번 되감아 보았다. ".repeat(20), "그래도 아직 모르겠다. ".repeat(30));
    let negative = Some(Sentiment::Negative);
    let none = LikeView { liked: false, count: 0 };
    vec![
        ("긍정", ReviewView { likes: LikeView { liked: true, count: 124 }, ..review(1, "심야의관객", text) }),
        (
            "부정",
            ReviewView {
                sentiment: negative,
                sentiment_percent: Some(88),
                score: Score::from_tenths(7),
                ..review(2, "조조할인", "두 시간이 네 시간 같았다. 팝콘이 가장 좋았다.")
            },
        ),
        (
            "엇갈려요",
            ReviewView {
                sentiment: Some(Sentiment::Mixed),
                sentiment_percent: Some(57),
                score: Score::from_tenths(30),
                ..review(13, "반반무많이", "앞의 한 시간은 좋았고 뒤의 한 시간은 아쉬웠다.")
            },
        ),
        (
            "글쓴이가 고른 감상",
            ReviewView {
                sentiment_by_author: true,
                sentiment_percent: None,
                ..review(14, "반어법장인", "이렇게 지루해도 되나 싶게 눈을 못 뗐다.")
            },
        ),
        (
            "분석 중, 점수 없음, 고침",
            ReviewView {
                sentiment: None,
                sentiment_percent: None,
                score: None,
                edited: true,
                likes: none,
                ..review(3, "둘째줄가운데", "다시 보고 고쳐 썼다.")
            },
        ),
        ("한 줄", review(4, "한줄평", "두 번은 못 보겠다. 좋은 뜻으로.")),
        ("가린 스포일러", ReviewView { content: None, spoiler: true, ..review(5, "결말부터", "") }),
        ("보이는 스포일러", ReviewView { spoiler: true, ..review(6, "결말부터", "범인은 영사 기사였다.") }),
        (
            "내 글, 나만 보기",
            ReviewView { mine: true, visibility: Visibility::OnlyMe, likes: none, ..review(7, "팝콘손님", text) },
        ),
        ("떠난 회원", ReviewView { author: None, author_is_listed: false, ..review(8, "", text) }),
        ("이용이 정지된 회원", ReviewView { author_is_listed: false, ..review(12, "잠시멈춤", text) }),
        ("아주 긴 글", ReviewView { movie_title: LONG_TITLE.to_owned(), ..review(9, LONG_NICKNAME, &long) }),
        ("끊을 곳 없는 글", review(10, "ㅋ-ㅋ", &"ㅋ".repeat(400))),
    ]
}

/// My own review on its page.
pub fn review_page(form: Option<FormReturn>) -> ReviewPageView {
    ReviewPageView {
        review: ReviewView { mine: true, ..review(11, "팝콘손님", "한 줄이면 충분하다.") },
        description: String::new(),
        canonical: "https://popcorn.example/reviews/9000000011".to_owned(),
        card: String::new(),
        can_undo: true,
        form,
    }
}
