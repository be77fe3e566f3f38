//! Work behind the scenes: jobs and mails.

use crate::ids::MemberId;
use serde::{Deserialize, Serialize};

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum JobState {
    /// Has not been tried yet.
    Waiting,
    Running,
    /// Failed, and will be tried again.
    Retrying,
    /// Has used up its tries.
    Failed,
}

impl JobState {
    pub const EACH: [Self; 4] = [Self::Waiting, Self::Running, Self::Retrying, Self::Failed];

    /// Value of `?state=`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Retrying => "retrying",
            Self::Failed => "failed",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::EACH.into_iter().find(|state| state.code() == code)
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Waiting => "대기",
            Self::Running => "실행 중",
            Self::Retrying => "다시 시도 예정",
            Self::Failed => "실패",
        }
    }
}

/// What the list of jobs is asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobSearch {
    pub state: Option<JobState>,
    /// Go on after this job.
    pub after: Option<i64>,
}

/// A job of the queue. One that is done leaves no row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobRow {
    pub id: i64,
    /// As the code names it, e.g. `send-mail`; its words are [`task_label`].
    pub task: String,
    pub state: JobState,
    pub attempts: i16,
    pub max_attempts: i16,
    /// Korean dates with time: when it is due, and when it was asked for.
    pub run_at: String,
    pub created: String,
    /// Since when a worker has it.
    pub locked: Option<String>,
    pub last_error: Option<String>,
    /// What it was asked to do, as indented JSON; secrets are blotted out.
    pub payload: String,
}

/// A page of jobs, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobList {
    pub search: JobSearch,
    /// How many are in each state, in the order of [`JobState::EACH`].
    pub counts: Vec<(JobState, i64)>,
    pub jobs: Vec<JobRow>,
    /// Pass as `?after=` for the next jobs; `None` at the end.
    pub more: Option<String>,
}

/// The words for a task; one that this release does not know stays as it is.
pub fn task_label(task: &str) -> &str {
    match task {
        "label-reviews" => "리뷰 분석",
        "purge-expired" => "기한 지난 것 정리",
        "send-mail" => "메일 보내기",
        "resume-mails" => "밀린 메일 다시 보내기",
        "lift-suspensions" => "이용 정지 끝내기",
        "purge-leavers" => "탈퇴 회원 정리",
        other => other,
    }
}

/// Where a mail stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum MailState {
    Waiting,
    Sent,
    /// Given up, until somebody has it tried again.
    Dead,
    /// No longer needed, never sent.
    Void,
}

impl MailState {
    pub const EACH: [Self; 4] = [Self::Waiting, Self::Sent, Self::Dead, Self::Void];

    /// As stored, and the value of `?state=`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sent => "sent",
            Self::Dead => "dead",
            Self::Void => "void",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::EACH.into_iter().find(|state| state.code() == code)
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Waiting => "대기",
            Self::Sent => "보냄",
            Self::Dead => "보내지 못함",
            Self::Void => "취소",
        }
    }

    /// Whether a mail in this state can be tried again by hand.
    pub const fn can_retry(self) -> bool {
        matches!(self, Self::Dead)
    }

    /// Whether a mail in this state can still be called off.
    pub const fn can_void(self) -> bool {
        matches!(self, Self::Waiting | Self::Dead)
    }
}

/// What the list of mails is asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailSearch {
    pub state: Option<MailState>,
    /// Go on after this mail.
    pub after: Option<i64>,
}

/// A mail in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailRow {
    pub id: i64,
    /// As stored, e.g. `confirm`; its words are [`mail_label`].
    pub kind: String,
    pub recipient: String,
    pub state: MailState,
    pub attempts: i32,
    /// Korean date with time.
    pub created: String,
    pub last_error: Option<String>,
}

/// A page of mails, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailList {
    pub search: MailSearch,
    /// How many wait and how many were given up.
    pub waiting: i64,
    pub dead: i64,
    pub mails: Vec<MailRow>,
    /// Pass as `?after=` for the next mails; `None` at the end.
    pub more: Option<String>,
}

/// A mail's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailView {
    pub mail: MailRow,
    pub message_id: String,
    /// Whom it is for, where the address belongs to a member: id and nickname.
    pub member: Option<(MemberId, String)>,
    /// When it was sent or given up; Korean date with time.
    pub ended: Option<String>,
}

/// The words for a kind of mail; one that this release does not know stays as it is.
pub fn mail_label(kind: &str) -> &str {
    match kind {
        "confirm" => "이메일 확인",
        "already_member" => "이미 가입한 주소 안내",
        "reset" => "비밀번호 재설정",
        "change_email" => "새 이메일 확인",
        "email_changed" => "이메일 변경 안내",
        "password_changed" => "비밀번호 변경 안내",
        "suspended" => "이용 정지 안내",
        "suspension_ended" => "이용 정지 해제 안내",
        "appeal_answered" => "이의 제기 답변",
        "leaving" => "탈퇴 안내",
        "returned" => "탈퇴 취소 안내",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_back() {
        for state in JobState::EACH {
            assert_eq!(JobState::from_code(state.code()), Some(state));
        }
        for state in MailState::EACH {
            assert_eq!(MailState::from_code(state.code()), Some(state));
        }
        assert_eq!((JobState::from_code(""), MailState::from_code("DEAD")), (None, None));
    }
}
