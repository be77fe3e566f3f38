//! The search page.

use super::search_box::SearchBox;
use crate::components::{Avatar, PageTitle, Poster, loaded, query};
use crate::request::{self, services};
use domain::page;
use domain::search::{MAX_HITS, MemberHit, MovieHit, PersonHit, SearchTab, SearchView};
use leptos::prelude::*;
use leptos_meta::Meta;
use services::search;
use services::time::with_separators;

/// `/search?q=&tab=`
#[component]
pub fn SearchPage() -> impl IntoView {
    let typed = query::<String>("q").unwrap_or_default();
    let tab = query::<String>("tab").map(|code| SearchTab::from_code(&code));
    let found = async move { Ok(search::search(&services()?, request::visitor().as_ref(), typed, tab).await?) };
    loaded(found, |found| view! { <Search found /> }.into_any())
}

#[component]
fn Search(found: SearchView) -> impl IntoView {
    let query = found.query.clone();
    let title = if query.is_empty() { "검색".to_owned() } else { format!("{query} 검색") };
    view! {
        <PageTitle title=title.clone() />
        // Results change with every film; the films themselves are what others should find.
        {(!query.is_empty()).then(|| view! { <Meta name="robots" content="noindex, follow" /> })}
        <div class="search-page">
            <h1 class="visually-hidden">{title}</h1>
            <SearchBox query=query.clone() id="search".to_owned() large=true />
            {if query.is_empty() {
                view! { <Beginning /> }.into_any()
            } else {
                view! {
                    <Tabs found=found.clone() />
                    <Hits found />
                }
                .into_any()
            }}
        </div>
    }
    .into_any()
}

/// The address of a tab for the same query.
fn address(query: &str, tab: SearchTab) -> String {
    let query = page::encode(query);
    format!("{}?q={query}&tab={}", page::SEARCH, tab.code())
}

#[component]
fn Tabs(found: SearchView) -> impl IntoView {
    let tabs = SearchTab::ALL.into_iter().map(|tab| {
        let current = (tab == found.tab).then_some("page");
        view! {
            <a href=address(&found.query, tab) aria-current=current>
                {tab.label()}
                " "
                <span class="count">{found.counts.label(tab)}</span>
            </a>
        }
    });
    view! {
        <nav class="tabs" aria-label="검색 결과 종류">
            {tabs.collect_view()}
        </nav>
    }
    .into_any()
}

/// What was found on the open tab.
#[component]
fn Hits(found: SearchView) -> impl IntoView {
    let (tab, counts) = (found.tab, found.counts);
    if counts.of(tab) == 0 {
        return view! { <Nothing found /> }.into_any();
    }
    let unit = match tab {
        SearchTab::Movies => "편",
        SearchTab::People | SearchTab::Members => "명",
    };
    let rows = match tab {
        SearchTab::Movies => found.movies.into_iter().map(movie_row).collect_view(),
        SearchTab::People => found.people.into_iter().map(person_row).collect_view(),
        SearchTab::Members => found.members.into_iter().map(member_row).collect_view(),
    };
    view! {
        <section class="section-tight" aria-labelledby="hits">
            <div class="section-head">
                <h2 id="hits">{tab.label()}</h2>
                <p class="fine">{format!("{}{unit}", counts.label(tab))}</p>
            </div>
            <ul>{rows}</ul>
            {(counts.of(tab) > MAX_HITS)
                .then(|| view! {
                    <p class="fine">
                        {format!("가까운 순서로 {MAX_HITS}{unit}까지 보여 드려요. 검색어를 더 적으면 좁혀져요.")}
                    </p>
                })}
        </section>
    }
    .into_any()
}

fn movie_row(hit: MovieHit) -> AnyView {
    let facts: Vec<String> = [
        hit.original_title.filter(|title| *title != hit.title),
        hit.year.map(|year| year.to_string()),
        Some(hit.genres.join("·")).filter(|genres| !genres.is_empty()),
        (!hit.directors.is_empty()).then(|| format!("감독 {}", hit.directors.join(", "))),
        (hit.score_count > 0).then(|| format!("{}명", with_separators(hit.score_count))),
    ]
    .into_iter()
    .flatten()
    .collect();
    let mean = match hit.mean {
        Some(mean) => view! {
            <span class="score-figure">
                <span class="visually-hidden">"평점 "</span>
                {mean}
            </span>
        }
        .into_any(),
        None => view! { <span class="score-figure is-none">"점수 없음"</span> }.into_any(),
    };
    view! {
        <li class="film-row">
            <Poster id=hit.id title=hit.title.clone() />
            <div>
                <h3 class="film-row-title">
                    <a href=page::movie(hit.id)>{hit.title}</a>
                </h3>
                <p class="film-row-facts">{facts.join(" · ")}</p>
            </div>
            {mean}
        </li>
    }
    .into_any()
}

fn person_row(hit: PersonHit) -> AnyView {
    let known_for = hit.known_for.join(", ");
    let facts = [hit.jobs, known_for].into_iter().filter(|fact| !fact.is_empty()).collect::<Vec<_>>().join(" · ");
    row(hit.name, page::person(hit.id), facts)
}

fn member_row(hit: MemberHit) -> AnyView {
    let address = page::profile(&hit.nickname);
    row(hit.nickname, address, format!("리뷰 {}개", with_separators(hit.review_count)))
}

fn row(name: String, address: String, facts: String) -> AnyView {
    view! {
        <li class="member-row">
            <Avatar nickname=name.clone() />
            <div>
                <h3 class="film-row-title">
                    <a href=address>{name}</a>
                </h3>
                <p class="film-row-facts">{facts}</p>
            </div>
        </li>
    }
    .into_any()
}

/// Before anything is searched for.
#[component]
fn Beginning() -> impl IntoView {
    view! {
        <div class="search-help">
            <h2>"이렇게 찾을 수 있어요"</h2>
            <Hints />
        </div>
    }
    .into_any()
}

/// Nothing on this tab: the tabs that have something, and how else to ask.
#[component]
fn Nothing(found: SearchView) -> impl IntoView {
    let wanted = match found.tab {
        SearchTab::Movies => "영화가",
        SearchTab::People => "영화인이",
        SearchTab::Members => "회원이",
    };
    let elsewhere: Vec<AnyView> = SearchTab::ALL
        .into_iter()
        .filter(|tab| found.counts.of(*tab) > 0)
        .map(|tab| {
            let label = format!("{} {}", tab.label(), found.counts.label(tab));
            view! {
                <a class="button button-quiet button-small" href=address(&found.query, tab)>
                    {label}
                </a>
                " "
            }
            .into_any()
        })
        .collect();
    view! {
        <div class="search-help">
            <h2>{format!("‘{}’에 맞는 {wanted} 없어요", found.query)}</h2>
            {(!elsewhere.is_empty())
                .then(|| view! {
                    <p>
                        "다른 곳에는 있어요: "
                        {elsewhere}
                    </p>
                })}
            <p>"철자가 헷갈리면 아는 글자까지만 적어 보세요. 한 글자쯤 틀려도 비슷한 것을 찾아 드려요."</p>
            <Hints />
        </div>
    }
    .into_any()
}

/// What the search understands: the claim, an example to press, and what comes of it.
const HINTS: [(&str, &str, &str); 4] = [
    ("첫소리만 적어도 돼요", "ㄱㅅㅊ", "이라고 적으면 기생충을 찾아요."),
    ("띄어쓰기는 몰라도 돼요", "살인의추억", "처럼 붙여 적어도 같은 결과예요."),
    ("한/영을 바꾸지 않았어도 괜찮아요", "rltodcnd", "은 기생충으로 읽어요."),
    ("장르로도 찾을 수 있어요", "공포", "라고 적으면 공포 영화가 나와요."),
];

#[component]
fn Hints() -> impl IntoView {
    let hints = HINTS.into_iter().map(|(claim, example, result)| {
        view! {
            <li>
                <strong>{claim}</strong>
                <span>
                    <a href=address(example, SearchTab::Movies)>{example}</a>
                    {result}
                </span>
            </li>
        }
    });
    view! {
        <ul>{hints.collect_view()}</ul>
        <p>
            <a class="button button-quiet" href=page::MOVIES>"장르와 연도로 둘러보기"</a>
        </p>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tabs_keep_the_query() {
        assert_eq!(address("a b", SearchTab::Movies), "/search?q=a%20b&tab=movies");
        assert_eq!(address("1&2", SearchTab::People), "/search?q=1%262&tab=people");
    }
}
