//! A film as the house keeps it: its facts, and making one film of two.

use super::audit::AuditTable;
use super::forms::{Confirm, Line, own};
use super::frame::{Desk, Section};
use super::keeper;
use super::movie_form::MovieForm;
use super::parts::{Record, address, maybe, text};
use crate::components::{loaded, param, query};
use crate::request::{self, services};
use domain::administration::ManagedMovie;
use domain::error::ErrorCode;
use domain::{FormReturn, MovieId, page};
use leptos::prelude::*;
use services::time::with_separators;
use services::{Error, administration, movies};

/// `/admin/movies/{id}`
#[component]
pub fn MoviePage() -> impl IntoView {
    let (id, form) = (param::<MovieId>("id"), query::<String>("form"));
    let movie = async move {
        let actor = keeper()?;
        let (services, id) = (services()?, id.ok_or(ErrorCode::NotFound)?);
        let movie = match administration::movie(&services, &actor, id).await {
            // A film that turned out to be another one: links from the log lead on.
            Err(Error::Refused(error)) if error.code == ErrorCode::NotFound => {
                if let Some(other) = movies::merged_into(&services, id).await? {
                    request::redirect_for_good(&super::movies::path(other));
                }
                return Err(error.into());
            }
            movie => movie?,
        };
        Ok((movie, request::returned_form(form).await?))
    };
    loaded(movie, |(movie, form)| view! { <Movie movie form /> }.into_any())
}

#[component]
fn Movie(movie: ManagedMovie, form: Option<FormReturn>) -> impl IntoView {
    view! {
        <Desk
            section=Section::Movies
            title=movie.title.clone()
            about=format!("영화 번호 {}", movie.id)
            form=form.clone()
        >
            <Facts movie=movie.clone() />
            <section aria-labelledby="facts">
                <div class="section-head">
                    <h2 id="facts">"정보 고치기"</h2>
                </div>
                <MovieForm movie=movie.clone() form=form.clone() />
            </section>
            <Merge movie=movie.clone() form />
            {(!movie.audit.is_empty()).then(|| view! {
                <section aria-labelledby="audit">
                    <div class="section-head">
                        <h2 id="audit">"운영 기록"</h2>
                    </div>
                    <AuditTable caption="이 영화에 한 일, 최근부터" entries=movie.audit with_target=false />
                </section>
            })}
        </Desk>
    }
    .into_any()
}

/// What is known of the film beside what the form changes.
#[component]
fn Facts(movie: ManagedMovie) -> impl IntoView {
    let merged = movie.merged.iter().map(|id| id.to_string()).collect::<Vec<_>>().join(", ");
    let lines = vec![
        ("공개 화면", Some(view! { <a href=page::movie(movie.id)>"영화 페이지 보기"</a> }.into_any())),
        ("점수", Some(text(with_separators(movie.score_count)))),
        ("리뷰", Some(text(with_separators(movie.review_count)))),
        ("감독·출연", Some(text(with_separators(movie.credit_count)))),
        ("장르", maybe(Some(movie.genres.join(", ")))),
        ("다른 제목", maybe(Some(movie.aliases.join(", ")))),
        ("KOFIC 코드", maybe(movie.kofic_code)),
        ("합쳐진 영화 번호", maybe(Some(merged))),
    ];
    view! { <Record lines /> }.into_any()
}

/// Makes this film a part of another one.
#[component]
fn Merge(movie: ManagedMovie, form: Option<FormReturn>) -> impl IntoView {
    let fields = vec![("from_id", movie.id.to_string())];
    let returned = own(form.as_ref(), "merge_movies", &fields).unwrap_or_default();
    let loss = format!(
        "점수 {}개와 리뷰 {}개를 다른 영화로 옮기고 이 영화는 지워요. 두 영화에 모두 점수를 준 회원은 나중에 준 \
         점수가 남아요. 이 영화의 주소는 남는 영화로 이어져요. 되돌릴 수 없어요.",
        with_separators(movie.score_count),
        with_separators(movie.review_count),
    );
    let alike = address(Section::Movies.path(), &[("q", movie.title.as_str())]);
    view! {
        <section class="danger" aria-labelledby="merge">
            <h2 id="merge">"합치기"</h2>
            <p class="fine">
                "같은 영화가 두 번 들어왔을 때 써요. " <a href=alike>"제목이 비슷한 영화 보기"</a>
            </p>
            <div class="own-actions">
                <Confirm
                    endpoint="merge_movies"
                    fields
                    id="merge-movie"
                    opener="다른 영화에 합치기"
                    text=loss
                    hint="운영 기록에 남아요. 500자까지 쓸 수 있어요."
                    button="합치고 이 영화 지우기"
                    form
                >
                    <Line
                        id="merge-into"
                        name="into_id"
                        label="남는 영화의 번호"
                        kind="number"
                        hint="영화 페이지 주소 끝의 숫자예요."
                        value=returned.value("into_id")
                        error=returned.error.clone()
                    />
                </Confirm>
            </div>
        </section>
    }
    .into_any()
}
