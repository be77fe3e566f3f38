//! The pages of the review editor.

use super::editor::Editor;
use crate::components::{PageTitle, Poster, loaded, param, query};
use crate::movies::ScoreControl;
use crate::request::{self, services};
use domain::error::ErrorCode;
use domain::movies::ScoreView;
use domain::reviews::EditorView;
use domain::{MovieId, ReviewId, page};
use leptos::prelude::*;
use leptos_meta::Meta;
use services::reviews;

/// `/movies/{id}/write`
#[component]
pub fn WritePage() -> impl IntoView {
    let (id, form) = (param::<MovieId>("id"), query("form"));
    let editor = async move {
        let actor = request::actor_or_sign_in()?;
        let id = id.ok_or(ErrorCode::NotFound)?;
        let form = request::returned_form(form).await?;
        Ok(reviews::new_editor(&services()?, &actor, id, form).await?)
    };
    loaded(editor, |editor| view! { <Page editor heading="리뷰 쓰기" /> }.into_any())
}

/// `/reviews/{id}/edit`
#[component]
pub fn EditPage() -> impl IntoView {
    let (id, form) = (param::<ReviewId>("id"), query("form"));
    let editor = async move {
        let actor = request::actor_or_sign_in()?;
        let id = id.ok_or(ErrorCode::NotFound)?;
        let form = request::returned_form(form).await?;
        request::never_store();
        Ok(reviews::editor(&services()?, &actor, id, form).await?)
    };
    loaded(editor, |editor| view! { <Page editor heading="리뷰 고치기" /> }.into_any())
}

#[component]
fn Page(editor: EditorView, heading: &'static str) -> impl IntoView {
    let here = request::here();
    let member = request::visitor().map(|actor| actor.member_id().to_string()).unwrap_or_default();
    let draft = format!("draft {member} {here}");
    let movie = editor.movie_id;
    let scores = ScoreView { mine: editor.my_score, mean: None, score_count: 0 };
    let form = editor.form.clone();
    // What has been written stays its author's, even where the release is put off.
    let may_write = editor.can_score || editor.review_id.is_some();
    view! {
        <PageTitle title=format!("{} {heading}", editor.movie_title) />
        <Meta name="robots" content="noindex" />
        <section class="editor">
            <header class="editor-head">
                <Poster id=movie title=editor.movie_title.clone() eager=true />
                <h1>{heading}</h1>
                <p class="lead"><a href=page::movie(movie)>{editor.movie_title.clone()}</a></p>
            </header>
            // Before the text, so that on a phone nobody has to look for it below the editor.
            <aside class="editor-side" aria-label="점수">
                {if editor.can_score {
                    view! { <ScoreControl movie scores form page=here.clone() /> }.into_any()
                } else {
                    view! { <p class="fine">"아직 개봉 전이라 점수는 개봉한 뒤에 매길 수 있어요."</p> }.into_any()
                }}
                {may_write
                    .then(|| {
                        view! {
                            <p class="fine">"점수는 리뷰와 따로 저장돼요. 리뷰만 남기고 점수를 비워 둬도 괜찮아요."</p>
                        }
                    })}
            </aside>
            {if may_write {
                view! { <Editor editor=editor.clone() page=here draft /> }.into_any()
            } else {
                view! { <TooEarly movie /> }.into_any()
            }}
        </section>
    }
}

/// In the place of the editor before the release.
#[component]
fn TooEarly(movie: MovieId) -> impl IntoView {
    view! {
        <div class="empty">
            <strong>"아직 개봉 전이에요"</strong>
            <p>"리뷰는 개봉한 뒤에 쓸 수 있어요. 그때까지는 보고싶어요를 눌러 두세요."</p>
            <a class="button button-quiet" href=page::movie(movie)>"영화로 돌아가기"</a>
        </div>
    }
    .into_any()
}
