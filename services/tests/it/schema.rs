//! Rules that the database holds by itself, whatever the program does.

use crate::support::World;

/// Statements that must fail, and the constraint that stops each.
const FORBIDDEN: &[(&str, &str)] = &[
    ("INSERT INTO scores (member_id, movie_id, score) VALUES (1, 1, 0)", "scores_score_range"),
    ("INSERT INTO scores (member_id, movie_id, score) VALUES (1, 1, 51)", "scores_score_range"),
    ("INSERT INTO preferences (member_id, movie_id, kind) VALUES (1, 1, 'maybe')", "preferences_kind_known"),
    ("INSERT INTO reviews (movie_id, member_id, content) VALUES (1, 1, '')", "reviews_content_length"),
    (
        "INSERT INTO reviews (movie_id, member_id, content, visibility) VALUES (1, 1, 'x', 'friends')",
        "reviews_visibility_known",
    ),
    (
        "INSERT INTO reviews (movie_id, member_id, content, positive_probability) VALUES (1, 1, 'x', 0.5)",
        "reviews_sentiment_whole",
    ),
    (
        "INSERT INTO reviews (movie_id, member_id, content, sentiment) VALUES (1, 1, 'x', 'neutral')",
        "reviews_sentiment_known",
    ),
    (
        "INSERT INTO reviews (movie_id, member_id, content, sentiment, author_sentiment)
         VALUES (1, 1, 'x', 'neutral', 'neutral')",
        "reviews_author_sentiment_known",
    ),
    (
        "INSERT INTO reviews (movie_id, member_id, content, sentiment, author_sentiment)
         VALUES (1, 1, 'x', 'mixed', 'positive')",
        "reviews_author_sentiment_counts",
    ),
    (
        "INSERT INTO reviews (movie_id, member_id, content, author_score) VALUES (1, 1, 'x', 51)",
        "reviews_author_score_range",
    ),
    (
        "INSERT INTO review_versions (review_id, content, is_spoiler, visibility) VALUES (1, '', false, 'public')",
        "review_versions_content_length",
    ),
    (
        "INSERT INTO review_versions (review_id, content, is_spoiler, visibility) VALUES (1, 'x', false, 'friends')",
        "review_versions_visibility_known",
    ),
    ("INSERT INTO review_likes (review_id, member_id) VALUES (1, 1), (1, 1)", "review_likes_pkey"),
    ("UPDATE member_tokens SET next = 'movies/1'", "member_tokens_next_local"),
    ("UPDATE member_tokens SET next = '//evil.example'", "member_tokens_next_local"),
    (r"UPDATE member_tokens SET next = '/\evil.example'", "member_tokens_next_local"),
    ("UPDATE member_tokens SET next = '/' || repeat('a', 512)", "member_tokens_next_length"),
    ("UPDATE member_tokens SET purpose = 'reset' WHERE used_at IS NOT NULL", "member_tokens_used_belongs"),
    (
        "INSERT INTO members (email, nickname, terms_agreed_at) VALUES ('A@example.com', '대문자', now())",
        "members_email_lower",
    ),
    ("INSERT INTO movies (title, score_sum, score_count) VALUES ('x', 51, 1)", "movies_score_sum_fits"),
    ("INSERT INTO movies (title, score_histogram) VALUES ('x', '{1,2,3}')", "movies_score_histogram_shape"),
    (
        "INSERT INTO movies (title, score_histogram) VALUES ('x', '{0,0,0,0,-1,1,0,0,0,0}')",
        "movies_score_histogram_shape",
    ),
    (
        "INSERT INTO movies (title, positive_count, negative_count) VALUES ('x', 1, -1)",
        "movies_sentiment_counts_not_negative",
    ),
    ("INSERT INTO movies (title, english_title) VALUES ('x', '')", "movies_english_title_length"),
    (
        "INSERT INTO box_office_days (day, rank, title, audience, audience_total) VALUES ('2026-01-01', 0, 'x', 1, 1)",
        "box_office_days_rank_positive",
    ),
    ("DELETE FROM movies", "reviews_movie_id_fkey"),
];

#[tokio::test]
async fn impossible_rows_are_refused() {
    let world = World::new().await;
    let (movie, actor) = (world.movie("시").await, world.member("미자").await);
    world.review(&actor, movie, "좋다").await;
    for (statement, constraint) in FORBIDDEN {
        let error = sqlx::query(*statement).execute(&world.database.pool).await.expect_err(statement);
        let violated = error.as_database_error().and_then(|error| error.constraint());
        assert_eq!(violated, Some(*constraint), "{statement}");
    }
}
