//! Forms of the administration: plain posts that come back to their page, with a reason where
//! somebody is concerned.

use crate::components::{FormMessage, PageField, escape};
use crate::request;
use domain::FormReturn;
use domain::error::AppError;
use leptos::prelude::*;

/// Marks a form that came back because it succeeded. One that only asked for a sign-in or for the
/// password comes back without an error as well, and has done nothing yet.
const DONE: &str = "done";

/// What the page after a successful post is told.
pub fn done(endpoint: &str, values: &[(&str, &str)]) -> FormReturn {
    let values = values.iter().copied().chain([(DONE, "on")]);
    FormReturn {
        endpoint: endpoint.to_owned(),
        values: values.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        error: None,
    }
}

/// What became of the form that led to this page.
#[component]
pub fn Outcome(form: Option<FormReturn>) -> impl IntoView {
    let Some(form) = form else { return ().into_any() };
    if let Some(error) = form.error.clone() {
        return view! { <FormMessage error=Signal::stored(Some(error)) page=request::here() /> }.into_any();
    }
    let note = if form.checked(DONE) {
        success(&form)
    } else {
        "확인을 마쳤어요. 아직 아무것도 바뀌지 않았으니 한 번 더 눌러 주세요.".to_owned()
    };
    view! { <p class="notice" role="status">{note}</p> }.into_any()
}

/// What a successful post is answered with.
fn success(form: &FormReturn) -> String {
    match form.endpoint.as_str() {
        "suspend_member" => "이용을 정지했어요. 사유는 메일로 알려요.",
        "lift_suspension" => "이용 정지를 풀었어요. 회원에게 메일로 알려요.",
        "answer_appeal" => "이의 제기에 답변했어요. 회원에게 메일로 알려요.",
        "end_member_sessions" => "모든 기기에서 로그아웃했어요.",
        "retry_job" => "작업을 다시 시도해요. 결과는 잠시 뒤 이 목록에서 확인해 주세요.",
        "purge_job" => "작업을 지웠어요.",
        "retry_mail" => "메일을 다시 보내요. 결과는 잠시 뒤 이 화면에서 확인해 주세요.",
        "void_mail" => "메일을 취소했어요. 그때 막 보내던 메일이라면 보낸 것으로 남아요.",
        "update_movie" => "영화 정보를 저장했어요.",
        "merge_movies" => "영화를 합쳤어요. 예전 주소는 이 영화로 이어져요.",
        "create_tag" => "태그를 만들었어요.",
        "rename_tag" => "태그 이름을 바꿨어요.",
        "merge_tags" => "태그를 합쳤어요.",
        "delete_tag" => "태그를 지웠어요.",
        "change_setting" => "설정을 바꿨어요. 몇 초 안에 모든 서버에 적용돼요.",
        _ => "저장했어요.",
    }
    .to_owned()
}

/// What came back to this very form, and not to another of its kind: the same hidden `fields`.
pub fn own(form: Option<&FormReturn>, endpoint: &str, fields: &[(&'static str, String)]) -> Option<FormReturn> {
    form.filter(|form| form.endpoint == endpoint && !form.checked(DONE))
        .filter(|form| fields.iter().all(|(name, value)| form.value(name) == *value))
        .cloned()
}

/// The fields that nobody sees: the page to come back to, and what the form is about.
#[component]
pub fn Hidden(fields: Vec<(&'static str, String)>) -> impl IntoView {
    let fields =
        fields.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value /> }).collect_view();
    view! {
        <PageField page=request::here() />
        {fields}
    }
    .into_any()
}

/// A step that harms nobody: one press.
#[component]
pub fn Press(
    /// Where it is posted to, under `/rpc/`.
    endpoint: &'static str,
    fields: Vec<(&'static str, String)>,
    label: &'static str,
    /// Which of many it concerns, for those who do not see the row it stands in.
    #[prop(optional, into)]
    about: String,
) -> impl IntoView {
    view! {
        <form method="post" action=format!("/rpc/{endpoint}")>
            <Hidden fields />
            <button class="button button-quiet button-small">{label}<About about /></button>
        </form>
    }
    .into_any()
}

/// What a button or an opener concerns, behind its words: only for those who hear it out of its row.
#[component]
pub fn About(about: String) -> impl IntoView {
    (!about.is_empty()).then(|| view! { <span class="visually-hidden">{format!(": {about}")}</span> })
}

/// A step that somebody will have to answer for: opened first, then given a reason.
#[component]
pub fn Confirm(
    /// Where it is posted to, under `/rpc/`.
    endpoint: &'static str,
    fields: Vec<(&'static str, String)>,
    /// Tells the form's fields from those of others on the page.
    #[prop(into)]
    id: String,
    /// What opens it.
    opener: &'static str,
    /// Which of many it concerns, for those who do not see the row it stands in.
    #[prop(optional, into)]
    about: String,
    /// What will happen.
    #[prop(into)]
    text: String,
    /// Who reads the reason.
    hint: &'static str,
    /// What does it.
    button: &'static str,
    /// The form that led to this page.
    form: Option<FormReturn>,
    /// Fields beside the reason.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let returned = own(form.as_ref(), endpoint, &fields);
    let is_open = returned.is_some();
    let returned = returned.unwrap_or_default();
    view! {
        <details class="confirm" open=is_open>
            <summary class="button button-quiet">{opener}<About about=about.clone() /></summary>
            <form method="post" action=format!("/rpc/{endpoint}") class="confirm-body" novalidate=true>
                <Hidden fields />
                <p>{text}</p>
                {children.map(|children| children())}
                <Area
                    id=format!("{id}-reason")
                    name="reason"
                    label="사유"
                    hint
                    value=returned.value("reason")
                    error=returned.error.clone()
                />
                <button class="button button-danger">{button}<About about /></button>
            </form>
        </details>
    }
    .into_any()
}

/// The message beside a field, and what ties it to it.
fn message(error: Option<&AppError>, name: &str) -> Option<&'static str> {
    error.and_then(|error| error.field(name)).map(|error| error.message())
}

/// `aria-describedby` of a field.
fn described(id: &str, hint: &str) -> String {
    if hint.is_empty() { format!("{id}-error") } else { format!("{id}-hint {id}-error") }
}

/// One line of text.
#[component]
pub fn Line(
    #[prop(into)] id: String,
    name: &'static str,
    label: &'static str,
    #[prop(optional, into)] value: String,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional)] hint: &'static str,
    error: Option<AppError>,
) -> impl IntoView {
    let message = message(error.as_ref(), name);
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            {(!hint.is_empty()).then(|| view! { <p class="field-hint" id=format!("{id}-hint")>{hint}</p> })}
            <input
                id=id.clone()
                name=name
                type=kind
                value=value
                autocomplete="off"
                autofocus=message.is_some()
                aria-invalid=message.map(|_| "true")
                aria-describedby=described(&id, hint)
            />
            <p class="field-error" id=format!("{id}-error")>{message}</p>
        </div>
    }
    .into_any()
}

/// Several lines of text.
#[component]
pub fn Area(
    #[prop(into)] id: String,
    name: &'static str,
    label: &'static str,
    #[prop(optional, into)] value: String,
    #[prop(optional)] hint: &'static str,
    error: Option<AppError>,
) -> impl IntoView {
    let message = message(error.as_ref(), name);
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            {(!hint.is_empty()).then(|| view! { <p class="field-hint" id=format!("{id}-hint")>{hint}</p> })}
            // As inner HTML, because an empty text node would be rendered as a blank.
            <textarea
                id=id.clone()
                name=name
                rows="3"
                inner_html=escape(&value)
                autofocus=message.is_some()
                aria-invalid=message.map(|_| "true")
                aria-describedby=described(&id, hint)
            ></textarea>
            <p class="field-error" id=format!("{id}-error")>{message}</p>
        </div>
    }
    .into_any()
}

/// One of a few.
#[component]
pub fn Choice(
    #[prop(into)] id: String,
    name: &'static str,
    label: &'static str,
    /// Value and label of each.
    options: Vec<(String, String)>,
    /// Value of the one that is chosen.
    #[prop(into)]
    chosen: String,
    error: Option<AppError>,
) -> impl IntoView {
    let message = message(error.as_ref(), name);
    let options = options
        .into_iter()
        .map(|(value, label)| {
            let selected = value == chosen;
            view! { <option value=value selected=selected>{label}</option> }
        })
        .collect_view();
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select
                id=id.clone()
                name=name
                aria-invalid=message.map(|_| "true")
                aria-describedby=format!("{id}-error")
            >
                {options}
            </select>
            <p class="field-error" id=format!("{id}-error")>{message}</p>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::error::ErrorCode;

    #[test]
    fn a_form_only_takes_back_what_is_its_own() {
        let failed = FormReturn { error: Some(ErrorCode::Invalid.into()), ..done("purge_job", &[("job_id", "7")]) };
        let failed = FormReturn { values: [("job_id".to_owned(), "7".to_owned())].into(), ..failed };
        let of = |id: &str| own(Some(&failed), "purge_job", &[("job_id", id.to_owned())]);
        assert!(of("7").is_some());
        assert!(of("8").is_none());
        assert!(own(Some(&failed), "retry_job", &[]).is_none());
        // What has succeeded stays closed.
        assert!(own(Some(&done("purge_job", &[("job_id", "7")])), "purge_job", &[]).is_none());
    }
}
