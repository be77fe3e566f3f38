//! The audit log: who did what to whom.

use crate::ids::MemberId;
use serde::{Deserialize, Serialize};

/// Everything the house writes down, as stored, with its words.
const ACTIONS: &[(&str, &str)] = &[
    ("member.suspend", "이용 정지"),
    ("member.lift_suspension", "이용 정지 해제"),
    ("member.answer_appeal", "이의 제기 답변"),
    ("member.end_sessions", "로그인 끊기"),
    ("member.grant", "역할 변경"),
    ("member.purge", "탈퇴 회원 삭제"),
    ("job.retry", "작업 재시도"),
    ("job.purge", "작업 삭제"),
    ("mail.retry", "메일 재시도"),
    ("mail.void", "메일 취소"),
    ("movie.update", "영화 수정"),
    ("movie.merge", "영화 합치기"),
    ("tag.create", "태그 추가"),
    ("tag.rename", "태그 이름 변경"),
    ("tag.merge", "태그 합치기"),
    ("tag.delete", "태그 삭제"),
    ("setting.change", "설정 변경"),
];

/// The words for an action; one that this release does not know stays as it is stored.
pub fn action_label(action: &str) -> &str {
    ACTIONS.iter().find(|(code, _)| *code == action).map_or(action, |(_, label)| *label)
}

/// The word for a kind of target.
pub fn target_label(kind: &str) -> &str {
    match kind {
        "member" => "회원",
        "job" => "작업",
        "mail" => "메일",
        "movie" => "영화",
        "tag" => "태그",
        "setting" => "설정",
        other => other,
    }
}

/// The word for what changed, as an entry's detail names it.
pub fn detail_label(key: &str) -> &str {
    match key {
        "title" => "제목",
        "original_title" => "원제",
        "english_title" => "영어 제목",
        "released_on" => "개봉일",
        "runtime_minutes" => "상영 시간",
        "age_grade" => "관람 등급",
        "nations" => "제작 국가",
        "plot" => "줄거리",
        "tags" => "태그",
        "name" => "이름",
        "role" => "역할",
        "days" => "기간(일)",
        "devices" => "기기 수",
        "task" => "작업",
        "kind" => "종류",
        "movies" => "영화 수",
        "reviews" => "리뷰 수",
        "scores" => "점수 수",
        "merged" => "합친 것",
        "kofic_code" => "KOFIC 코드",
        "seed_key" => "데모 키",
        "setting" => "설정",
        "value" => "값",
        other => other,
    }
}

/// Somebody in the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditPerson {
    pub id: MemberId,
    /// `None` once the row is gone.
    pub nickname: Option<String>,
}

/// One line of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEntry {
    pub id: i64,
    /// Korean date with time.
    pub at: String,
    /// `None`: the command line, or a rule of the house.
    pub actor: Option<AuditPerson>,
    /// As stored, e.g. `movie.merge`; its words are [`action_label`].
    pub action: String,
    /// `member`, `movie`, `tag`, `job`, `mail` or `setting`.
    pub target_kind: String,
    pub target_id: Option<i64>,
    /// Nickname, title or name, where the target is still there.
    pub target: Option<String>,
    /// What changed, e.g. `title: 기생충`, one per line; empty when there is no more to say.
    pub detail: Vec<String>,
    pub reason: Option<String>,
}

/// What the log is asked for; from an address, so anything unknown is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditFilter {
    pub actor: Option<MemberId>,
    pub target_kind: Option<String>,
    pub target_id: Option<i64>,
    pub action: Option<String>,
    /// Go on after this entry.
    pub after: Option<i64>,
}

impl AuditFilter {
    /// The choices for `action`: stored code and words.
    pub const ACTIONS: &'static [(&'static str, &'static str)] = ACTIONS;

    /// The choices for `target_kind`.
    pub const KINDS: [&'static str; 6] = ["member", "movie", "tag", "job", "mail", "setting"];
}

/// A page of the log, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditList {
    pub filter: AuditFilter,
    pub entries: Vec<AuditEntry>,
    /// Pass as `?after=` for older entries; `None` at the end.
    pub more: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_has_words_and_a_known_kind() {
        for (code, label) in ACTIONS {
            assert_eq!(action_label(code), *label);
            let kind = code.split('.').next().unwrap_or_default();
            assert!(AuditFilter::KINDS.contains(&kind), "{code}");
            assert_ne!(target_label(kind), kind);
        }
        assert_eq!((action_label("later.thing"), target_label("later")), ("later.thing", "later"));
    }
}
