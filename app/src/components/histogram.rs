//! Scores by half points, as ten bars.

use domain::Score;
use leptos::prelude::*;

/// One bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    pub count: i64,
    /// What the bar says aloud.
    pub label: String,
    /// Where it leads, if anywhere.
    pub href: Option<String>,
    /// My own score is in it.
    pub is_mine: bool,
    /// The list below shows these scores only.
    pub is_current: bool,
}

/// The scores of a bar, 1..=10, as "0.1" and "0.5".
pub fn bounds(bar: usize) -> (String, String) {
    let (low, high) = Score::of_bar(u8::try_from(bar).unwrap_or(u8::MAX));
    let written = |tenths: i16| format!("{}.{}", tenths / 10, tenths % 10);
    (written(low), written(high))
}

/// Bars from 0.1–0.5 to 4.6–5.0, the highest as high as the field allows.
#[component]
pub fn Histogram(bars: Vec<Bar>) -> impl IntoView {
    let highest = bars.iter().map(|bar| bar.count).max().unwrap_or_default().max(1);
    view! {
        <ol class="histogram" aria-label="점수 분포">
            {bars
                .into_iter()
                .enumerate()
                .map(|(index, bar)| {
                    let (number, is_mine) = (index + 1, bar.is_mine);
                    view! { <li class:is-mine=is_mine><Part bar number highest /></li> }
                })
                .collect_view()}
        </ol>
    }
    .into_any()
}

#[component]
fn Part(
    bar: Bar,
    /// 1..=10.
    number: usize,
    highest: i64,
) -> impl IntoView {
    let height = height(bar.count, highest);
    let top = FIELD - height;
    // Every second bar ends at a whole point.
    let scale = if number.is_multiple_of(2) { (number / 2).to_string() } else { "\u{a0}".to_owned() };
    let mark = bar.is_mine.then(|| view! { <path class="histogram-mine" d=format!("M10 {}l-7 -10h14Z", top - 3) /> });
    let drawing = view! {
        <svg viewBox=format!("0 0 20 {FIELD}") preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <rect class="histogram-bar" x="0" y=top width="20" height=height />
            {mark}
        </svg>
    };
    match bar.href {
        Some(href) => view! {
            <a href=href aria-label=bar.label aria-current=bar.is_current.then_some("true")>{drawing} {scale}</a>
        }
        .into_any(),
        None => view! {
            <span class="histogram-part">
                {drawing}
                <span aria-hidden="true">{scale}</span>
                <span class="visually-hidden">{bar.label}</span>
            </span>
        }
        .into_any(),
    }
}

/// Height of the field, with room for my mark above the highest bar.
const FIELD: i64 = 88;
const HIGHEST: i64 = 74;
/// An empty bar stays visible.
const LOWEST: i64 = 2;

fn height(count: i64, highest: i64) -> i64 {
    (count * HIGHEST / highest).max(LOWEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_cover_all_scores() {
        assert_eq!(bounds(1), ("0.1".to_owned(), "0.5".to_owned()));
        assert_eq!(bounds(10), ("4.6".to_owned(), "5.0".to_owned()));
    }

    #[test]
    fn heights_stay_in_the_field() {
        assert_eq!(height(0, 7), LOWEST);
        assert_eq!(height(7, 7), HIGHEST);
        assert!((1..=1000).all(|count| (LOWEST..FIELD).contains(&height(count, 1000))));
    }
}
