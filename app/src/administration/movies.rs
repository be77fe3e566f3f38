//! The catalogue as a list of work: which films lack something.

use super::forms::Choice;
use super::frame::{Desk, Section};
use super::keeper;
use super::parts::{Filter, Nothing, Pager, State, Table, Tone, Words, address, text};
use crate::components::{loaded, query};
use crate::request::services;
use domain::MovieId;
use domain::administration::{ManagedMovieList, ManagedMovieRow, MovieGap, MovieSearch};
use leptos::prelude::*;
use services::administration;
use services::time::with_separators;

/// `/admin/movies?q=&gap=&after=`
#[component]
pub fn MoviesPage() -> impl IntoView {
    let search = MovieSearch {
        query: query::<String>("q").unwrap_or_default(),
        gap: query::<String>("gap").and_then(|code| MovieGap::from_code(&code)),
        after: query::<MovieId>("after"),
    };
    let movies = async move {
        let actor = keeper()?;
        Ok(administration::movies(&services()?, &actor, search).await?)
    };
    loaded(movies, |movies| view! { <Movies movies /> }.into_any())
}

/// Path of a film's page in the administration.
pub fn path(id: MovieId) -> String {
    format!("{}/{id}", Section::Movies.path())
}

#[component]
fn Movies(movies: ManagedMovieList) -> impl IntoView {
    let ManagedMovieList { search, movies, more } = movies;
    let address_of = |after: &str| {
        let gap = search.gap.map(MovieGap::code).unwrap_or_default();
        address(Section::Movies.path(), &[("q", search.query.as_str()), ("gap", gap), ("after", after)])
    };
    let more = more.map(|after| address_of(&after));
    let beginning = search.after.is_some().then(|| address_of(""));
    let is_narrowed = !search.query.is_empty() || search.gap.is_some();
    let list = if movies.is_empty() {
        let (title, hint) = match (search.query.is_empty(), search.gap) {
            (true, Some(_)) => ("빠진 것이 있는 영화가 없어요", "모두 채워져 있어요."),
            _ => ("여기에 맞는 영화가 없어요", "제목의 일부나 영화 번호로 찾아보세요."),
        };
        view! { <Nothing title text=hint /> }.into_any()
    } else {
        let rows = movies.into_iter().map(row).collect();
        view! { <Table caption="새로 들어온 순서" columns=&["영화", "점수", "리뷰", "빠진 것"] rows /> }.into_any()
    };
    view! {
        <Desk section=Section::Movies title="영화".to_owned() form=None>
            <Narrowing search is_narrowed />
            {list}
            <Pager beginning more />
        </Desk>
    }
    .into_any()
}

#[component]
fn Narrowing(search: MovieSearch, is_narrowed: bool) -> impl IntoView {
    let gaps = MovieGap::EACH.map(|gap| (gap.code().to_owned(), gap.label().to_owned()));
    view! {
        <Filter path=Section::Movies.path() is_narrowed>
            <Words label="제목, 번호, KOFIC 코드" value=search.query />
            <Choice
                id="gap"
                name="gap"
                label="빠진 것"
                options=[(String::new(), "모두".to_owned())].into_iter().chain(gaps).collect()
                chosen=search.gap.map(MovieGap::code).unwrap_or_default()
                error=None
            />
        </Filter>
    }
    .into_any()
}

fn row(movie: ManagedMovieRow) -> Vec<AnyView> {
    let facts = [movie.year.map(|year| year.to_string()), Some(format!("번호 {}", movie.id))];
    let name = view! {
        <span>
            <a href=path(movie.id)>{movie.title}</a>
            <span class="cell-more">{facts.into_iter().flatten().collect::<Vec<_>>().join(" · ")}</span>
        </span>
    };
    let gaps = movie.gaps.into_iter().map(|gap| view! { <State tone=Tone::Waiting label=gap.label() /> });
    let gaps: Vec<_> = gaps.collect();
    let gaps = if gaps.is_empty() { ().into_any() } else { view! { <span class="chips">{gaps}</span> }.into_any() };
    vec![name.into_any(), text(with_separators(movie.score_count)), text(with_separators(movie.review_count)), gaps]
}
