//! The newcomer's way: from a page to the sign-in page, to the sign-up, to the mail, and back to that page,
//! signed in.

use crate::support::{Answer, Browser, NONE, PASSWORD, TestApp, address, sign_up};
use domain::page;
use http::StatusCode;

const NICKNAME: &str = "새손님";

/// Signs up in a browser, coming from `next`; answers the path of the link in the mail.
async fn sign_up_from(app: &TestApp, browser: &Browser<'_>, nickname: &str, next: &str) -> String {
    let mut fields = sign_up(nickname);
    fields.push(("next", next.to_owned()));
    fields.push(("page", page::with_next(page::SIGN_UP, next)));
    let answer = browser.post("sign_up", &fields).await;
    let sent = format!("{}{}form=", page::with_next(page::SENT, next), if next.is_empty() { '?' } else { '&' });
    assert!(answer.location().starts_with(&sent), "{}", answer.location());
    format!("/accounts/confirm?token={}", app.token(&address(nickname), "confirm").await)
}

/// Presses the button of the page that a link opens.
async fn press(browser: &Browser<'_>, link: &str, password: &str) -> Answer {
    let (_, token) = link.split_once("token=").expect("a token");
    let fields = [("token", token), ("password", password), ("page", link)];
    let answer = browser.post("confirm_email", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer
}

/// A link to `page` as it stands in the HTML.
fn link(page: &str) -> String {
    format!("href=\"{}\"", page.replace('&', "&amp;"))
}

/// Whether the browser's cookie is worth a session of this member.
async fn is_signed_in(browser: &Browser<'_>, nickname: &str) -> bool {
    browser.get("/").await.text().contains(&format!(">{nickname}</span>"))
}

#[tokio::test]
async fn each_page_that_leads_in_is_come_back_to() {
    let app = TestApp::new().await;
    let movie = app.movie("괴물").await;
    let film = format!("/movies/{movie}");
    let nexts = [
        film.clone(),
        format!("{film}?sort=newest&filter=positive#review-9"),
        format!("{film}/write"),
        "/my".to_owned(),
        "/settings/password".to_owned(),
        "/search?q=%EA%B4%B4%EB%AC%BC+100%25".to_owned(),
    ];
    for (number, next) in nexts.iter().enumerate() {
        let (browser, nickname) = (app.browser(), format!("손님{number}"));
        for (at, to) in [
            (page::SIGN_IN, &[page::SIGN_UP, page::FORGOT][..]),
            (page::SIGN_UP, &[page::SIGN_IN]),
            (page::FORGOT, &[page::SIGN_IN]),
            (page::CONFIRM, &[page::SIGN_IN, page::SIGN_UP]),
        ] {
            let answer = browser.get(&page::with_next(at, next)).await;
            assert_eq!(answer.status, StatusCode::OK, "{at} {next}");
            for to in to {
                let link = link(&page::with_next(to, next));
                assert!(answer.text().contains(&link), "{link} is missing at {at}: {}", answer.text());
            }
            let field = format!("name=\"next\" value=\"{}\"", next.replace('&', "&amp;"));
            assert!(answer.text().contains(&field), "{field} is missing at {at}");
        }
        let mail = sign_up_from(&app, &browser, &nickname, next).await;
        let sent = browser.get(&page::with_next(page::SENT, next)).await;
        for to in [page::SIGN_IN, page::CONFIRM, page::SIGN_UP] {
            assert!(sent.text().contains(&link(&page::with_next(to, next))), "{to} {next}");
        }

        let confirmed = press(&browser, &mail, "").await;
        let (path, anchor) = next.split_once('#').map_or((next.as_str(), ""), |(path, anchor)| (path, anchor));
        let location = confirmed.location();
        assert!(
            location.starts_with(&format!("{path}{}welcome=", if path.contains('?') { '&' } else { '?' })),
            "{location}"
        );
        assert_eq!(location.split_once('#').map_or("", |(_, anchor)| anchor), anchor, "{location}");
        let page = browser.get(location.split('#').next().expect("a path")).await;
        assert_eq!(page.status, StatusCode::OK, "{location}");
        assert!(page.text().contains(&format!("{nickname} 님, 반가워요!")), "{location}: {}", page.text());
    }
}

#[tokio::test]
async fn the_frame_leads_back_from_both_ways_in() {
    let app = TestApp::new().await;
    let movie = app.movie("괴물").await;
    let browser = app.browser();
    let film = format!("/movies/{movie}?sort=newest");
    for at in [film.clone(), page::sign_in_then(&film), page::with_next(page::SIGN_UP, &film)] {
        let answer = browser.get(&at).await;
        for to in [page::SIGN_IN, page::SIGN_UP] {
            let link = link(&page::with_next(to, &film));
            assert!(answer.text().contains(&link), "{link} is missing at {at}");
        }
    }
    // Nobody is led back to a way in, nor to what its address holds.
    let secret = browser.get("/accounts/reset?token=0123&next=//evil.example").await;
    assert!(secret.text().contains(&link(page::SIGN_IN)) && secret.text().contains(&link(page::SIGN_UP)));
}

#[tokio::test]
async fn a_refused_sign_up_still_knows_where_it_came_from() {
    let app = TestApp::new().await;
    let browser = app.browser();
    let next = format!("/search?q={}", "%EA%B4%B4".repeat(50));
    let mut fields = sign_up(NICKNAME);
    fields[0].1 = "not-an-address".to_owned();
    fields.push(("next", next.clone()));
    fields.push(("page", page::with_next(page::SIGN_UP, &next)));
    let page = browser.submit("sign_up", &fields).await;
    assert!(page.text().contains("value=\"not-an-address\""), "{}", page.text());
    assert!(page.text().contains(&format!("name=\"next\" value=\"{next}\"")));
    assert!(page.text().contains(&link(&page::sign_in_then(&next))));
}

#[tokio::test]
async fn a_closed_door_keeps_the_way_to_the_other() {
    let app = TestApp::new().await;
    app.execute("INSERT INTO settings (key, version, value) VALUES ('sign_up_open', 1, 'false')").await;
    let closed = app.browser().get("/accounts/signup?next=/movies/7").await;
    assert!(closed.text().contains(&link("/accounts/signin?next=/movies/7")), "{}", closed.text());
}

#[tokio::test]
async fn in_another_browser_the_password_is_asked_once() {
    let app = TestApp::new().await;
    let film = format!("/movies/{}", app.movie("괴물").await);
    let (desk, phone) = (app.browser(), app.browser());
    let mail = sign_up_from(&app, &desk, NICKNAME, &film).await;
    let asked = phone.get(&mail).await;
    assert!(asked.text().contains("name=\"password\""));
    assert!(asked.text().contains(&link(&page::with_next(page::SIGN_UP, &film))), "who does not know it signs up anew");
    let wrong = press(&phone, &mail, "not-the-password").await;
    assert!(wrong.location().starts_with(&mail) && phone.cookie("sid").is_none(), "{}", wrong.location());

    let confirmed = press(&phone, &mail, PASSWORD).await;
    assert!(confirmed.location().starts_with(&format!("{film}?welcome=")), "{}", confirmed.location());
    assert!(is_signed_in(&phone, NICKNAME).await && phone.cookie("known").is_some());
    assert!(desk.cookie("sid").is_none(), "nothing is opened where it was not confirmed");

    // The page that waits at the desk leads on: by the sign-in, or straight to where somebody is in.
    let onward = page::sign_in_then(&film);
    assert_eq!(desk.get(&onward).await.status, StatusCode::OK);
    let straight = phone.get(&onward).await;
    assert_eq!((straight.status, straight.location()), (StatusCode::FOUND, film.as_str()));
    assert_eq!(phone.get(page::SIGN_IN).await.status, StatusCode::OK, "nowhere to go: perhaps as somebody else");
}

#[tokio::test]
async fn a_second_press_leads_where_the_first_did() {
    let app = TestApp::new().await;
    let film = format!("/movies/{}", app.movie("괴물").await);
    let browser = app.browser();
    let mail = sign_up_from(&app, &browser, NICKNAME, &film).await;
    press(&browser, &mail, "").await;
    let session = browser.cookie("sid");
    assert_eq!(press(&browser, &mail, "").await.location(), film);
    let back = browser.get(&mail).await;
    assert_eq!((back.status, back.location()), (StatusCode::FOUND, film.as_str()));
    assert_eq!(browser.cookie("sid"), session, "no other session");

    // Signed out, there is the way in; and in other browsers nothing of where the newcomer was.
    browser.post("sign_out", NONE).await;
    let again = press(&browser, &mail, "").await;
    assert!(again.location().starts_with(&mail) && browser.cookie("sid").is_none(), "{}", again.location());
    let out = browser.get(again.location()).await;
    assert_eq!(out.status, StatusCode::GONE);
    assert!(out.text().contains(&link(&page::sign_in_then(&film))), "{}", out.text());
    for stranger in [app.browser(), app.member("남의이름").await] {
        let answer = stranger.get(&mail).await;
        assert_eq!(answer.status, StatusCode::GONE);
        assert!(!answer.body.contains(&film), "{}", answer.body);
    }
}

#[tokio::test]
async fn who_is_signed_in_as_somebody_else_is_told_before_and_after() {
    let app = TestApp::new().await;
    let browser = app.member("집주인").await;
    let before = browser.cookie("sid").expect("a session");
    let mail = sign_up_from(&app, &browser, NICKNAME, "").await;
    let asked = browser.get(&mail).await;
    assert!(
        asked
            .text()
            .contains(&format!("집주인 님으로 로그인되어 있어요. 버튼을 누르면 로그아웃되고 {NICKNAME} 님으로"))
    );
    let confirmed = press(&browser, &mail, "").await;
    let page = browser.get(confirmed.location()).await;
    assert!(page.text().contains("집주인 님은 로그아웃했어요."), "{}", page.text());
    assert!(is_signed_in(&browser, NICKNAME).await);
    let replayed = app.browser();
    replayed.set_cookie("sid", &before);
    assert!(!is_signed_in(&replayed, "집주인").await, "the session is over, not only out of sight");
}

#[tokio::test]
async fn who_waited_signed_in_gets_a_new_secret() {
    let app = TestApp::new().await;
    let browser = app.browser();
    let mail = sign_up_from(&app, &browser, NICKNAME, "/my").await;
    let waiting = browser.sign_in(NICKNAME).await;
    assert_eq!(waiting.location(), "/accounts/confirm");
    let before = browser.cookie("sid").expect("a session");
    let asked = browser.get(&mail).await;
    assert!(!asked.text().contains("으로 로그인되어 있어요"), "it is themselves");
    let confirmed = press(&browser, &mail, "").await;
    let page = browser.get(confirmed.location()).await;
    assert!(confirmed.location().starts_with("/my?welcome=") && !page.text().contains("로그아웃했어요"));
    assert_ne!(browser.cookie("sid"), Some(before.clone()));
    let replayed = app.browser();
    replayed.set_cookie("sid", &before);
    assert!(!is_signed_in(&replayed, NICKNAME).await);
}

#[tokio::test]
async fn until_then_every_way_to_the_mail_leads_back() {
    let app = TestApp::new().await;
    let movie = app.movie("괴물").await;
    let (browser, write) = (app.browser(), format!("/movies/{movie}/write"));
    sign_up_from(&app, &browser, NICKNAME, "").await;
    let confirm = page::with_next(page::CONFIRM, &write);
    let mut pair = sign_up(NICKNAME);
    pair.push(("next", write.clone()));
    assert_eq!(browser.post("sign_in", &pair).await.location(), confirm);
    assert!(browser.get(&write).await.text().contains(&link(&confirm)));

    let fields = [("email", ""), ("next", write.as_str()), ("page", confirm.as_str())];
    let sent = browser.post("resend_confirmation", &fields).await;
    assert!(sent.location().starts_with(&format!("{confirm}&form=")), "{}", sent.location());
    let mail = format!("/accounts/confirm?token={}", app.token(&address(NICKNAME), "confirm").await);
    assert!(press(&browser, &mail, "").await.location().starts_with(&format!("{write}?welcome=")));
}

#[tokio::test]
async fn a_welcome_is_for_one_browser_and_in_nobodys_way() {
    let app = TestApp::new().await;
    let film = format!("/movies/{}", app.movie("괴물").await);
    let browser = app.browser();
    let mail = sign_up_from(&app, &browser, NICKNAME, &film).await;
    let location = press(&browser, &mail, "").await.location().to_owned();
    let page = browser.get(&location).await;
    assert_eq!((page.header("cache-control"), page.header("x-robots-tag")), ("private, no-store", "noindex"));
    assert!(page.text().contains(&format!("name=\"page\" value=\"{film}\"")), "forms come back without it");
    assert!(!page.text().contains(&format!("name=\"page\" value=\"{location}\"")));
    assert!(page.text().contains(&format!("<a {}>닫기</a>", link(&film))), "{}", page.text());
    for other in [app.browser(), app.member("남의이름").await] {
        let answer = other.get(&location).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(!answer.text().contains("반가워요"));
    }
    assert!(!browser.get(&film).await.text().contains("반가워요"));
}

#[tokio::test]
async fn what_was_typed_is_there_after_the_sign_up() {
    let app = TestApp::new().await;
    let movie = app.movie("버닝").await;
    let browser = app.member("글쓴이").await;
    app.execute("DELETE FROM sessions").await;
    let write = format!("/movies/{movie}/write");
    let fields = [("movie_id", movie.to_string()), ("content", "한참 쓴 좋은 글".into()), ("page", write.clone())];
    let asked = browser.post("create_review", &fields).await;
    let next = asked.location().strip_prefix("/accounts/signin?next=").expect("leads to the sign-in page").to_owned();
    let mail = sign_up_from(&app, &browser, NICKNAME, &next).await;
    let confirmed = press(&browser, &mail, "").await;
    assert!(confirmed.location().starts_with(&format!("{next}&welcome=")), "{}", confirmed.location());
    let editor = browser.get(confirmed.location()).await;
    assert!(editor.text().contains("한참 쓴 좋은 글") && editor.text().contains("반가워요"), "{}", editor.text());
    assert!(editor.text().contains(&format!("<a {}>닫기</a>", link(&next))), "the text stays when it is closed");
}

#[tokio::test]
async fn a_new_password_leads_back_too() {
    let app = TestApp::new().await;
    app.member(NICKNAME).await;
    let (browser, email) = (app.browser(), address(NICKNAME));
    let fields = [("email", email.as_str()), ("next", "/movies/7"), ("page", "/accounts/forgot?next=/movies/7")];
    let sent = browser.post("request_reset", &fields).await;
    assert!(sent.location().starts_with("/accounts/forgot?next=/movies/7&form="), "{}", sent.location());
    let token = app.token(&email, "reset").await;
    let reset = browser.post("reset_password", &[("token", token.as_str()), ("password", "salty corn at nine")]).await;
    assert!(reset.location().starts_with("/accounts/signin?next=/movies/7&form="), "{}", reset.location());
    let page = browser.get(reset.location()).await;
    assert!(page.text().contains("비밀번호를 바꿨어요") && page.text().contains("name=\"next\" value=\"/movies/7\""));
}
