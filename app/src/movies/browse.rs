//! Films by genre and year.

use super::card::Card;
use crate::components::{Icon, PageTitle, Preview, icon, loaded, query};
use crate::request::services;
use domain::error::ErrorCode;
use domain::movies::{BrowseView, MIN_RANKED_SCORES, MovieCard, MovieOrder};
use domain::{MovieId, page};
use leptos::prelude::*;
use leptos_meta::Meta;
use services::movies;

/// Years that are offered at first.
const RECENT_YEARS: usize = 10;
/// Posters that a wide screen shows without scrolling.
const EAGER: usize = 6;

/// `/movies?genre=&year=&sort=&after=`
#[component]
pub fn BrowsePage() -> impl IntoView {
    let genre = query::<String>("genre")
        .filter(|genre| !genre.trim_matches(|c: char| c.is_control() || c.is_whitespace()).is_empty());
    let (year, after) = (query::<i32>("year"), query::<MovieId>("after"));
    let order = MovieOrder::from_code(query::<String>("sort").as_deref());
    let films = async move {
        let films = movies::browse(&services()?, genre, year, order, after).await?;
        // A page must not say what anybody writes into its address.
        if films.genre.as_ref().is_some_and(|genre| !films.genres.contains(genre)) {
            return Err(ErrorCode::NotFound.into());
        }
        Ok(films)
    };
    loaded(films, |films| view! { <Browse films /> }.into_any())
}

/// What a list of films is narrowed by, and its order: everything that a link keeps.
#[derive(Clone)]
struct Choice {
    genre: Option<String>,
    year: Option<i32>,
    order: MovieOrder,
}

impl Choice {
    fn address(&self) -> String {
        self.address_with(None)
    }

    /// The address with one more pair, as "after=12".
    fn address_with(&self, more: Option<String>) -> String {
        let parts: Vec<_> = [
            self.genre.as_deref().map(|genre| format!("genre={}", page::encode(genre))),
            self.year.map(|year| format!("year={year}")),
            (self.order != MovieOrder::default()).then(|| format!("sort={}", self.order.code())),
            more,
        ]
        .into_iter()
        .flatten()
        .collect();
        if parts.is_empty() { page::MOVIES.to_owned() } else { format!("{}?{}", page::MOVIES, parts.join("&")) }
    }

    fn is_narrowed(&self) -> bool {
        self.genre.is_some() || self.year.is_some()
    }

    /// What the page is called.
    fn title(&self) -> String {
        match (self.year, &self.genre) {
            (Some(year), Some(genre)) => format!("{year}년 {genre} 영화"),
            (Some(year), None) => format!("{year}년 영화"),
            (None, Some(genre)) => format!("{genre} 영화"),
            (None, None) => "둘러보기".to_owned(),
        }
    }
}

#[component]
fn Browse(films: BrowseView) -> impl IntoView {
    let choice = Choice { genre: films.genre, year: films.year, order: films.order };
    let title = choice.title();
    let description = match choice.is_narrowed() {
        true => format!("{title}를 인기, 개봉일, 평점 순서로 둘러보세요."),
        false => "장르와 연도로 영화를 둘러보세요.".to_owned(),
    };
    // One of several ways through the same films, or none at all: not for search engines.
    let is_extra = films.is_continued || choice.order != MovieOrder::default() || films.movies.is_empty();
    let is_empty = films.movies.is_empty();
    let all_years = query::<String>("years").is_some();
    let beginning = choice.address();
    let more = films.more.map(|after| choice.address_with(Some(format!("after={after}"))));
    view! {
        <PageTitle title=title.clone() />
        <Preview kind="website" title=title.clone() description canonical=films.canonical />
        {is_extra.then(|| view! { <Meta name="robots" content="noindex" /> })}
        <header class="page-head">
            <h1>{title}</h1>
            {(choice.order == MovieOrder::Best)
                .then(|| {
                    view! {
                        <p class="fine">
                            {format!("{MIN_RANKED_SCORES}명 이상이 점수를 매긴 영화만 나와요. ")}
                            "적은 점수에 흔들리지 않게, 영화마다 3.5점 열 표를 미리 더한 평균으로 순서를 정해요."
                        </p>
                    }
                })}
        </header>
        <div class="filters">
            <GenreFilter choice=choice.clone() genres=films.genres />
            <YearFilter choice=choice.clone() years=films.years all_years />
        </div>
        <Tools choice=choice.clone() />
        {films.is_continued.then(|| view! { <p class="fine"><a href=beginning>"처음부터 보기"</a></p> })}
        {is_empty.then(|| view! { <NoFilms is_continued=films.is_continued is_narrowed=choice.is_narrowed() /> })}
        {(!is_empty).then(|| view! { <Grid movies=films.movies /> })}
        {more.map(|address| view! { <a class="button button-quiet more" href=address>"더 보기"</a> })}
    }
    .into_any()
}

#[component]
fn Grid(movies: Vec<MovieCard>) -> impl IntoView {
    view! {
        <ul class="film-grid">
            {movies
                .into_iter()
                .enumerate()
                .map(|(place, movie)| {
                    let eager = place < EAGER;
                    view! { <li><Card movie eager /></li> }
                })
                .collect_view()}
        </ul>
    }
    .into_any()
}

#[component]
fn GenreFilter(choice: Choice, genres: Vec<String>) -> impl IntoView {
    let current = choice.genre.clone();
    let all = Choice { genre: None, ..choice.clone() }.address();
    view! {
        <div>
            <span id="filter-genre">"장르"</span>
            <nav class="chips" aria-labelledby="filter-genre">
                <Chip label="전체".to_owned() address=all is_current=current.is_none() />
                {genres
                    .into_iter()
                    .map(|genre| {
                        let is_current = current.as_deref() == Some(genre.as_str());
                        let address = Choice { genre: Some(genre.clone()), ..choice.clone() }.address();
                        view! { <Chip label=genre address is_current /> }
                    })
                    .collect_view()}
            </nav>
        </div>
    }
    .into_any()
}

/// The newest years; the older ones at a press, or where one of them is chosen.
#[component]
fn YearFilter(choice: Choice, years: Vec<i32>, all_years: bool) -> impl IntoView {
    let current = choice.year;
    let all = Choice { year: None, ..choice.clone() }.address();
    let is_recent = |year: i32| years.iter().take(RECENT_YEARS).any(|&recent| recent == year);
    let shows_all = all_years || current.is_some_and(|year| !is_recent(year));
    let older = (!shows_all && years.len() > RECENT_YEARS).then(|| choice.address_with(Some("years=all".to_owned())));
    let shown = if shows_all { years.len() } else { RECENT_YEARS };
    view! {
        <div>
            <span id="filter-year">"연도"</span>
            <nav class="chips" aria-labelledby="filter-year">
                <Chip label="전체".to_owned() address=all is_current=current.is_none() />
                {years
                    .into_iter()
                    .take(shown)
                    .map(|year| {
                        let address = Choice { year: Some(year), ..choice.clone() }.address();
                        let is_current = current == Some(year);
                        view! { <Chip label=year.to_string() address is_current /> }
                    })
                    .collect_view()}
                {older.map(|address| view! { <Chip label="더 오래된 해".to_owned() address is_current=false /> })}
            </nav>
        </div>
    }
    .into_any()
}

#[component]
fn Chip(label: String, address: String, is_current: bool) -> impl IntoView {
    view! { <a class="chip" href=address aria-current=is_current.then_some("true")>{label}</a> }.into_any()
}

/// The order, and what can be taken away again.
#[component]
fn Tools(choice: Choice) -> impl IntoView {
    let genre = choice.genre.clone().map(|genre| (genre, Choice { genre: None, ..choice.clone() }.address()));
    let year = choice.year.map(|year| (format!("{year}년"), Choice { year: None, ..choice.clone() }.address()));
    view! {
        <div class="list-tools">
            <nav class="sort" aria-label="정렬">
                {MovieOrder::EACH
                    .into_iter()
                    .map(|order| {
                        let address = Choice { order, ..choice.clone() }.address();
                        let is_current = order == choice.order;
                        view! { <a href=address aria-current=is_current.then_some("true")>{order.label()}</a> }
                    })
                    .collect_view()}
            </nav>
            <div class="chips">
                {[genre, year]
                    .into_iter()
                    .flatten()
                    .map(|(label, address)| {
                        view! {
                            <a class="chip is-active" href=address>
                                {label}
                                <span class="visually-hidden">" 지우기"</span>
                                <Icon shape=icon::CROSS />
                            </a>
                        }
                    })
                    .collect_view()}
            </div>
        </div>
    }
    .into_any()
}

#[component]
pub fn NoFilms(is_continued: bool, is_narrowed: bool) -> impl IntoView {
    let (what, hint) = match (is_continued, is_narrowed) {
        (true, _) => ("여기까지가 전부예요", "처음부터 다시 보거나 다른 영화를 찾아보세요."),
        (false, true) => ("여기에 맞는 영화가 없어요", "장르나 연도를 지우면 더 많은 영화가 나와요."),
        (false, false) => ("아직 보여 드릴 영화가 없어요", "영화가 들어오면 여기에 모여요."),
    };
    view! {
        <div class="empty">
            <strong>{what}</strong>
            <p>{hint}</p>
            <div class="chips">
                {(is_continued || is_narrowed)
                    .then(|| view! { <a class="button button-quiet" href=page::MOVIES>"모든 영화 보기"</a> })}
                <a class="button button-quiet" href=page::SEARCH>"검색하기"</a>
            </div>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_keep_what_was_chosen() {
        let all = Choice { genre: None, year: None, order: MovieOrder::default() };
        assert_eq!((all.address().as_str(), all.title().as_str()), ("/movies", "둘러보기"));
        let chosen = Choice { genre: Some("SF".to_owned()), year: Some(2019), order: MovieOrder::Best };
        assert_eq!(chosen.address(), "/movies?genre=SF&year=2019&sort=best");
        assert_eq!(chosen.address_with(Some("after=7".to_owned())), "/movies?genre=SF&year=2019&sort=best&after=7");
        assert_eq!(chosen.title(), "2019년 SF 영화");
        let genre = Choice { genre: Some("멜로/로맨스".to_owned()), ..all };
        assert!(genre.address().ends_with("genre=%EB%A9%9C%EB%A1%9C%2F%EB%A1%9C%EB%A7%A8%EC%8A%A4"));
    }
}
