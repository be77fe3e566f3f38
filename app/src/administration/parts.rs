//! What the pages of the administration are put together from.

use domain::page;
use leptos::prelude::*;

/// `path` with those pairs of the query that have a value.
pub fn address(path: &str, pairs: &[(&str, &str)]) -> String {
    let pairs: Vec<_> = pairs
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", page::encode(value)))
        .collect();
    if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
}

/// How a state is coloured; its word says the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Nothing to do.
    Plain,
    Good,
    /// Goes on by itself.
    Waiting,
    /// Somebody should look.
    Wrong,
}

#[component]
pub fn State(tone: Tone, #[prop(into)] label: String) -> impl IntoView {
    let class = match tone {
        Tone::Plain => "state",
        Tone::Good => "state state-good",
        Tone::Waiting => "state state-waiting",
        Tone::Wrong => "state state-wrong",
    };
    view! { <span class=class>{label}</span> }.into_any()
}

/// A table that becomes cards on a phone. Roles are spelled out, because browsers forget them once
/// a table is laid out as something else.
#[component]
pub fn Table(
    /// What the table shows, in a sentence.
    #[prop(into)]
    caption: String,
    /// Name of each column; empty for what can be done with a row.
    columns: &'static [&'static str],
    /// One view per column each; the first names the row.
    rows: Vec<Vec<AnyView>>,
) -> impl IntoView {
    let head = columns
        .iter()
        .copied()
        .map(|name| {
            let name = match name {
                "" => view! { <span class="visually-hidden">"할 수 있는 일"</span> }.into_any(),
                name => name.into_any(),
            };
            view! { <th role="columnheader" scope="col">{name}</th> }
        })
        .collect_view();
    let body = rows
        .into_iter()
        .map(|cells| {
            let cells = cells
                .into_iter()
                .zip(columns.iter().copied())
                .enumerate()
                .map(|(place, (cell, name))| match place {
                    0 => view! { <th role="rowheader" scope="row">{cell}</th> }.into_any(),
                    _ => view! { <td role="cell" data-label=name>{cell}</td> }.into_any(),
                })
                .collect_view();
            view! { <tr role="row">{cells}</tr> }
        })
        .collect_view();
    view! {
        <table class="table" role="table">
            <caption>{caption}</caption>
            <thead role="rowgroup">
                <tr role="row">{head}</tr>
            </thead>
            <tbody role="rowgroup">{body}</tbody>
        </table>
    }
    .into_any()
}

/// What is known of one thing, line by line; lines without a value are left out.
#[component]
pub fn Record(lines: Vec<(&'static str, Option<AnyView>)>) -> impl IntoView {
    let lines = lines
        .into_iter()
        .filter_map(|(name, value)| value.map(|value| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }))
        .collect_view();
    view! { <dl class="record">{lines}</dl> }.into_any()
}

/// A value of [`Record`], or a cell: plain text.
pub fn text(text: impl Into<String>) -> AnyView {
    let text: String = text.into();
    text.into_any()
}

/// Text, where there is some.
pub fn maybe(value: Option<String>) -> Option<AnyView> {
    value.filter(|value| !value.is_empty()).map(|value| value.into_any())
}

/// A cell that may have nothing to say.
pub fn cell(value: Option<String>) -> AnyView {
    maybe(value).unwrap_or_else(|| ().into_any())
}

/// What stands in the place of a list while it is empty.
#[component]
pub fn Nothing(#[prop(into)] title: String, #[prop(optional, into)] text: String) -> impl IntoView {
    view! {
        <div class="empty">
            <strong>{title}</strong>
            {(!text.is_empty()).then(|| view! { <p>{text}</p> })}
        </div>
    }
    .into_any()
}

/// The ways through a list that is longer than a page.
#[component]
pub fn Pager(
    /// Address of the beginning, for those who are further on.
    beginning: Option<String>,
    /// Address of what follows.
    more: Option<String>,
) -> impl IntoView {
    (beginning.is_some() || more.is_some()).then(|| {
        view! {
            <nav class="pager" aria-label="쪽 넘기기">
                {beginning.map(|address| view! { <a class="button button-quiet" href=address>"처음부터 보기"</a> })}
                {more.map(|address| view! { <a class="button button-quiet" href=address>"더 보기"</a> })}
            </nav>
        }
    })
}

/// The form that narrows a list: its fields go into the address.
#[component]
pub fn Filter(
    /// Path of the list.
    path: &'static str,
    /// Whether it is narrowed now.
    is_narrowed: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <form class="filter-form" method="get" action=path role="search">
            {children()}
            <button class="button">"찾기"</button>
            {is_narrowed.then(|| view! { <a class="button button-quiet" href=path>"모두 보기"</a> })}
        </form>
    }
    .into_any()
}

/// The words that a list is searched for.
#[component]
pub fn Words(label: &'static str, #[prop(into)] value: String) -> impl IntoView {
    view! {
        <div class="field field-wide">
            <label for="words">{label}</label>
            <input id="words" type="search" name="q" value=value autocomplete="off" autocapitalize="none" spellcheck="false" />
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_leave_out_what_is_empty() {
        assert_eq!(address("/admin/members", &[("q", ""), ("state", "")]), "/admin/members");
        assert_eq!(
            address("/admin/members", &[("q", "하 늘"), ("after", "7")]),
            "/admin/members?q=%ED%95%98%20%EB%8A%98&after=7"
        );
    }
}
