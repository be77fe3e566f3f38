//! The review editor.

use super::draft::Draft;
use super::reading::LiveReading;
use super::rpc::{CreateReview, UpdateReview, create_review, update_review};
use crate::components::{Checkbox, CountRing, FormMessage, PageField, escape, focus_on_error};
use domain::error::{AppError, FieldError};
use domain::page;
use domain::reviews::{CONTENT_MAX, EditorView};
use leptos::ev::{KeyboardEvent, SubmitEvent};
use leptos::html::{Form, Input, Textarea};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos::task::spawn_local;
use std::time::Duration;

/// For a new review, or for one of mine.
#[island]
pub fn Editor(
    editor: EditorView,
    /// Path of this page.
    page: String,
    /// Names the draft that this browser keeps.
    draft: String,
) -> impl IntoView {
    let endpoint = if editor.review_id.is_some() { "update_review" } else { "create_review" };
    let form = editor.form.filter(|form| form.endpoint == endpoint);
    // As it came back from a failed post, else as it is stored.
    let (content, spoiler, private) = match &form {
        Some(form) => (form.value("content"), form.checked("spoiler"), form.checked("private")),
        None => (editor.content.clone(), editor.spoiler, editor.private),
    };
    // What came back belongs to whoever had written it, whoever is signed in by now.
    let author = form.as_ref().map(|form| form.value("author")).filter(|author| !author.is_empty());
    let author = author.unwrap_or_else(|| editor.author.to_string());
    let error = RwSignal::new(form.and_then(|form| form.error));
    let pending = RwSignal::new(false);
    focus_on_error(error.into());

    let (form, area) = (NodeRef::<Form>::new(), NodeRef::<Textarea>::new());
    let (spoiler_box, private_box) = (NodeRef::<Input>::new(), NodeRef::<Input>::new());
    // A copy for what looks on; the text itself stays in its field, so that nothing comes between
    // the keys and a syllable that is being put together.
    let text = RwSignal::new(content.replace("\r\n", "\n"));
    let draft = Draft::new(draft, &editor.content, area, [spoiler_box, private_box], text);

    let (movie, review) = (editor.movie_id, editor.review_id);
    let writer = StoredValue::new(author.clone());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if pending.get_untracked() {
            return;
        }
        let Some(field) = area.get_untracked() else { return };
        let ticked = |field: NodeRef<Input>| {
            if field.get_untracked().is_some_and(|field| field.checked()) { "on".to_owned() } else { String::new() }
        };
        let (content, spoiler, private) = (field.value(), ticked(spoiler_box), ticked(private_box));
        let author = writer.get_value();
        pending.set(true);
        error.set(None);
        spawn_local(async move {
            // On success the answer leads on to the review.
            let answer = match review {
                Some(review) => update_review(review, content, spoiler, private, author).await,
                None => create_review(movie, content, spoiler, private, author).await.map(|_| ()),
            };
            match answer {
                Ok(()) => {
                    if review.is_none() {
                        draft.sent()
                    } else {
                        draft.discard()
                    }
                    // The browser is on its way to the review; who comes back here may send again.
                    set_timeout(move || pending.set(false), Duration::from_secs(3));
                }
                Err(wrong) => {
                    pending.set(false);
                    error.set(Some(wrong.0));
                }
            }
        });
    };
    let send = move || {
        if let Some(form) = form.get_untracked() {
            // It can only fail while the form is not on the page.
            let _ = form.request_submit();
        }
    };
    // While a syllable is being put together its keys belong to the input method: then the end of
    // the composition sends.
    let send_after = StoredValue::new(false);
    let keys = move |event: KeyboardEvent| {
        if event.key() != "Enter" || !(event.ctrl_key() || event.meta_key()) {
            send_after.set_value(false);
            return;
        }
        event.prevent_default();
        if event.is_composing() { send_after.set_value(true) } else { send() }
    };

    let general = Signal::derive(move || error.get().filter(|error: &AppError| error.fields.is_empty()));
    let field_error =
        Signal::derive(move || error.with(|error| error.as_ref().and_then(|error| error.field("content"))));
    let (action, id_name, id) = match review {
        Some(review) => (UpdateReview::PATH, "review_id", review.to_string()),
        None => (CreateReview::PATH, "movie_id", movie.to_string()),
    };
    let back = review.map_or_else(|| page::movie(movie), page::review);
    let label = if review.is_some() { "고친 내용 저장" } else { "리뷰 올리기" };
    view! {
        {draft.notice()}
        <form
            class="form"
            method="post"
            action=action
            novalidate=true
            node_ref=form
            on:submit=submit
            // The text has its own event; this one is of the switches too.
            on:change=move |_| draft.keep()
        >
            <PageField page=page.clone() />
            <input type="hidden" name=id_name value=id />
            <input type="hidden" name="author" value=author />
            <FormMessage error=general page />
            <div class="field">
                <label for="content">"리뷰"</label>
                <div class="sheet">
                    // As inner HTML, because an empty text node would be rendered as a blank.
                    <textarea
                        id="content"
                        name="content"
                        rows="9"
                        placeholder="어떤 장면에서 멈추셨나요?"
                        node_ref=area
                        inner_html=escape(&content)
                        on:input=move |event| {
                            text.set(event_target_value(&event));
                            draft.keep();
                        }
                        on:keydown=keys
                        on:compositionend=move |_| {
                            if send_after.get_value() {
                                send_after.set_value(false);
                                send();
                            }
                        }
                        autofocus=field_error.get_untracked().is_some()
                        aria-invalid=move || field_error.get().is_some().then_some("true")
                        aria-describedby="content-count content-error"
                    ></textarea>
                    <div class="sheet-foot">
                        <LiveReading text />
                        <CountRing text max=CONTENT_MAX />
                    </div>
                </div>
                <p class="field-error" id="content-error" inner_html=move || field_error.get().map_or("", FieldError::message)></p>
            </div>
            <Checkbox name="spoiler" checked=spoiler field=spoiler_box hint="누르기 전까지 내용이 가려져요." error>
                "스포일러가 있어요"
            </Checkbox>
            <Checkbox
                name="private"
                checked=private
                field=private_box
                hint="리뷰는 나에게만 보여요. 점수는 그대로 평균에 들어가고 공개돼요."
                error
            >
                "나만 보기"
            </Checkbox>
            <p class="editor-actions">
                <button class="button" aria-disabled=move || pending.get().then_some("true")>{label}</button>
                <a class="button button-quiet" href=back>"그만두기"</a>
                <span class="fine with-script wide-only"><kbd>"Ctrl"</kbd>" + "<kbd>"Enter"</kbd>"로도 올릴 수 있어요"</span>
            </p>
        </form>
    }
    .into_any()
}
