//! The overview.

use super::store;
use crate::accounts::Actor;
use crate::{Result, Services};
use domain::accounts::{MemberState, Role};
use domain::administration::{Attention, JobState, OverviewView, StateCount};

/// How things stand, and what needs the actor first: three statements.
pub async fn overview(services: &Services, actor: &Actor) -> Result<OverviewView> {
    actor.require(Role::Moderator)?;
    let numbers = store::overview::numbers(&services.pool).await?;
    let states = store::overview::members(&services.pool).await?;
    let jobs = store::jobs::counts(&services.pool).await?;
    let in_state = |state: JobState| jobs.iter().find(|(known, _)| *known == state).map_or(0, |(_, count)| *count);
    let failed_jobs = in_state(JobState::Failed);
    let is_administrator = actor.role() >= Role::Administrator;
    let attention = [
        (Attention::Appeals, numbers.open_appeals),
        (Attention::FailedJobs, failed_jobs),
        (Attention::DeadMails, numbers.dead_mails),
        (Attention::LateMails, numbers.late_mails),
        (Attention::MoviesWithoutPlot, numbers.movies_without_plot),
    ];
    let members = MemberState::EACH.map(|state| StateCount {
        state,
        count: states.iter().find(|(known, _)| *known == state).map_or(0, |(_, count)| *count),
    });
    Ok(OverviewView {
        attention: attention
            .into_iter()
            .filter(|(what, count)| *count > 0 && (is_administrator || what.is_for_moderators()))
            .collect(),
        members: members.to_vec(),
        new_members: numbers.new_members,
        new_reviews: numbers.new_reviews,
        new_scores: numbers.new_scores,
        movie_count: numbers.movie_count,
        movies_without_plot: numbers.movies_without_plot,
        movies_without_tags: numbers.movies_without_tags,
        waiting_mails: numbers.waiting_mails,
        dead_mails: numbers.dead_mails,
        open_jobs: in_state(JobState::Waiting) + in_state(JobState::Retrying) + in_state(JobState::Running),
        failed_jobs,
    })
}
