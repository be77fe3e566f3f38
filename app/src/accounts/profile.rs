//! A member's page, as everybody sees it and as their own.

use crate::components::{Avatar, Bar, Histogram, PageTitle, Poster, Preview, bounds, loaded, param, query};
use crate::movies::{Card, QuickScore};
use crate::request::{self, services};
use crate::reviews::ReviewCard;
use domain::accounts::{ProfileTab, ProfileView, Role, ScoreOrder, ScoredMovie};
use domain::error::ErrorCode;
use domain::page;
use domain::reviews::Visibility;
use leptos::prelude::*;
use leptos_meta::{Link, Meta};
use services::accounts;

/// `/accounts/{nickname}`
#[component]
pub fn ProfilePage() -> impl IntoView {
    let (nickname, asked) = (param::<String>("nickname"), asked());
    let profile = async move {
        let nickname = nickname.ok_or(ErrorCode::NotFound)?;
        // Not even to its owner: this is the page that others see.
        if asked.tab == ProfileTab::NotInterested {
            return Err(ErrorCode::NotFound.into());
        }
        let profile = accounts::profile(&services()?, request::visitor().as_ref(), &nickname, asked).await?;
        if profile.reviews.iter().any(|review| review.visibility == Visibility::OnlyMe) {
            request::never_store();
        }
        Ok(profile)
    };
    loaded(profile, |profile| view! { <Profile profile /> }.into_any())
}

/// `/my`
#[component]
pub fn MyPage() -> impl IntoView {
    let asked = asked();
    let profile = async move {
        let actor = request::actor_or_sign_in()?;
        request::never_store();
        Ok(accounts::mine(&services()?, &actor, asked).await?)
    };
    loaded(profile, |profile| view! { <Mine profile /> }.into_any())
}

/// Which list the address asks for; what it says wrongly counts as unsaid.
fn asked() -> accounts::ProfilePage {
    accounts::ProfilePage {
        tab: ProfileTab::from_code(query::<String>("tab").as_deref()),
        order: ScoreOrder::from_code(query::<String>("sort").as_deref()),
        after: query::<i64>("after"),
    }
}

/// Path of a list on the page at `base`. What is the default anyway is left out.
fn address(base: &str, tab: ProfileTab, order: ScoreOrder, after: Option<&str>) -> String {
    let parts = [
        (tab != ProfileTab::default()).then(|| format!("tab={}", tab.code())),
        // Only scores have an order.
        (tab == ProfileTab::Scores && order != ScoreOrder::default()).then(|| format!("sort={}", order.code())),
        after.map(|after| format!("after={after}")),
    ];
    let query = parts.into_iter().flatten().collect::<Vec<_>>().join("&");
    if query.is_empty() { base.to_owned() } else { format!("{base}?{query}") }
}

#[component]
fn Profile(profile: ProfileView) -> impl IntoView {
    let base = page::profile(&profile.nickname);
    let nickname = profile.nickname.clone();
    view! {
        <Head profile=profile.clone() />
        <header class="profile-head">
            <Avatar nickname=nickname.clone() size="avatar-large" />
            <div class="profile-name">
                <h1>{nickname}</h1>
                <p class="fine">{format!("{}부터", profile.joined)}</p>
                {profile.is_mine.then(|| view! {
                    <p class="chips">
                        <a class="button button-quiet button-small" href=page::MY>"내 기록으로"</a>
                    </p>
                })}
            </div>
            <Numbers profile=profile.clone() />
            <Spread histogram=profile.histogram.clone() count=profile.score_count />
        </header>
        <Tabs base=base.clone() profile=profile.clone() />
        <Entries base profile is_own=false />
    }
    .into_any()
}

#[component]
fn Mine(profile: ProfileView) -> impl IntoView {
    let nickname = profile.nickname.clone();
    view! {
        <PageTitle title="내 기록".to_owned() />
        <Meta name="robots" content="noindex" />
        <header class="profile-head">
            <Avatar nickname=nickname.clone() size="avatar-large" />
            <div class="profile-name">
                <h1>"내 기록"</h1>
                <p class="fine">{format!("{nickname} · {}부터", profile.joined)}</p>
                <div class="chips">
                    <a class="button button-quiet button-small" href=page::profile(&nickname)>"남이 보는 내 프로필"</a>
                    <a class="button button-quiet button-small" href=page::SETTINGS>"내 계정"</a>
                    {request::visitor()
                        .is_some_and(|actor| actor.role() >= Role::Moderator)
                        .then(|| {
                            view! {
                                <a class="button button-quiet button-small narrow-only" href=page::ADMIN>"운영"</a>
                            }
                        })}
                    <form method="post" action="/rpc/sign_out">
                        <button class="button button-quiet button-small">"로그아웃"</button>
                    </form>
                </div>
            </div>
            <Numbers profile=profile.clone() />
            <Spread histogram=profile.histogram.clone() count=profile.score_count />
        </header>
        <Tabs base=page::MY.to_owned() profile=profile.clone() />
        <Entries base=page::MY.to_owned() profile is_own=true />
    }
    .into_any()
}

#[component]
fn Numbers(profile: ProfileView) -> impl IntoView {
    view! {
        <dl class="counts">
            <div><dt>"점수"</dt><dd>{profile.score_count}</dd></div>
            <div><dt>"리뷰"</dt><dd>{profile.review_count}</dd></div>
            <div><dt>"보고싶어요"</dt><dd>{profile.want_count}</dd></div>
            {profile.mean.map(|mean| view! { <div><dt>"평균"</dt><dd class="is-score">{mean}</dd></div> })}
        </dl>
    }
    .into_any()
}

/// How their scores spread.
#[component]
fn Spread(histogram: Vec<i64>, count: i64) -> impl IntoView {
    let bars: Vec<Bar> = (1..=10)
        .zip(histogram)
        .map(|(number, count)| {
            let (low, high) = bounds(number);
            let label = format!("{low}점에서 {high}점 {count}편");
            Bar { count, label, href: None, is_mine: false, is_current: false }
        })
        .collect();
    (count > 0).then(|| view! { <Histogram bars /> })
}

#[component]
fn Tabs(
    /// Path of the page without its query.
    base: String,
    profile: ProfileView,
) -> impl IntoView {
    let is_own = base == page::MY;
    let tabs = ProfileTab::EACH
        .into_iter()
        .filter(|tab| is_own || *tab != ProfileTab::NotInterested)
        .map(|tab| {
            let count = match tab {
                ProfileTab::Scores => profile.score_count,
                ProfileTab::Reviews => profile.review_count,
                ProfileTab::Wanted => profile.want_count,
                ProfileTab::NotInterested => profile.not_interested_count,
            };
            let href = address(&base, tab, profile.order, None);
            let current = (tab == profile.tab).then_some("page");
            view! { <a href=href aria-current=current>{tab.label()} " " <span class="count">{count}</span></a> }
        })
        .collect_view();
    view! { <nav class="tabs" aria-label="회원의 기록">{tabs}</nav> }.into_any()
}

/// The list of the tab, and the ways through it.
#[component]
fn Entries(
    /// Path of the page without its query.
    base: String,
    profile: ProfileView,
    /// On the member's own page, where scores can be changed in place.
    is_own: bool,
) -> impl IntoView {
    let (tab, order) = (profile.tab, profile.order);
    let more = profile.more.as_deref().map(|after| {
        view! { <a class="button button-quiet more" href=address(&base, tab, order, Some(after))>"더 보기"</a> }
    });
    let beginning = profile.is_continued.then(|| {
        view! { <p class="fine"><a href=address(&base, tab, order, None)>"처음부터 보기"</a></p> }
    });
    let is_empty = profile.scored.is_empty() && profile.reviews.is_empty() && profile.movies.is_empty();
    let sort = (tab == ProfileTab::Scores && !is_empty).then(|| view! { <Sort base=base.clone() order /> });
    let list = match tab {
        _ if is_empty => view! { <NoEntries tab is_own is_continued=profile.is_continued /> }.into_any(),
        ProfileTab::Scores if is_own => view! {
            <ul>{profile.scored.into_iter().map(|scored| view! { <ScoredRow scored /> }).collect_view()}</ul>
        }
        .into_any(),
        ProfileTab::Scores => view! {
            <ul class="film-grid">
                {profile.scored.into_iter().map(|scored| view! { <li><ScoredCard scored /></li> }).collect_view()}
            </ul>
        }
        .into_any(),
        ProfileTab::Reviews => view! {
            <div class="review-list">
                {profile.reviews.into_iter().map(|review| view! { <ReviewCard review with_movie=true /> }).collect_view()}
            </div>
        }
        .into_any(),
        ProfileTab::Wanted | ProfileTab::NotInterested => view! {
            <ul class="film-grid">
                {profile.movies.into_iter().map(|movie| view! { <li><Card movie /></li> }).collect_view()}
            </ul>
        }
        .into_any(),
    };
    view! {
        <section class="profile-entries" aria-labelledby="entries">
            <h2 class="visually-hidden" id="entries">{tab.label()}</h2>
            {(sort.is_some() || beginning.is_some()).then(|| view! { <div class="list-tools">{beginning} {sort}</div> })}
            {list}
            {more}
        </section>
    }
    .into_any()
}

#[component]
fn Sort(base: String, order: ScoreOrder) -> impl IntoView {
    let orders = ScoreOrder::EACH
        .into_iter()
        .map(|each| {
            let href = address(&base, ProfileTab::Scores, each, None);
            let current = (each == order).then_some("true");
            view! { <a href=href aria-current=current>{each.label()}</a> }
        })
        .collect_view();
    view! { <nav class="sort" aria-label="정렬">{orders}</nav> }.into_any()
}

/// A film with their score under it.
#[component]
pub fn ScoredCard(scored: ScoredMovie) -> impl IntoView {
    let ScoredMovie { movie, score } = scored;
    view! {
        <a class="card" href=page::movie(movie.id)>
            <Poster id=movie.id title=movie.title.clone() />
            <span class="card-title">{movie.title}</span>
            <span class="score-figure">
                <span class="visually-hidden">"점수 "</span>
                {score.to_string()}
            </span>
        </a>
    }
    .into_any()
}

/// A film of mine whose score can be changed in place; without script, on its own page.
#[component]
pub fn ScoredRow(scored: ScoredMovie) -> impl IntoView {
    let ScoredMovie { movie, score } = scored;
    let mean = movie.mean.map(|mean| {
        view! {
            <p class="film-row-facts">
                "평점 "
                <span class="mean-small">{mean}</span>
            </p>
        }
    });
    view! {
        <li class="film-row">
            <Poster id=movie.id title=movie.title.clone() />
            <div>
                <h3 class="film-row-title">
                    <a href=page::movie(movie.id)>
                        {movie.title.clone()}
                        {movie.year.map(|year| view! { " " <small>{year}</small> })}
                    </a>
                </h3>
                {mean}
            </div>
            <div class="film-row-edit">
                <QuickScore movie=movie.id title=movie.title.clone() mine=Some(score) />
            </div>
        </li>
    }
    .into_any()
}

/// What stands in the place of the list while it is empty.
#[component]
pub fn NoEntries(tab: ProfileTab, is_own: bool, is_continued: bool) -> impl IntoView {
    let (title, text) = match (is_continued, tab, is_own) {
        (true, ..) => ("여기까지예요", ""),
        (_, ProfileTab::Scores, true) => ("아직 점수가 없어요", "첫 영화에 점수를 주면 여기에 쌓여요."),
        (_, ProfileTab::Scores, false) => ("아직 점수가 없어요", "첫 점수를 기다리고 있어요."),
        (_, ProfileTab::Reviews, true) => ("아직 리뷰가 없어요", "한 줄이어도 좋아요. 본 영화 이야기를 들려주세요."),
        (_, ProfileTab::Reviews, false) => ("아직 리뷰가 없어요", "첫 리뷰를 기다리고 있어요."),
        (_, ProfileTab::Wanted, true) => {
            ("아직 보고 싶은 영화가 없어요", "영화 페이지에서 보고싶어요를 누르면 여기에 모여요.")
        }
        (_, ProfileTab::Wanted, false) => ("아직 보고 싶은 영화가 없어요", "고르는 중인가 봐요."),
        (_, ProfileTab::NotInterested, _) => {
            ("관심없어요라고 한 영화가 없어요", "영화 페이지에서 관심없어요를 누르면 여기에 모여요. 나에게만 보여요.")
        }
    };
    let way = match tab {
        ProfileTab::Scores => "점수 매길 영화 찾기",
        _ => "영화 둘러보기",
    };
    view! {
        <div class="empty">
            <strong>{title}</strong>
            {(!text.is_empty()).then(|| view! { <p>{text}</p> })}
            {is_own.then(|| view! { <a class="button button-quiet" href=page::MOVIES>{way}</a> })}
        </div>
    }
    .into_any()
}

#[component]
fn Head(profile: ProfileView) -> impl IntoView {
    let title = format!("{} 님의 영화 기록", profile.nickname);
    let mean = profile.mean.as_deref().map(|mean| format!(", 평균 {mean}점")).unwrap_or_default();
    let description = format!("점수 {}개{mean} · 리뷰 {}개", profile.score_count, profile.review_count);
    let is_default =
        profile.tab == ProfileTab::default() && profile.order == ScoreOrder::default() && !profile.is_continued;
    view! {
        <PageTitle title=title.clone() />
        <Link
            rel="alternate"
            type_="application/atom+xml"
            title="리뷰 피드"
            href=format!("{}/feed.atom", profile.canonical)
        />
        <Preview kind="profile" title description canonical=profile.canonical />
        // One address per member in search results.
        {(!is_default).then(|| view! { <Meta name="robots" content="noindex,follow" /> })}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_leave_defaults_out() {
        assert_eq!(address("/my", ProfileTab::Scores, ScoreOrder::Recent, None), "/my");
        assert_eq!(address("/my", ProfileTab::Scores, ScoreOrder::High, Some("7")), "/my?sort=high&after=7");
        assert_eq!(address("/my", ProfileTab::Wanted, ScoreOrder::High, None), "/my?tab=wanted");
    }
}
