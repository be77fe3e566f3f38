//! A member's page: what they scored, wrote and want to see.

use super::{Actor, store};
use crate::{Result, Services, movies, reviews, text};
use domain::accounts::{ProfileTab, ProfileView, ScoreOrder};
use domain::error::ErrorCode;
use domain::movies::Preference;
use domain::{MemberId, page};

/// What a profile is asked for.
#[derive(Debug, Clone, Default)]
pub struct ProfilePage {
    pub tab: ProfileTab,
    pub order: ScoreOrder,
    /// Go on after this entry, a film or a review as the tab says.
    pub after: Option<i64>,
}

/// The page of the member called `nickname`, in whatever case.
///
/// # Errors
/// `not_found` when no active member is called so, unless it is the actor, or for a tab that only the
/// member may see.
pub async fn profile(
    services: &Services,
    actor: Option<&Actor>,
    nickname: &str,
    page: ProfilePage,
) -> Result<ProfileView> {
    let nickname = text::line(nickname.to_owned());
    let owner = actor.map(Actor::member_id);
    let row = store::profile(&services.pool, &nickname, None, owner).await?.ok_or(ErrorCode::NotFound)?;
    let is_mine = owner == Some(MemberId(row.id));
    if page.tab == ProfileTab::NotInterested && !is_mine {
        return Err(ErrorCode::NotFound.into());
    }
    fill(services, actor, row, is_mine, true, page).await
}

/// The actor's own page.
pub async fn mine(services: &Services, actor: &Actor, page: ProfilePage) -> Result<ProfileView> {
    let owner = Some(actor.member_id());
    let row = store::profile(&services.pool, actor.nickname(), owner, owner).await?.ok_or(ErrorCode::NotFound)?;
    fill(services, Some(actor), row, true, false, page).await
}

async fn fill(
    services: &Services,
    actor: Option<&Actor>,
    row: store::ProfileRow,
    is_mine: bool,
    only_public: bool,
    page: ProfilePage,
) -> Result<ProfileView> {
    let member = MemberId(row.id);
    let canonical = services.absolute(&page::profile(&row.nickname));
    let mut view = ProfileView { is_mine, tab: page.tab, order: page.order, canonical, ..row.into_view() };
    if !is_mine {
        view.not_interested_count = 0;
    }
    view.is_continued = page.after.is_some();
    let after = page.after.map(domain::MovieId);
    match page.tab {
        ProfileTab::Scores => {
            (view.scored, view.more) = movies::scored_by(services, member, page.order, after).await?;
        }
        ProfileTab::Reviews => {
            let after = page.after.map(domain::ReviewId);
            (view.reviews, view.more) = reviews::of_member(services, actor, member, only_public, after).await?;
        }
        ProfileTab::Wanted => {
            (view.movies, view.more) = movies::preferred_by(services, member, Preference::Want, after).await?;
        }
        ProfileTab::NotInterested => {
            (view.movies, view.more) = movies::preferred_by(services, member, Preference::NotInterested, after).await?;
        }
    }
    Ok(view)
}
