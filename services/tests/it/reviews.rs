//! Writing, editing, deleting; who sees what; labels.

use crate::support::{BREAKS, World, code, private_form, refusal, review_form};
use domain::error::{ErrorCode, FieldError};
use domain::reviews::{CONTENT_MAX, ReviewForm, ReviewListing, Sentiment, Visibility};
use domain::{MovieId, ReviewId};
use services::sentiment::Labeller;
use services::{counters, movies, reviews};

#[tokio::test]
async fn a_review_is_posted_labelled_edited_and_deleted() {
    let world = World::new().await;
    let (movie, actor) = (world.movie("벌새").await, world.member("은희친구").await);
    let id = world.review(&actor, movie, "  정말 좋았다.\r\n\r\n\r\n끝까지.  ").await;
    let page = reviews::get(&world.services, None, id, None).await.expect("page");
    assert_eq!(page.review.content.as_deref(), Some("정말 좋았다.\n\n끝까지."));
    assert_eq!((page.review.sentiment, page.review.sentiment_percent), (Some(Sentiment::Positive), Some(90)));
    assert_eq!(page.canonical, format!("https://popcorn.example/reviews/{id}"));
    assert!(!page.review.edited && !page.review.mine);

    reviews::update(&world.services, &actor, id, review_form("다시 보니 지루했다")).await.expect("edits");
    let review = world.read(Some(&actor), id).await;
    assert_eq!((review.sentiment, review.sentiment_percent), (Some(Sentiment::Negative), Some(80)));
    assert!(review.edited && review.mine);

    assert_eq!(reviews::delete(&world.services, &actor, id).await.expect("deletes"), movie);
    assert_eq!(code(reviews::get(&world.services, None, id, None).await), ErrorCode::NotFound);
    assert_eq!(counters::recount(&world.services).await.expect("recounts"), 0);
}

#[tokio::test]
async fn text_is_refused_or_normalised() {
    let world = World::new().await;
    let (movie, actor) = (world.movie("버닝").await, world.member("해미").await);
    for blank in ["", " \n\t ", "\u{3000}\u{200B}", "\u{0}\u{7}", "\u{202E}", "\u{3164}", "\u{200D}", "\u{2800}"] {
        let error = refusal(reviews::create(&world.services, &actor, movie, review_form(blank)).await);
        assert_eq!(error.field("content"), Some(FieldError::ContentMissing), "{blank:?}");
    }
    let error =
        refusal(reviews::create(&world.services, &actor, movie, review_form(&"가".repeat(CONTENT_MAX + 1))).await);
    assert_eq!(error.field("content"), Some(FieldError::ContentTooLong));
    for good in [
        "ㅋ",
        "😀😀😀",
        "So good, 10/10",
        "👨‍👩‍👧",
        &"😀".repeat(CONTENT_MAX),
        "<script>alert(1)</script>",
        "'; DROP TABLE reviews; --",
    ] {
        let id = world.review(&actor, movie, good).await;
        let review = world.read(None, id).await;
        assert_eq!(review.content.as_deref(), Some(good));
        assert!(review.sentiment.is_some());
    }
    assert_eq!(
        code(reviews::create(&world.services, &actor, MovieId(0), review_form("좋다")).await),
        ErrorCode::NotFound
    );
}

#[tokio::test]
async fn a_private_review_exists_for_its_author_only() {
    let world = World::new().await;
    let (movie, author, other) =
        (world.movie("헤어질 결심").await, world.member("서래").await, world.member("해준").await);
    let form = private_form("혼자만 좋아할래");
    let id = reviews::create(&world.services, &author, movie, form).await.expect("posts");

    for visitor in [None, Some(&other)] {
        assert_eq!(code(reviews::get(&world.services, visitor, id, None).await), ErrorCode::NotFound);
        assert_eq!(code(reviews::reveal(&world.services, visitor, id).await), ErrorCode::NotFound);
        let page = world.page(visitor, movie).await;
        assert!(page.reviews.reviews.is_empty());
        assert_eq!(page.review_count, 0);
        assert!(movies::home(&world.services, visitor, None).await.expect("home").reviews.is_empty());
    }
    // Somebody else's private review is not even forbidden.
    assert_eq!(code(reviews::update(&world.services, &other, id, review_form("x")).await), ErrorCode::NotFound);
    assert_eq!(code(reviews::delete(&world.services, &other, id).await), ErrorCode::NotFound);
    assert_eq!(code(reviews::editor(&world.services, &other, id, None).await), ErrorCode::NotFound);

    let page = world.page(Some(&author), movie).await;
    assert_eq!(page.reviews.reviews.len(), 1);
    assert_eq!(page.reviews.reviews[0].visibility, Visibility::OnlyMe);

    // Made public and private again, it enters and leaves the counter.
    reviews::update(&world.services, &author, id, review_form("모두 좋아해도 돼")).await.expect("edits");
    assert_eq!(world.page(None, movie).await.review_count, 1);
    reviews::update(&world.services, &author, id, private_form("역시 혼자")).await.expect("edits");
    assert_eq!(world.page(None, movie).await.review_count, 0);
    assert_eq!(counters::recount(&world.services).await.expect("recounts"), 0);
}

#[tokio::test]
async fn a_spoiler_stays_in_the_database_until_asked_for() {
    let world = World::new().await;
    let (movie, author, other) =
        (world.movie("올드보이").await, world.member("오대수").await, world.member("미도").await);
    let form = ReviewForm { spoiler: "on".into(), ..review_form("범인은 좋은 이웃") };
    let id = reviews::create(&world.services, &author, movie, form).await.expect("posts");

    for visitor in [None, Some(&other)] {
        let page = reviews::get(&world.services, visitor, id, None).await.expect("page");
        assert_eq!(page.review.content, None);
        assert!(!page.description.contains("범인"));
        let page = world.page(visitor, movie).await;
        assert_eq!(page.reviews.reviews[0].content, None);
        assert_eq!(reviews::reveal(&world.services, visitor, id).await.expect("reveals").content, "범인은 좋은 이웃");
        let page = reviews::get(&world.services, visitor, id, Some(reviews::revealed_form(id))).await.expect("page");
        assert_eq!(page.review.content.as_deref(), Some("범인은 좋은 이웃"));
        assert!(!page.description.contains("범인"), "the preview card never shows it");
    }
    let own = reviews::get(&world.services, Some(&author), id, None).await.expect("page");
    assert_eq!(own.review.content.as_deref(), Some("범인은 좋은 이웃"));
    assert!(
        movies::home(&world.services, None, None).await.expect("home").reviews.is_empty(),
        "spoilers are not put on the home page"
    );
}

#[tokio::test]
async fn only_the_author_may_change_a_public_review() {
    let world = World::new().await;
    let (movie, author, other) = (world.movie("파묘").await, world.member("화림").await, world.member("봉길").await);
    let id = world.review(&author, movie, "좋다").await;
    assert_eq!(code(reviews::update(&world.services, &other, id, review_form("바꿔치기")).await), ErrorCode::Forbidden);
    assert_eq!(code(reviews::delete(&world.services, &other, id).await), ErrorCode::Forbidden);
    assert_eq!(code(reviews::editor(&world.services, &other, id, None).await), ErrorCode::Forbidden);
    assert_eq!(code(reviews::delete(&world.services, &other, ReviewId(404_404)).await), ErrorCode::NotFound);
    let review = world.read(None, id).await;
    assert_eq!(review.content.as_deref(), Some("좋다"));
}

#[tokio::test]
async fn a_review_outlives_its_author_without_a_name() {
    let world = World::new().await;
    let (movie, author) = (world.movie("1987").await, world.member("연희").await);
    let id = world.review(&author, movie, "좋은 기억").await;
    sqlx::query("DELETE FROM members").execute(&world.database.pool).await.expect("leaves");
    let review = world.read(None, id).await;
    assert_eq!(review.author, None);
}

#[tokio::test]
async fn pages_of_reviews_follow_each_other_without_gap_or_overlap() {
    let world = World::new().await;
    let (movie, actor) = (world.movie("우리들").await, world.member("선이").await);
    let mut posted = Vec::new();
    for n in 0..23 {
        posted.push(world.review(&actor, movie, &format!("{n}번째로 좋다")).await);
    }
    posted.reverse();
    let (mut seen, mut listing) = (Vec::new(), ReviewListing::default());
    loop {
        let page = movies::get(&world.services, None, movie, listing, None).await.expect("page");
        seen.extend(page.reviews.reviews.iter().map(|review| review.id));
        match page.reviews.more {
            Some(next) => listing.after = Some(next.to_string().parse().expect("a cursor")),
            None => break,
        }
    }
    assert_eq!(seen, posted);
}

#[tokio::test]
async fn concurrent_posts_and_deletes_leave_the_counter_right() {
    let world = World::new().await;
    let (movie, actor) = (world.movie("극한직업").await, world.member("고반장").await);
    let tasks: Vec<_> = (0..16)
        .map(|n| {
            let (services, actor) = (world.services.clone(), actor.clone());
            tokio::spawn(async move {
                let id = reviews::create(&services, &actor, movie, review_form(&format!("치킨 {n}마리 좋다")))
                    .await
                    .expect("posts");
                if n % 2 == 0 {
                    reviews::delete(&services, &actor, id).await.expect("deletes");
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.expect("no panic");
    }
    assert_eq!(world.page(None, movie).await.review_count, 8);
    assert_eq!(counters::recount(&world.services).await.expect("recounts"), 0);
}

#[tokio::test]
async fn what_is_sent_twice_is_one_review() {
    let world = World::new().await;
    let (movie, elsewhere) = (world.movie("시").await, world.movie("밀양").await);
    let (actor, other) = (world.quick_member("미자").await, world.quick_member("종찬").await);
    let tasks: Vec<_> = (0..8)
        .map(|_| {
            let (services, actor) = (world.services.clone(), actor.clone());
            tokio::spawn(async move {
                reviews::create(&services, &actor, movie, review_form("좋다")).await.expect("posts")
            })
        })
        .collect();
    let mut ids = Vec::new();
    for task in tasks {
        ids.push(task.await.expect("no panic"));
    }
    ids.dedup();
    assert_eq!(ids.len(), 1);
    assert_eq!(world.page(None, movie).await.review_count, 1);

    // Another text, switch, film or member, and the same a while later, is another review.
    let first = ids[0];
    let mut others = vec![
        world.review(&actor, movie, "더 좋다").await,
        reviews::create(&world.services, &actor, movie, private_form("좋다")).await.expect("posts"),
        world.review(&actor, elsewhere, "좋다").await,
        world.review(&other, movie, "좋다").await,
    ];
    world.execute("UPDATE reviews SET created_at = now() - interval '2 minutes'").await;
    let later = world.review(&actor, movie, "좋다").await;
    others.push(later);
    assert!(others.iter().all(|id| *id != first));
    // Who deletes and posts again means it.
    reviews::delete(&world.services, &actor, later).await.expect("deletes");
    assert_ne!(world.review(&actor, movie, "좋다").await, later);
    assert_eq!(counters::recount(&world.services).await.expect("recounts"), 0);
}

#[tokio::test]
async fn a_text_stays_its_writers() {
    let world = World::new().await;
    let (movie, actor, other) =
        (world.movie("버닝").await, world.quick_member("종수").await, world.quick_member("해미").await);
    let by = |author: &services::accounts::Actor, content: &str| ReviewForm {
        author: author.member_id().to_string(),
        ..review_form(content)
    };
    // Somebody else has signed in meanwhile, in another tab.
    let refused = refusal(reviews::create(&world.services, &other, movie, by(&actor, "좋다")).await);
    assert_eq!((refused.code, refused.fields.len()), (ErrorCode::OtherMember, 0));
    assert_eq!(world.number("SELECT count(*) FROM reviews").await, 0);

    let id = reviews::create(&world.services, &actor, movie, by(&actor, "좋다")).await.expect("posts");
    assert_eq!(
        code(reviews::update(&world.services, &actor, id, by(&other, "바꿔치기")).await),
        ErrorCode::OtherMember
    );
    reviews::update(&world.services, &actor, id, by(&actor, "더 좋다")).await.expect("edits");
    assert_eq!(world.read(None, id).await.content.as_deref(), Some("더 좋다"));
}

#[tokio::test]
async fn nobody_reviews_a_film_before_its_release() {
    let world = World::new().await;
    let (movie, actor) = (world.movie("아직 없는 영화").await, world.quick_member("성미급한이").await);
    world.release(movie, 1).await;
    let error = refusal(reviews::create(&world.services, &actor, movie, review_form("좋다")).await);
    assert_eq!(error.field("content"), Some(FieldError::NotReleased));
    let editor = reviews::new_editor(&world.services, &actor, movie, None).await.expect("editor");
    assert!(!editor.can_score);

    world.release(movie, 0).await;
    let id = world.review(&actor, movie, "좋다").await;
    // Put off after all: what was written stays its author's.
    world.release(movie, 1).await;
    reviews::update(&world.services, &actor, id, review_form("더 좋다")).await.expect("edits");
    assert_eq!(world.read(None, id).await.content.as_deref(), Some("더 좋다"));
}

#[tokio::test]
async fn a_review_knows_that_its_film_is_invented() {
    let world = World::new().await;
    let (movie, actor) = (world.movie("지어낸 영화").await, world.quick_member("관객").await);
    let id = world.review(&actor, movie, "좋다").await;
    assert!(!world.read(None, id).await.of_invented_movie);
    world.execute("UPDATE movies SET is_invented = true").await;
    assert!(world.read(None, id).await.of_invented_movie);
}

#[tokio::test]
async fn a_text_is_read_while_it_is_written() {
    let world = World::new().await;
    let actor = world.member("낙서").await;
    let reading = reviews::read(&world.services, &actor, " 좋다 ".into()).await.expect("reads").expect("a reading");
    assert_eq!((reading.sentiment, reading.percent), (Sentiment::Positive, 90));
    for nothing in ["", " \n\u{200B}", &"가".repeat(CONTENT_MAX + 1), BREAKS] {
        assert_eq!(reviews::read(&world.services, &actor, nothing.to_owned()).await.expect("reads"), None);
    }
    assert_eq!(world.number("SELECT count(*) FROM reviews").await, 0);
}

#[tokio::test]
async fn without_a_model_reviews_are_posted_all_the_same() {
    let world = World::with(Labeller::absent()).await;
    let (movie, actor) = (world.movie("택시운전사").await, world.member("만섭").await);
    let id = world.review(&actor, movie, "좋다").await;
    let review = world.read(None, id).await;
    assert_eq!((review.sentiment, review.sentiment_percent), (None, None));
}
