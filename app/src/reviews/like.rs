//! The heart below a review.

use super::rpc::{LikeReview, like_review};
use crate::components::{Icon, PageField, icon};
use domain::ReviewId;
use domain::reviews::LikeView;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos::task::spawn_local;

/// Likes a review, or no longer. What is shown runs ahead of the server and returns when that
/// refuses.
#[island]
pub fn LikeButton(
    id: ReviewId,
    likes: LikeView,
    /// Path of this page.
    page: String,
) -> impl IntoView {
    let stands = RwSignal::new(likes);
    let wrong = RwSignal::new("");
    let toggle = move |event: SubmitEvent| {
        event.prevent_default();
        let before = stands.get_untracked();
        let liked = !before.liked;
        stands.set(LikeView { liked, count: before.count + if liked { 1 } else { -1 } });
        wrong.set("");
        spawn_local(async move {
            match like_review(id, if liked { "on" } else { "" }.to_owned()).await {
                // A later press has already moved on.
                Ok(_) if stands.get_untracked().liked != liked => {}
                Ok(view) => stands.set(view),
                Err(error) => {
                    stands.set(before);
                    wrong.set(error.0.code.message());
                }
            }
        });
    };
    view! {
        <form method="post" action=LikeReview::PATH on:submit=toggle>
            <PageField page />
            <input type="hidden" name="review_id" value=id.to_string() />
            <input type="hidden" name="liked" value=move || if stands.get().liked { "" } else { "on" } />
            <button class="like" aria-pressed=move || stands.get().liked.to_string()>
                <Icon shape=icon::HEART />
                <span class="visually-hidden">"좋아요 "</span>
                {move || stands.get().count}
            </button>
            <span class="visually-hidden" role="status">{wrong}</span>
        </form>
    }
    .into_any()
}
