//! How things stand, and what needs somebody first.

use super::frame::{Desk, Section};
use super::keeper;
use super::parts::address;
use crate::components::loaded;
use crate::request::{self, services};
use domain::accounts::{MemberState, Role};
use domain::administration::{Attention, OverviewView};
use leptos::prelude::*;
use services::administration;
use services::time::with_separators;

/// `/admin`
#[component]
pub fn OverviewPage() -> impl IntoView {
    let overview = async move {
        let actor = keeper()?;
        Ok(administration::overview(&services()?, &actor).await?)
    };
    loaded(overview, |overview| view! { <Overview overview /> }.into_any())
}

#[component]
fn Overview(overview: OverviewView) -> impl IntoView {
    let is_administrator = request::visitor().is_some_and(|actor| actor.role() >= Role::Administrator);
    let members = overview.members.iter().map(|count| {
        let path = address(Section::Members.path(), &[("state", count.state.code())]);
        (count.state.label(), count.count, Some(path))
    });
    let members: Vec<_> =
        members.filter(|(name, count, _)| *count > 0 || *name == MemberState::Active.label()).collect();
    let week = vec![
        ("새 회원", overview.new_members, Some(Section::Members.path().to_owned())),
        ("새 리뷰", overview.new_reviews, None),
        ("새 점수", overview.new_scores, None),
    ];
    view! {
        <Desk section=Section::Overview title="현황".to_owned() form=None>
            <Attentions attention=overview.attention.clone() />
            <div class="figure-groups">
                <Group id="members" title="회원" figures=members />
                <Group id="week" title="지난 7일" figures=week />
                {is_administrator.then(|| view! { <House overview /> })}
            </div>
        </Desk>
    }
    .into_any()
}

/// What needs somebody, the gravest first.
#[component]
fn Attentions(attention: Vec<(Attention, i64)>) -> impl IntoView {
    let body = if attention.is_empty() {
        view! { <p class="attention-none">"지금 손댈 일이 없어요. 밀린 일도, 답을 기다리는 회원도 없어요."</p> }
            .into_any()
    } else {
        let items = attention
            .into_iter()
            .map(|(kind, count)| {
                // A gap in the catalogue waits for nobody.
                let class = if kind == Attention::MoviesWithoutPlot { "is-calm" } else { "is-grave" };
                view! {
                    <li class=class>
                        <strong>{format!("{} {}", kind.label(), with_separators(count))}</strong>
                        <a class="button button-quiet button-small" href=kind.page()>
                            "살펴보기"
                            <span class="visually-hidden">{format!(": {}", kind.label())}</span>
                        </a>
                    </li>
                }
            })
            .collect_view();
        view! { <ul class="attention">{items}</ul> }.into_any()
    };
    view! {
        <section aria-labelledby="attention">
            <div class="section-head">
                <h2 id="attention">"먼저 볼 일"</h2>
            </div>
            {body}
        </section>
    }
    .into_any()
}

/// Films, jobs and mails: what administrators keep.
#[component]
fn House(overview: OverviewView) -> impl IntoView {
    let list = |section: Section, name: &str, value: &str| Some(address(section.path(), &[(name, value)]));
    let catalogue = vec![
        ("영화", overview.movie_count, Some(Section::Movies.path().to_owned())),
        ("줄거리 없음", overview.movies_without_plot, list(Section::Movies, "gap", "plot")),
        ("태그 없음", overview.movies_without_tags, list(Section::Movies, "gap", "tags")),
    ];
    let work = vec![
        ("남은 작업", overview.open_jobs, Some(Section::Jobs.path().to_owned())),
        ("실패한 작업", overview.failed_jobs, list(Section::Jobs, "state", "failed")),
        ("기다리는 메일", overview.waiting_mails, list(Section::Mails, "state", "waiting")),
        ("보내지 못한 메일", overview.dead_mails, list(Section::Mails, "state", "dead")),
    ];
    view! {
        <Group id="catalogue" title="영화" figures=catalogue />
        <Group id="work" title="작업과 메일" figures=work />
    }
    .into_any()
}

/// Large figures: name, number, and the list that holds what was counted.
#[component]
fn Group(id: &'static str, title: &'static str, figures: Vec<(&'static str, i64, Option<String>)>) -> impl IntoView {
    let figures = figures
        .into_iter()
        .map(|(name, count, path)| {
            let words = view! {
                <span class="figure-name">{name}</span>
                <span class="figure-number">{with_separators(count)}</span>
            };
            match path {
                Some(path) => view! { <li><a class="figure" href=path>{words}</a></li> }.into_any(),
                None => view! { <li><p class="figure">{words}</p></li> }.into_any(),
            }
        })
        .collect_view();
    view! {
        <section aria-labelledby=id>
            <div class="section-head">
                <h2 id=id>{title}</h2>
            </div>
            <ul class="figures">{figures}</ul>
        </section>
    }
    .into_any()
}
