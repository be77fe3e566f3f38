//! The form of a film's facts. It comes back as it was typed; where somebody else was faster, with
//! what they have saved beside it.

use super::forms::{Area, Choice, Hidden, Line, own};
use domain::FormReturn;
use domain::administration::{ManagedMovie, TagChoice};
use domain::error::ErrorCode;
use domain::movies::AgeGrade;
use leptos::prelude::*;

/// The fields that are text, with their labels.
const TEXTS: [(&str, &str); 7] = [
    ("title", "제목"),
    ("original_title", "원제"),
    ("english_title", "영어 제목"),
    ("released_on", "개봉일"),
    ("runtime_minutes", "상영 시간(분)"),
    ("nations", "나라"),
    ("plot", "줄거리"),
];

/// What is stored in a field, as the form writes it.
fn stored(movie: &ManagedMovie, field: &str) -> String {
    match field {
        "title" => movie.title.clone(),
        "original_title" => movie.original_title.clone().unwrap_or_default(),
        "english_title" => movie.english_title.clone().unwrap_or_default(),
        "released_on" => movie.released_on.clone().unwrap_or_default(),
        "runtime_minutes" => movie.runtime_minutes.map(|minutes| minutes.to_string()).unwrap_or_default(),
        "age_grade" => movie.age_grade.clone().unwrap_or_default(),
        "nations" => movie.nations.join(", "),
        "plot" => movie.plot.clone(),
        _ => String::new(),
    }
}

/// What the form shows in a field: what was typed, else what is stored.
fn shown(movie: &ManagedMovie, returned: Option<&FormReturn>, field: &str) -> String {
    returned.and_then(|form| form.values.get(field).cloned()).unwrap_or_else(|| stored(movie, field))
}

/// The grades to choose from: code and words.
fn age_grades() -> Vec<(String, String)> {
    let known = AgeGrade::EACH.map(|grade| (grade.code().to_owned(), grade.label().to_owned()));
    [(String::new(), "모름".to_owned())].into_iter().chain(known).collect()
}

/// The names of the chosen among `tags`.
fn chosen<'a>(tags: impl Iterator<Item = &'a TagChoice>) -> String {
    tags.map(|tag| tag.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// Name of a tag's check box: one each, so that a form that comes back holds them all.
fn tag_name(id: i64) -> String {
    format!("tags[{id}]")
}

#[component]
pub fn MovieForm(movie: ManagedMovie, form: Option<FormReturn>) -> impl IntoView {
    let id = ("movie_id", movie.id.to_string());
    let returned = own(form.as_ref(), "update_movie", std::slice::from_ref(&id));
    let error = returned.as_ref().and_then(|form| form.error.clone());
    let is_overtaken = error.as_ref().is_some_and(|error| error.code == ErrorCode::Conflict);
    // Whoever was overtaken has seen below what the other has saved, and may now go over it.
    let version =
        returned.as_ref().map(|form| form.value("version")).filter(|version| !is_overtaken && !version.is_empty());
    let fields = vec![id, ("version", version.unwrap_or_else(|| movie.version.clone()))];
    let value = |field: &str| shown(&movie, returned.as_ref(), field);
    let tags: Vec<_> = movie
        .tags
        .iter()
        .cloned()
        .map(|tag| {
            let is_chosen = returned.as_ref().map_or(tag.is_chosen, |form| form.values.contains_key(&tag_name(tag.id)));
            TagChoice { is_chosen, ..tag }
        })
        .collect();
    let overtaken =
        is_overtaken.then(|| view! { <Overtaken movie=movie.clone() form=returned.clone().unwrap_or_default() /> });
    view! {
        {overtaken}
        <form class="work-form" method="post" action="/rpc/update_movie" novalidate=true>
            <Hidden fields />
            <Line id="title" name="title" label="제목" value=value("title") error=error.clone() />
            <Line
                id="original_title"
                name="original_title"
                label="원제"
                value=value("original_title")
                error=error.clone()
            />
            <Line
                id="english_title"
                name="english_title"
                label="영어 제목"
                hint="원제가 영어가 아닐 때만 적어요."
                value=value("english_title")
                error=error.clone()
            />
            <div class="field-row">
                <Line
                    id="released_on"
                    name="released_on"
                    label="개봉일"
                    kind="date"
                    value=value("released_on")
                    error=error.clone()
                />
                <Line
                    id="runtime_minutes"
                    name="runtime_minutes"
                    label="상영 시간(분)"
                    kind="number"
                    value=value("runtime_minutes")
                    error=error.clone()
                />
                <Choice
                    id="age_grade"
                    name="age_grade"
                    label="관람 등급"
                    options=age_grades()
                    chosen=value("age_grade")
                    error=error.clone()
                />
            </div>
            <Line
                id="nations"
                name="nations"
                label="나라"
                hint="여러 나라는 쉼표로 나눠요. 예: 한국, 프랑스"
                value=value("nations")
                error=error.clone()
            />
            <Area id="plot" name="plot" label="줄거리" hint="5,000자까지 쓸 수 있어요." value=value("plot") error />
            <Tags tags />
            <button class="button">"저장하기"</button>
        </form>
    }
    .into_any()
}

#[component]
fn Tags(tags: Vec<TagChoice>) -> impl IntoView {
    if tags.is_empty() {
        return view! { <p class="fine">"아직 태그가 없어요. 태그 화면에서 먼저 만들어 주세요."</p> }.into_any();
    }
    let boxes = tags
        .into_iter()
        .map(|tag| {
            view! {
                <label class="tag-choice">
                    <input type="checkbox" name=tag_name(tag.id) value=tag.id.to_string() checked=tag.is_chosen />
                    {tag.name}
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="tag-choices">
            <legend>"태그"</legend>
            {boxes}
        </fieldset>
    }
    .into_any()
}

/// What another has saved meanwhile, where it differs from what was typed.
#[component]
fn Overtaken(movie: ManagedMovie, form: FormReturn) -> impl IntoView {
    let tags = chosen(movie.tags.iter().filter(|tag| tag.is_chosen));
    let typed_tags = chosen(movie.tags.iter().filter(|tag| form.values.contains_key(&tag_name(tag.id))));
    let lines = TEXTS
        .into_iter()
        .chain([("age_grade", "관람 등급")])
        .map(|(field, label)| (label, stored(&movie, field), form.value(field)))
        .chain([("태그", tags, typed_tags)])
        .filter(|(_, now, typed)| now != typed)
        .map(|(label, now, _)| {
            let now = if now.is_empty() { "비어 있음".to_owned() } else { now };
            view! { <div><dt>{label}</dt><dd>{now}</dd></div> }
        })
        .collect_view();
    view! {
        <div class="danger" role="note">
            <h3>"그 사이 다른 사람이 저장한 내용"</h3>
            <p class="fine">"아래 양식에는 내가 적은 내용이 그대로 있어요. 저장하면 이 내용을 덮어써요."</p>
            <dl class="record">{lines}</dl>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_comes_first_and_what_is_missing_last() {
        let movie = ManagedMovie {
            id: domain::MovieId(1),
            title: "기생충".into(),
            original_title: None,
            english_title: None,
            released_on: None,
            runtime_minutes: Some(131),
            age_grade: None,
            nations: vec!["한국".into(), "프랑스".into()],
            plot: String::new(),
            genres: Vec::new(),
            aliases: Vec::new(),
            kofic_code: None,
            tags: Vec::new(),
            score_count: 0,
            review_count: 0,
            credit_count: 0,
            merged: Vec::new(),
            version: "1".into(),
            audit: Vec::new(),
        };
        let form = FormReturn { values: [("title".to_owned(), String::new())].into(), ..FormReturn::default() };
        assert_eq!(shown(&movie, Some(&form), "title"), "");
        assert_eq!(shown(&movie, Some(&form), "runtime_minutes"), "131");
        assert_eq!(shown(&movie, None, "nations"), "한국, 프랑스");
    }
}
