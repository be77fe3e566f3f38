//! SQL of profiles.

use crate::Result;
use crate::time::korean_month;
use domain::MemberId;
use domain::accounts::{ProfileTab, ProfileView, ScoreOrder};
use sqlx::PgPool;
use time::OffsetDateTime;

/// A member's own part of their page.
pub struct ProfileRow {
    pub id: i64,
    pub nickname: String,
    created_at: OffsetDateTime,
    score_count: i64,
    score_sum: i64,
    histogram: Vec<i64>,
    review_count: i64,
    want_count: i64,
    not_interested_count: i64,
}

impl ProfileRow {
    /// The lists are added by the caller.
    pub fn into_view(self) -> ProfileView {
        ProfileView {
            id: MemberId(self.id),
            nickname: self.nickname,
            joined: korean_month(self.created_at),
            is_mine: false,
            score_count: self.score_count,
            mean: domain::score::mean(self.score_sum, self.score_count),
            histogram: self.histogram,
            review_count: self.review_count,
            want_count: self.want_count,
            not_interested_count: self.not_interested_count,
            tab: ProfileTab::default(),
            order: ScoreOrder::default(),
            scored: Vec::new(),
            reviews: Vec::new(),
            movies: Vec::new(),
            more: None,
            is_continued: false,
            canonical: String::new(),
        }
    }
}

/// The active member of this name, whatever its case, with their numbers; `owner` also finds
/// themselves when they are not active. Reviews are those that `viewer` may read; `None` counts those
/// everybody may.
pub async fn profile(
    pool: &PgPool,
    nickname: &str,
    viewer: Option<MemberId>,
    owner: Option<MemberId>,
) -> Result<Option<ProfileRow>> {
    Ok(sqlx::query_as!(
        ProfileRow,
        r#"SELECT id, nickname, created_at AS "created_at: OffsetDateTime",
                  (SELECT count(*) FROM scores WHERE member_id = members.id) AS "score_count!",
                  (SELECT coalesce(sum(score), 0) FROM scores WHERE member_id = members.id) AS "score_sum!",
                  ARRAY(SELECT count(score) FROM generate_series(0, 9) AS bar
                        LEFT JOIN scores ON member_id = members.id AND (score - 1) / 5 = bar
                        GROUP BY bar ORDER BY bar) AS "histogram!",
                  (SELECT count(*) FROM reviews
                   WHERE member_id = members.id
                     AND review_is_visible(visibility, hidden_at, deleted_at, member_id, $2)) AS "review_count!",
                  (SELECT count(*) FROM preferences WHERE member_id = members.id AND kind = 'want') AS "want_count!",
                  (SELECT count(*) FROM preferences WHERE member_id = members.id AND kind = 'not_interested')
                      AS "not_interested_count!"
           FROM members
           WHERE lower(nickname) = lower($1) AND (state = 'active' OR members.id = $3)"#,
        nickname,
        viewer.map(|member| member.0),
        owner.map(|member| member.0),
    )
    .fetch_optional(pool)
    .await?)
}
