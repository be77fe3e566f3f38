//! The film page.

use super::score::{Mean, ScoreControl};
use crate::components::{PageTitle, Poster, Preview, loaded, param, query};
use crate::request::{self, services};
use crate::reviews::ReviewCard;
use domain::error::ErrorCode;
use domain::movies::{AgeGrade, Credit, MovieView, ScoreView};
use domain::reviews::{Visibility, excerpt};
use domain::{FormReturn, MovieId, ReviewId, page};
use leptos::prelude::*;
use leptos_meta::Meta;
use services::movies;

#[component]
pub fn MoviePage() -> impl IntoView {
    let (id, after, form) = (param::<MovieId>("id"), query::<ReviewId>("after"), query("form"));
    let movie = async move {
        let id = id.ok_or(ErrorCode::NotFound)?;
        let form = request::returned_form(form).await?;
        let page = movies::get(&services()?, request::visitor().as_ref(), id, after, form).await?;
        if page.reviews.iter().any(|review| review.visibility == Visibility::OnlyMe) {
            request::never_store();
        }
        Ok(page)
    };
    loaded(movie, |movie| view! { <Movie movie /> }.into_any())
}

#[component]
fn Movie(movie: MovieView) -> impl IntoView {
    let scores = ScoreView { mine: movie.my_score, mean: movie.mean.clone(), score_count: movie.score_count };
    let facts: Vec<String> = [
        movie.year.map(|year| year.to_string()),
        Some(movie.genres.join(" · ")).filter(|genres| !genres.is_empty()),
        Some(movie.nations.join(" · ")).filter(|nations| !nations.is_empty()),
        movie.runtime_minutes.map(|minutes| format!("{minutes}분")),
        movie.age_grade.map(|grade| grade.label().to_owned()),
    ]
    .into_iter()
    .flatten()
    .collect();
    view! {
        <Head movie=movie.clone() />
        <div class="movie">
            // Blurred behind the head of the page, so that each film has its own light.
            <img class="movie-backdrop" src=page::poster(movie.id) alt="" />
            <header class="movie-head">
                <Poster id=movie.id title=movie.title.clone() eager=true />
                <div class="movie-summary">
                    <h1>{movie.title.clone()}</h1>
                    {movie.original_title.clone().map(|title| view! { <p class="original-title">{title}</p> })}
                    <ul class="facts">{facts.into_iter().map(|fact| view! { <li>{fact}</li> }).collect_view()}</ul>
                    <Mean scores=scores.clone() />
                    {(!movie.tags.is_empty())
                        .then(|| view! {
                            <ul class="tags" aria-label="분위기">
                                {movie.tags.iter().map(|tag| view! { <li>{tag.clone()}</li> }).collect_view()}
                            </ul>
                        })}
                </div>
                <ScorePanel movie=movie.id scores form=movie.form.clone() />
            </header>
            <div class="movie-body">
                <section aria-labelledby="about">
                    <h2 id="about">"이야기"</h2>
                    <p class="plot">{movie.plot.clone()}</p>
                    <dl class="credits">
                        {movie.released.clone().map(|day| view! { <dt>"개봉"</dt> <dd>{day}</dd> })}
                        <Credits label="감독" people=movie.directors.clone() />
                        <Credits label="출연" people=movie.cast.clone() />
                    </dl>
                </section>
                <Reviews movie />
            </div>
        </div>
    }
}

/// A page of the film's reviews, and the ways to the others.
#[component]
fn Reviews(movie: MovieView) -> impl IntoView {
    let path = page::movie(movie.id);
    let beginning = match (movie.is_continued, movie.reviews.is_empty()) {
        (true, _) => view! { <p class="fine"><a href=path.clone()>"처음 리뷰부터 보기"</a></p> }.into_any(),
        (false, true) => view! { <p class="empty">"아직 리뷰가 없어요. 첫 번째로 이야기를 들려주세요."</p> }.into_any(),
        (false, false) => ().into_any(),
    };
    let older = movie.more_reviews.map(|after| {
        view! { <a class="button button-quiet more" href=format!("{path}?after={after}#reviews")>"이전 리뷰 더 보기"</a> }
    });
    view! {
        <section class="movie-reviews" id="reviews" aria-labelledby="reviews-title">
            <div class="section-head">
                <h2 id="reviews-title">"리뷰"</h2>
                <p class="fine">{movie.review_count} "개"</p>
                <a class="button" href=page::write_review(movie.id)>"리뷰 쓰기"</a>
            </div>
            {beginning}
            {movie.reviews.into_iter().map(|review| view! { <ReviewCard review /> }).collect_view()}
            {older}
        </section>
    }
    .into_any()
}

/// The control for members, the way in for visitors.
#[component]
fn ScorePanel(movie: MovieId, scores: ScoreView, form: Option<FormReturn>) -> impl IntoView {
    view! {
        <section class="score-panel" aria-labelledby="my-score">
            <h2 id="my-score">"내 점수"</h2>
            {match request::visitor() {
                Some(_) => view! { <ScoreControl movie scores form page=request::here() /> }.into_any(),
                None => view! {
                    <a class="button button-wide" href=page::sign_in_then(&page::movie(movie))>"로그인하고 점수 매기기"</a>
                }
                .into_any(),
            }}
        </section>
    }
    .into_any()
}

#[component]
fn Credits(label: &'static str, people: Vec<Credit>) -> impl IntoView {
    (!people.is_empty()).then(|| {
        view! {
            <dt>{label}</dt>
            <dd>
                <ul class="people">
                    {people
                        .into_iter()
                        .map(|credit| view! {
                            <li>
                                {credit.name}
                                {credit.role.map(|role| view! { <span class="role">{format!(" {role} 역")}</span> })}
                            </li>
                        })
                        .collect_view()}
                </ul>
            </dd>
        }
    })
}

#[component]
fn Head(movie: MovieView) -> impl IntoView {
    let title = match movie.year {
        Some(year) => format!("{} ({year})", movie.title),
        None => movie.title.clone(),
    };
    let plot = excerpt(&movie.plot, 120);
    let description = match &movie.mean {
        Some(mean) => format!("평점 {mean} ({}명) · 리뷰 {}개. {plot}", movie.score_count, movie.review_count),
        None => plot,
    };
    view! {
        <PageTitle title=title.clone() />
        <Preview kind="video.movie" title description canonical=movie.canonical />
        {movie.age_grade.filter(|grade| *grade == AgeGrade::Nineteen).map(|_| view! { <Meta name="rating" content="adult" /> })}
    }
    .into_any()
}
