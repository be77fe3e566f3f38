//! The first page of the administration: how things stand, and what needs somebody first.

use crate::accounts::MemberState;
use serde::{Deserialize, Serialize};

/// How many members are in a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct StateCount {
    pub state: MemberState,
    pub count: i64,
}

/// Something that waits for somebody, most urgent first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Attention {
    /// Suspended members who object.
    Appeals,
    /// Jobs that have used up their tries.
    FailedJobs,
    /// Mails that were given up.
    DeadMails,
    /// Mails that have waited for more than half an hour.
    LateMails,
    /// Films without a plot.
    MoviesWithoutPlot,
}

impl Attention {
    pub const fn label(self) -> &'static str {
        match self {
            Self::Appeals => "답을 기다리는 이의 제기",
            Self::FailedJobs => "실패한 작업",
            Self::DeadMails => "보내지 못한 메일",
            Self::LateMails => "30분 넘게 기다리는 메일",
            Self::MoviesWithoutPlot => "줄거리 없는 영화",
        }
    }

    /// The list that shows them.
    pub const fn page(self) -> &'static str {
        match self {
            Self::Appeals => "/admin/members?state=suspended&appeals=1",
            Self::FailedJobs => "/admin/jobs?state=failed",
            Self::DeadMails => "/admin/mails?state=dead",
            Self::LateMails => "/admin/mails?state=waiting",
            Self::MoviesWithoutPlot => "/admin/movies?gap=plot",
        }
    }

    /// Whether a moderator can do something about it.
    pub const fn is_for_moderators(self) -> bool {
        matches!(self, Self::Appeals)
    }
}

/// The overview. Numbers are written by the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OverviewView {
    /// What needs the viewer first, with how many; empty when nothing does.
    pub attention: Vec<(Attention, i64)>,
    /// Every state, also those nobody is in.
    pub members: Vec<StateCount>,
    /// Within seven days.
    pub new_members: i64,
    pub new_reviews: i64,
    pub new_scores: i64,
    pub movie_count: i64,
    pub movies_without_plot: i64,
    pub movies_without_tags: i64,
    pub waiting_mails: i64,
    pub dead_mails: i64,
    /// Waiting to run for the first time or again, and running.
    pub open_jobs: i64,
    pub failed_jobs: i64,
}
