//! Tags: the closed list of moods.

use super::forms::{About, Confirm, Hidden, Line, own};
use super::frame::{Desk, Section};
use super::keeper;
use super::parts::{Filter, Nothing, Pager, Table, Words, address, text};
use crate::components::{loaded, query};
use crate::request::{self, services};
use domain::FormReturn;
use domain::administration::{TagList, TagRow, TagSearch};
use leptos::prelude::*;
use services::administration;
use services::time::with_separators;

/// `/admin/tags?q=&after=`
#[component]
pub fn TagsPage() -> impl IntoView {
    let search = TagSearch { query: query::<String>("q").unwrap_or_default(), after: query::<i64>("after") };
    let form = query::<String>("form");
    let tags = async move {
        let actor = keeper()?;
        let tags = administration::tags(&services()?, &actor, search).await?;
        Ok((tags, request::returned_form(form).await?))
    };
    loaded(tags, |(tags, form)| view! { <Tags tags form /> }.into_any())
}

#[component]
fn Tags(tags: TagList, form: Option<FormReturn>) -> impl IntoView {
    let TagList { search, tags, more } = tags;
    let path = Section::Tags.path();
    let more = more.map(|after| address(path, &[("q", search.query.as_str()), ("after", after.as_str())]));
    let beginning = search.after.is_some().then(|| address(path, &[("q", search.query.as_str())]));
    let is_narrowed = !search.query.is_empty();
    let list = if tags.is_empty() {
        let (title, hint) = match is_narrowed {
            true => ("그런 태그가 없어요", "이름의 다른 부분으로 찾아보세요."),
            false => ("아직 태그가 없어요", "위에서 첫 태그를 만들어 보세요. 영화마다 골라 붙일 수 있어요."),
        };
        view! { <Nothing title text=hint /> }.into_any()
    } else {
        // What a merge may lead to, offered by name while a number is typed.
        let offers = tags
            .iter()
            .map(|tag| view! { <option value=tag.id.to_string() label=tag.name.clone()></option> })
            .collect_view();
        let rows = tags.into_iter().map(|tag| row(tag, form.clone())).collect();
        view! {
            <datalist id="tags">{offers}</datalist>
            <Table caption="이름 순서" columns=&["태그", "번호", "영화", ""] rows />
        }
        .into_any()
    };
    view! {
        <Desk
            section=Section::Tags
            title="태그".to_owned()
            about="영화의 분위기를 나타내는 낱말이에요. 여기 있는 것만 영화에 붙일 수 있어요."
            form=form.clone()
        >
            <Creation form />
            <Filter path is_narrowed>
                <Words label="태그 이름" value=search.query />
            </Filter>
            {list}
            <Pager beginning more />
        </Desk>
    }
    .into_any()
}

#[component]
fn Creation(form: Option<FormReturn>) -> impl IntoView {
    let returned = own(form.as_ref(), "create_tag", &[]).unwrap_or_default();
    view! {
        <form class="filter-form" method="post" action="/rpc/create_tag" novalidate=true>
            <Hidden fields=Vec::new() />
            <Line id="new-tag" name="name" label="새 태그" value=returned.value("name") error=returned.error.clone() />
            <button class="button">"만들기"</button>
        </form>
    }
    .into_any()
}

fn row(tag: TagRow, form: Option<FormReturn>) -> Vec<AnyView> {
    let TagRow { id, name, movie_count } = tag;
    let own_id = vec![("tag_id", id.to_string())];
    let from_id = vec![("from_id", id.to_string())];
    let merging = own(form.as_ref(), "merge_tags", &from_id).unwrap_or_default();
    let movies = with_separators(movie_count);
    let merge_error = merging.error.as_ref().and_then(|error| error.field("into_id"));
    let steps = view! {
        <div class="row-actions">
            <Renaming fields=own_id.clone() id name=name.clone() form=form.clone() />
            <Confirm
                endpoint="merge_tags"
                fields=from_id
                id=format!("merge-{id}")
                opener="합치기"
                about=name.clone()
                text=format!("영화 {movies}편의 ‘{name}’ 태그를 다른 태그로 바꾸고 이 태그는 지워요. 되돌릴 수 없어요.")
                hint="운영 기록에 남아요. 500자까지 쓸 수 있어요."
                button="합치고 이 태그 지우기"
                form=form.clone()
            >
                <div class="field">
                    <label for=format!("into-{id}")>"남는 태그의 번호"</label>
                    <input
                        id=format!("into-{id}")
                        name="into_id"
                        list="tags"
                        inputmode="numeric"
                        autocomplete="off"
                        value=merging.value("into_id")
                        aria-invalid=merge_error.map(|_| "true")
                        aria-describedby=format!("into-{id}-error")
                    />
                    <p class="field-error" id=format!("into-{id}-error")>{merge_error.map(|error| error.message())}</p>
                </div>
            </Confirm>
            <Confirm
                endpoint="delete_tag"
                fields=own_id
                id=format!("delete-{id}")
                opener="지우기"
                about=name.clone()
                text=format!("영화 {movies}편에서 ‘{name}’ 태그가 사라져요. 되돌릴 수 없어요.")
                hint="운영 기록에 남아요. 500자까지 쓸 수 있어요."
                button="태그 지우기"
                form
            />
        </div>
    };
    vec![text(name), text(id.to_string()), text(format!("{movies}편")), steps.into_any()]
}

/// Can be taken back by doing it again, so it asks for no reason.
#[component]
fn Renaming(
    fields: Vec<(&'static str, String)>,
    /// Of the tag.
    id: i64,
    /// The present one.
    name: String,
    form: Option<FormReturn>,
) -> impl IntoView {
    let returned = own(form.as_ref(), "rename_tag", &fields);
    let is_open = returned.is_some();
    let typed = returned.as_ref().map_or_else(|| name.clone(), |form| form.value("name"));
    let error = returned.and_then(|form| form.error);
    view! {
        <details class="confirm" open=is_open>
            <summary class="button button-quiet">"이름 바꾸기"<About about=name.clone() /></summary>
            <form class="confirm-body is-harmless" method="post" action="/rpc/rename_tag" novalidate=true>
                <Hidden fields />
                <Line id=format!("name-{id}") name="name" label="새 이름" value=typed error />
                <button class="button">"이름 바꾸기"<About about=name /></button>
            </form>
        </details>
    }
    .into_any()
}
