//! The head of the film page: facts, mean, what the reviews feel, and how the scores spread.

use super::reviews::address;
use crate::components::{Bar, Histogram, Icon, bounds, icon};
use crate::movies::Mean;
use domain::movies::{MovieView, ScoreView};
use domain::page;
use domain::reviews::{ReviewListing, Sentiment};
use leptos::prelude::*;
use std::cmp::Reverse;

#[component]
pub fn Summary(movie: MovieView) -> impl IntoView {
    let scores = ScoreView { mine: movie.my_score, mean: movie.mean.clone(), score_count: movie.score_count };
    let released = movie.released.clone();
    let titles: Vec<String> = movie.original_title.iter().chain(&movie.english_title).cloned().collect();
    view! {
        <header class="movie-summary">
            <h1>{movie.title.clone()}</h1>
            {(!titles.is_empty()).then(|| view! { <p class="original-title">{titles.join(" · ")}</p> })}
            <Facts movie=movie.clone() />
            {movie.is_invented.then(|| view! { <p class="fine">"연습용으로 지어낸 영화예요"</p> })}
            {match movie.countdown.clone() {
                Some(countdown) => {
                    view! {
                        <p class="chips">
                            <span class="chip chip-day">{countdown}</span>
                            {released.map(|day| view! { <span class="fine">{format!("{day} 개봉")}</span> })}
                        </p>
                    }
                        .into_any()
                }
                None => view! { <Mean scores /> }.into_any(),
            }}
            <SentimentBar positive=movie.positive_count mixed=movie.mixed_count negative=movie.negative_count />
        </header>
    }
    .into_any()
}

/// Year, genres, length, age grade, directors.
#[component]
fn Facts(movie: MovieView) -> impl IntoView {
    let year = movie.year.map(|year| view! { <li><a href=format!("{}?year={year}", page::MOVIES)>{year}</a></li> });
    let genres = movie
        .genres
        .into_iter()
        .map(|genre| {
            let href = format!("{}?genre={}", page::MOVIES, page::encode(&genre));
            view! { <li><a href=href>{genre}</a></li> }
        })
        .collect_view();
    let directors = movie
        .directors
        .into_iter()
        .map(|credit| view! { <li>"감독 " <a href=page::person(credit.person)>{credit.name}</a></li> })
        .collect_view();
    view! {
        <ul class="facts">
            {year} {genres}
            {movie.runtime_minutes.map(|minutes| view! { <li>{minutes} "분"</li> })}
            {movie.age_grade.map(|grade| view! { <li>{grade.label()}</li> })}
            {directors}
        </ul>
    }
    .into_any()
}

/// How the reviews whose feeling is known part into positive, mixed and negative ones.
#[component]
pub fn SentimentBar(positive: i64, mixed: i64, negative: i64) -> impl IntoView {
    let parts = [
        (Sentiment::Positive, icon::CHECK, "is-positive", "bar-positive"),
        (Sentiment::Mixed, icon::BOTH, "is-mixed", "bar-mixed"),
        (Sentiment::Negative, icon::CROSS, "is-negative", "bar-negative"),
    ];
    shares([positive, mixed, negative]).map(|shares| {
        let words = parts
            .into_iter()
            .zip(shares)
            .map(|((sentiment, shape, class, _), share)| {
                view! { <span class=class><Icon shape />{format!("{} {share}%", sentiment.label())}</span> }
            })
            .collect_view();
        let bars = parts
            .into_iter()
            .zip(places(shares))
            .map(|((.., class), (x, width))| view! { <rect class=class x=x width=width height="8" /> })
            .collect_view();
        view! {
            <p class="sentiment">
                {words}
                <svg viewBox="0 0 200 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">{bars}</svg>
            </p>
        }
    })
}

/// Each count in whole per cents, which add up to a hundred: what rounding down leaves over goes where
/// it has taken the most. However few of many there are, they have one of the hundred: it is taken from
/// the largest. `None` where there is nothing to part.
fn shares(counts: [i64; 3]) -> Option<[i64; 3]> {
    let all: i64 = counts.iter().sum();
    if all == 0 {
        return None;
    }
    let mut shares = counts.map(|count| 100 * count / all);
    let over = 100 - shares.iter().sum::<i64>();
    let mut parts = [0_usize, 1, 2];
    parts.sort_by_key(|&part| Reverse(100 * counts[part] % all));
    for part in parts.into_iter().take(usize::try_from(over).unwrap_or_default()) {
        shares[part] += 1;
    }
    let mut lent = 0;
    for (share, count) in shares.iter_mut().zip(counts) {
        if count > 0 && *share == 0 {
            *share = 1;
            lent += 1;
        }
    }
    if let Some(largest) = shares.iter_mut().max() {
        *largest -= lent;
    }
    Some(shares)
}

/// Beginning and width of each share's bar: two units of the field for each per cent, with a gap of two
/// between the bars. However small a share above zero is, it can be seen.
fn places(shares: [i64; 3]) -> [(i64, i64); 3] {
    let mut from = 0;
    shares.map(|share| {
        let (begin, end) = (from, from + 2 * share);
        from = end;
        let begin = if begin > 0 { begin + 1 } else { 0 };
        let end = if end < 200 { end - 1 } else { end };
        (begin, (end - begin).max(i64::from(share > 0)))
    })
}

/// How the scores spread; each bar is the way to its reviews.
#[component]
pub fn Spread(movie: MovieView) -> impl IntoView {
    let mine = movie.my_score;
    let current = movie.reviews.listing.bar;
    let bars: Vec<Bar> = (1_u8..=10)
        .zip(movie.histogram)
        .map(|(number, count)| {
            let (low, high) = bounds(number.into());
            let own = mine.filter(|score| score.bar() == usize::from(number));
            let note = own.map(|score| format!(", 내 점수 {score}점이 여기 있어요")).unwrap_or_default();
            Bar {
                count,
                label: format!("{low}점에서 {high}점 {count}명{note}. 이 점수의 리뷰만 보기"),
                href: Some(address(movie.id, ReviewListing { bar: Some(number), ..ReviewListing::default() })),
                is_mine: own.is_some(),
                is_current: current == Some(number),
            }
        })
        .collect();
    (movie.score_count > 0).then(|| {
        view! {
            <section class="movie-spread" aria-labelledby="spread">
                <h2 id="spread">"점수 분포"</h2>
                <Histogram bars />
            </section>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_add_up_to_a_hundred_and_each_counts() {
        assert_eq!(shares([0, 0, 0]), None);
        for (counts, expected) in [
            ([1, 0, 0], [100, 0, 0]),
            ([0, 0, 3], [0, 0, 100]),
            ([1, 1, 1], [34, 33, 33]),
            ([1, 0, 1], [50, 0, 50]),
            ([1, 0, 400], [1, 0, 99]),
            ([1, 400, 1], [1, 98, 1]),
            ([999_999, 1, 0], [99, 1, 0]),
            ([2, 1, 4], [29, 14, 57]),
            ([86, 9, 14], [79, 8, 13]),
        ] {
            assert_eq!(shares(counts), Some(expected), "{counts:?}");
            for ((_, width), count) in places(expected).into_iter().zip(counts) {
                assert_eq!(width > 0, count > 0, "{counts:?}");
            }
        }
    }

    #[test]
    fn bars_fill_the_field_and_do_not_touch() {
        assert_eq!(places([100, 0, 0])[0], (0, 200));
        assert_eq!(places([0, 0, 100])[2], (0, 200));
        assert_eq!(places([50, 0, 50]), [(0, 99), (101, 0), (101, 99)]);
        for shares in [[34, 33, 33], [98, 1, 1], [1, 1, 98], [0, 1, 99]] {
            let bars = places(shares);
            let mut end = -2;
            for ((begin, width), share) in bars.into_iter().zip(shares).filter(|(_, share)| *share > 0) {
                assert!(width > 0 && begin > end, "{shares:?}: {bars:?}, {share}");
                end = begin + width;
            }
            assert!((199..=200).contains(&end), "{shares:?}: {bars:?}");
        }
    }
}
