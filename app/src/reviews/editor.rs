//! The review editor. A lazy route: its code reaches the browser of those who write.

use super::rpc::{CreateReview, UpdateReview, load_edit_review, load_new_review};
use crate::components::{Checkbox, FormMessage, PageField, PageTitle, TextArea, focus_on_error, loaded, param, query};
use crate::rpc::{RpcError, error_of};
use domain::error::{AppError, ErrorCode};
use domain::reviews::{CONTENT_MAX, EditorView};
use domain::{MovieId, ReviewId, page};
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

/// `/movies/{id}/write`
pub struct WritePage {
    editor: Resource<Result<EditorView, RpcError>>,
}

#[lazy_route]
impl LazyRoute for WritePage {
    fn data() -> Self {
        let (id, form) = (param::<MovieId>("id"), query::<String>("form"));
        let editor = Resource::new_blocking(
            move || (id(), form()),
            |(id, form)| async move {
                let id = id.ok_or_else(|| RpcError::from(ErrorCode::NotFound))?;
                load_new_review(id, form).await
            },
        );
        Self { editor }
    }

    fn view(this: Self) -> AnyView {
        loaded(this.editor, |editor| view! { <Write editor /> }.into_any())
    }
}

/// `/reviews/{id}/edit`
pub struct EditPage {
    editor: Resource<Result<EditorView, RpcError>>,
}

#[lazy_route]
impl LazyRoute for EditPage {
    fn data() -> Self {
        let (id, form) = (param::<ReviewId>("id"), query::<String>("form"));
        let editor = Resource::new_blocking(
            move || (id(), form()),
            |(id, form)| async move {
                let id = id.ok_or_else(|| RpcError::from(ErrorCode::NotFound))?;
                load_edit_review(id, form).await
            },
        );
        Self { editor }
    }

    fn view(this: Self) -> AnyView {
        loaded(this.editor, |editor| view! { <Edit editor /> }.into_any())
    }
}

#[component]
fn Write(mut editor: EditorView) -> impl IntoView {
    let action = ServerAction::<CreateReview>::new();
    let error = error_of(action, returned(&mut editor, "create_review"));
    let movie = editor.movie_id;
    view! {
        <PageTitle title=format!("{} 리뷰 쓰기", editor.movie_title) />
        <section class="editor">
            <h1>"리뷰 쓰기"</h1>
            <p class="lead"><a href=page::movie(movie)>{editor.movie_title.clone()}</a></p>
            <ActionForm action attr:class="form" attr:novalidate=true>
                <input type="hidden" name="movie_id" value=movie.to_string() />
                <Fields editor error />
                <p class="editor-actions">
                    <button class="button" disabled=move || action.pending().get()>"리뷰 올리기"</button>
                    <a class="button button-quiet" href=page::movie(movie)>"그만두기"</a>
                </p>
            </ActionForm>
        </section>
    }
}

#[component]
fn Edit(mut editor: EditorView) -> impl IntoView {
    let action = ServerAction::<UpdateReview>::new();
    let error = error_of(action, returned(&mut editor, "update_review"));
    let review = editor.review_id.map(|id| id.to_string()).unwrap_or_default();
    let back = editor.review_id.map_or_else(|| page::movie(editor.movie_id), page::review);
    view! {
        <PageTitle title=format!("{} 리뷰 고치기", editor.movie_title) />
        <section class="editor">
            <h1>"리뷰 고치기"</h1>
            <p class="lead"><a href=page::movie(editor.movie_id)>{editor.movie_title.clone()}</a></p>
            <ActionForm action attr:class="form" attr:novalidate=true>
                <input type="hidden" name="review_id" value=review />
                <Fields editor error />
                <p class="editor-actions">
                    <button class="button" disabled=move || action.pending().get()>"고친 내용 저장"</button>
                    <a class="button button-quiet" href=back>"그만두기"</a>
                </p>
            </ActionForm>
        </section>
    }
}

/// The error of the form that came back, if it was this one; any other form is dropped.
fn returned(editor: &mut EditorView, endpoint: &str) -> Option<AppError> {
    editor.form.take_if(|form| form.endpoint != endpoint);
    editor.form.as_ref().and_then(|form| form.error.clone())
}

/// Text and switches: as they came back from a failed post, else as they are stored.
#[component]
fn Fields(editor: EditorView, error: Signal<Option<AppError>>) -> impl IntoView {
    let (content, spoiler, private) = match &editor.form {
        Some(form) => (form.value("content"), form.checked("spoiler"), form.checked("private")),
        None => (editor.content, editor.spoiler, editor.private),
    };
    focus_on_error(error);
    let general = Signal::derive(move || error.get().filter(|error| error.fields.is_empty()));
    view! {
        <PageField />
        <FormMessage error=general />
        <TextArea name="content" label="리뷰" value=content max=CONTENT_MAX error />
        <Checkbox name="spoiler" checked=spoiler hint="누르기 전까지 내용이 가려져요." error>
            "스포일러가 있어요"
        </Checkbox>
        <Checkbox name="private" checked=private hint="리뷰는 나에게만 보여요. 점수는 그대로 평균에 들어가고 공개돼요." error>
            "나만 보기"
        </Checkbox>
    }
    .into_any()
}
