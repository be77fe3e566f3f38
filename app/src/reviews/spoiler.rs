//! A masked review: its text stays on the server until somebody asks for it.

use super::rpc::RevealReview;
use crate::components::{FormMessage, PageField};
use crate::rpc::error_of;
use domain::ReviewId;
use leptos::ev::SubmitEvent;
use leptos::html::P;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// The question whether to show a spoiler, then its text.
#[island]
pub fn Spoiler(
    id: ReviewId,
    /// Path of this page.
    page: String,
) -> impl IntoView {
    let reveal = ServerAction::<RevealReview>::new();
    let error = error_of(reveal, None);
    let page = StoredValue::new(page);
    // Not an ActionForm: that one reads the fields back from the form, with a parser that nothing
    // else here needs.
    let ask = move |event: SubmitEvent| {
        event.prevent_default();
        reveal.dispatch(RevealReview { review_id: id });
    };
    move || match reveal.value().get() {
        Some(Ok(revealed)) => {
            // The button that was pressed is gone.
            let text = NodeRef::<P>::new();
            Effect::new(move || {
                if let Some(text) = text.get() {
                    // It can only fail for an element that is not on the page.
                    let _ = text.focus();
                }
            });
            view! { <p class="review-text" tabindex="-1" node_ref=text>{revealed.content}</p> }.into_any()
        }
        _ => view! {
            <div class="masked">
                <p>"스포일러가 있는 리뷰예요."</p>
                <form method="post" action=RevealReview::PATH on:submit=ask>
                    <PageField page=page.get_value() />
                    <input type="hidden" name="review_id" value=id.to_string() />
                    <FormMessage error page=page.get_value() />
                    <button class="button button-quiet button-small">"내용 보기"</button>
                </form>
            </div>
        }
        .into_any(),
    }
}
