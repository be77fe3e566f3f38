//! The pages of the review editor.

use super::editor::Editor;
use crate::components::{PageTitle, loaded, param, query};
use crate::request::{self, services};
use domain::error::ErrorCode;
use domain::reviews::EditorView;
use domain::{MovieId, ReviewId, page};
use leptos::prelude::*;
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
    view! {
        <PageTitle title=format!("{} {heading}", editor.movie_title) />
        <section class="editor">
            <h1>{heading}</h1>
            <p class="lead"><a href=page::movie(editor.movie_id)>{editor.movie_title.clone()}</a></p>
            <Editor editor page=request::here() />
        </section>
    }
}
