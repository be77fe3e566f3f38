//! The heart below a review.

use super::rpc::{LikeReview, like_review};
use crate::components::{Icon, Latest, PageField, common, icon};
use domain::ReviewId;
use domain::reviews::LikeView;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// Likes a review, or no longer. What is shown runs ahead of the server and returns when that
/// refuses. A review that stands on the page twice has one heart in two places.
#[island]
pub fn LikeButton(
    id: ReviewId,
    likes: LikeView,
    /// Path of this page.
    page: String,
) -> impl IntoView {
    let stands = common(id.0, || {
        Latest::new(likes, move |wish: LikeView| {
            let liked = if wish.liked { "on" } else { "" };
            like_review(id, liked.to_owned())
        })
    });
    let toggle = move |event: SubmitEvent| {
        event.prevent_default();
        let before = stands.get_untracked();
        let liked = !before.liked;
        stands.wish(LikeView { liked, count: before.count + if liked { 1 } else { -1 } });
    };
    view! {
        <form method="post" action=LikeReview::PATH on:submit=toggle>
            <PageField page />
            <input type="hidden" name="review_id" value=id.to_string() />
            <input type="hidden" name="liked" value=move || if stands.get().liked { "" } else { "on" } />
            <button class="like" aria-pressed=move || stands.get().liked.to_string()>
                <Icon shape=icon::HEART />
                <span class="visually-hidden">"좋아요 "</span>
                <span inner_html=move || stands.get().count.to_string()></span>
            </button>
            {stands.refusal()}
        </form>
    }
    .into_any()
}
