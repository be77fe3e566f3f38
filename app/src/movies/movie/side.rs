//! Beside the film: my score, what I want to see, and the way to a review.

use crate::components::{Icon, PageField, icon};
use crate::movies::rpc::SetScore;
use crate::movies::score_strip::star;
use crate::movies::{PreferenceButtons, ScoreControl};
use crate::request;
use domain::movies::{MovieView, Preference, PreferenceView, ScoreView};
use domain::{MovieId, Score, page};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

#[component]
pub fn Side(movie: MovieView) -> impl IntoView {
    let is_member = request::visitor().is_some();
    let scores = ScoreView { mine: movie.my_score, mean: movie.mean.clone(), score_count: movie.score_count };
    let (id, form) = (movie.id, movie.form.clone());
    let actions = view! { <Actions movie=movie.clone() is_member /> };
    let parts = match (movie.countdown.is_some(), is_member) {
        // Nobody has seen it yet: first of all one can want to.
        (true, _) => view! { {actions} <NotYet wants=movie.want_count /> }.into_any(),
        (false, true) => view! {
            <ScoreControl movie=id scores form page=request::here() />
            {actions}
        }
        .into_any(),
        (false, false) => view! { <Invitation movie=id /> {actions} }.into_any(),
    };
    view! { <aside class="movie-side" aria-label="내 기록">{parts}</aside> }.into_any()
}

/// In the place of the score control before the release.
#[component]
pub fn NotYet(wants: i64) -> impl IntoView {
    view! {
        <section class="score-panel" aria-labelledby="my-score">
            <header>
                <h2 id="my-score">"내 점수"</h2>
            </header>
            <p>"개봉한 뒤에 점수를 매길 수 있어요"</p>
            {(wants == 0).then(|| view! { <p class="fine">"보고싶어요를 눌러 두면 내 기록에 남아요."</p> })}
        </section>
    }
    .into_any()
}

/// In the place of the score control for visitors. Each star posts its score as a member's form does:
/// the answer leads to the sign-in page and back, and the score waits here.
#[component]
pub fn Invitation(movie: MovieId) -> impl IntoView {
    let stars = (1_i16..=5)
        .filter_map(|stars| Score::from_tenths(stars * 10))
        .map(|score| {
            view! {
                <button name="score" value=score.to_string() aria-label=format!("{score}점, 로그인하고 저장")>
                    <svg viewBox="0 0 20 20" aria-hidden="true" focusable="false">
                        <path class="star-empty" d=star() />
                    </svg>
                </button>
            }
        })
        .collect_view();
    view! {
        <section class="score-panel" aria-labelledby="my-score">
            <header>
                <h2 id="my-score">"내 점수"</h2>
            </header>
            <form class="score-stars" method="post" action=SetScore::PATH>
                <PageField page=page::movie(movie) />
                <input type="hidden" name="movie_id" value=movie.to_string() />
                {stars}
            </form>
            <a class="button button-wide" href=page::sign_in_then(&page::movie(movie))>"로그인하고 점수 매기기"</a>
        </section>
    }
    .into_any()
}

/// The two preferences and, once the film is out, the editor. For visitors the preferences lead to
/// the sign-in page.
#[component]
fn Actions(movie: MovieView, is_member: bool) -> impl IntoView {
    let preference = PreferenceView { mine: movie.my_preference, want_count: movie.want_count };
    let preferences = if is_member {
        view! { <PreferenceButtons movie=movie.id preference page=request::here() /> }.into_any()
    } else {
        let sign_in = page::sign_in_then(&page::movie(movie.id));
        view! {
            <a class="action" href=sign_in.clone()>
                <Icon shape=icon::BOOKMARK />
                {Preference::Want.label()}
                {(movie.want_count > 0)
                    .then(|| view! { <small>{movie.want_count}<span class="visually-hidden">"명"</span></small> })}
            </a>
            <a class="action" href=sign_in>
                <Icon shape=icon::HIDE />
                {Preference::NotInterested.label()}
            </a>
        }
        .into_any()
    };
    view! {
        <div class="movie-actions">
            {preferences}
            {movie
                .countdown
                .is_none()
                .then(|| {
                    view! {
                        <a class="action" href=page::write_review(movie.id)>
                            <Icon shape=icon::PEN />
                            "리뷰 쓰기"
                        </a>
                    }
                })}
        </div>
    }
    .into_any()
}
