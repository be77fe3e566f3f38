//! The review editor.

use super::rpc::{CreateReview, UpdateReview};
use crate::components::{Checkbox, FormMessage, PageField, TextArea, focus_on_error};
use crate::rpc::error_of;
use domain::error::AppError;
use domain::page;
use domain::reviews::{CONTENT_MAX, EditorView};
use leptos::form::ActionForm;
use leptos::prelude::*;

/// For a new review, or for one of mine.
#[island]
pub fn Editor(
    editor: EditorView,
    /// Path of this page.
    page: String,
) -> impl IntoView {
    match editor.review_id {
        None => write(editor, page),
        Some(_) => edit(editor, page),
    }
}

fn write(mut editor: EditorView, here: String) -> AnyView {
    let action = ServerAction::<CreateReview>::new();
    let error = error_of(action, returned(&mut editor, "create_review"));
    let movie = editor.movie_id;
    view! {
        <ActionForm action attr:class="form" attr:novalidate=true>
            <input type="hidden" name="movie_id" value=movie.to_string() />
            <Fields editor error page=here />
            <p class="editor-actions">
                <button class="button" disabled=move || action.pending().get()>"리뷰 올리기"</button>
                <a class="button button-quiet" href=page::movie(movie)>"그만두기"</a>
            </p>
        </ActionForm>
    }
    .into_any()
}

fn edit(mut editor: EditorView, here: String) -> AnyView {
    let action = ServerAction::<UpdateReview>::new();
    let error = error_of(action, returned(&mut editor, "update_review"));
    let review = editor.review_id.map(|id| id.to_string()).unwrap_or_default();
    let back = editor.review_id.map_or_else(|| page::movie(editor.movie_id), page::review);
    view! {
        <ActionForm action attr:class="form" attr:novalidate=true>
            <input type="hidden" name="review_id" value=review />
            <Fields editor error page=here />
            <p class="editor-actions">
                <button class="button" disabled=move || action.pending().get()>"고친 내용 저장"</button>
                <a class="button button-quiet" href=back>"그만두기"</a>
            </p>
        </ActionForm>
    }
    .into_any()
}

/// The error of the form that came back, if it was this one; any other form is dropped.
fn returned(editor: &mut EditorView, endpoint: &str) -> Option<AppError> {
    editor.form.take_if(|form| form.endpoint != endpoint);
    editor.form.as_ref().and_then(|form| form.error.clone())
}

/// Text and switches: as they came back from a failed post, else as they are stored.
#[component]
fn Fields(editor: EditorView, error: Signal<Option<AppError>>, page: String) -> impl IntoView {
    let (content, spoiler, private) = match &editor.form {
        Some(form) => (form.value("content"), form.checked("spoiler"), form.checked("private")),
        None => (editor.content, editor.spoiler, editor.private),
    };
    focus_on_error(error);
    let general = Signal::derive(move || error.get().filter(|error| error.fields.is_empty()));
    view! {
        <PageField page=page.clone() />
        <FormMessage error=general page />
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
