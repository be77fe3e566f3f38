//! A masked review: its text stays on the server until somebody asks for it.

use super::rpc::RevealReview;
use crate::components::{FormMessage, PageField};
use crate::rpc::error_of;
use domain::ReviewId;
use leptos::form::ActionForm;
use leptos::html::P;
use leptos::prelude::*;

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
                <ActionForm action=reveal>
                    <PageField page=page.get_value() />
                    <input type="hidden" name="review_id" value=id.to_string() />
                    <FormMessage error page=page.get_value() />
                    <button class="button button-quiet button-small">"내용 보기"</button>
                </ActionForm>
            </div>
        }
        .into_any(),
    }
}
