//! Where authors correct what the model read in their review.

use crate::components::{FormMessage, Icon, PageField, icon};
use crate::request;
use domain::reviews::{ReviewPageView, Sentiment};
use leptos::prelude::*;

/// After the author has said what the review feels, or handed that back: that it was saved.
pub fn corrected(page: &ReviewPageView) -> impl IntoView + use<> {
    let form = page.form.as_ref().filter(|form| form.endpoint == "correct_sentiment" && form.error.is_none());
    form.and_then(|form| form.values.get("said")).map(|said| {
        let note = if said.is_empty() { "AI의 판단으로 되돌렸어요" } else { "감상을 저장했어요" };
        view! { <p class="notice" role="status">{note}</p> }
    })
}

/// What the review feels, for its author to say.
#[component]
pub fn Correction(page: ReviewPageView) -> impl IntoView {
    let review = page.review;
    let said = review.sentiment.filter(|_| review.sentiment_by_author);
    let error = page.form.filter(|form| form.endpoint == "correct_sentiment").and_then(|form| form.error);
    let has_failed = error.is_some();
    let here = request::here();
    let question = match (said, review.sentiment) {
        (Some(_), _) => "감상을 다시 고를까요?",
        (None, Some(_)) => "AI가 잘못 읽었나요?",
        (None, None) => "감상을 직접 고를까요?",
    };
    let choices = Sentiment::EACH
        .into_iter()
        .map(|sentiment| {
            let shape = match sentiment {
                Sentiment::Positive => icon::CHECK,
                Sentiment::Mixed => icon::BOTH,
                Sentiment::Negative => icon::CROSS,
            };
            view! {
                <button
                    class="button button-quiet button-small"
                    name="sentiment"
                    value=sentiment.code()
                    aria-pressed=(said == Some(sentiment)).to_string()
                >
                    <Icon shape />
                    {sentiment.label()}
                </button>
            }
        })
        .collect_view();
    view! {
        <details class="correction" open=has_failed>
            <summary>{question}</summary>
            <form method="post" action="/rpc/correct_sentiment">
                <PageField page=here.clone() />
                <input type="hidden" name="review_id" value=review.id.to_string() />
                <FormMessage error=Signal::stored(error) page=here />
                <p class="fine" id="correction">"이 리뷰의 감상을 골라 주세요. 글을 고쳐도 그대로예요."</p>
                <div class="chips" role="group" aria-labelledby="correction">
                    {choices}
                    <button
                        class="button button-quiet button-small"
                        name="sentiment"
                        value=""
                        aria-pressed=said.is_none().to_string()
                    >
                        "AI에 맡기기"
                    </button>
                </div>
            </form>
        </details>
    }
    .into_any()
}
