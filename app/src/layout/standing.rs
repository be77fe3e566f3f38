//! Below the header: what keeps the viewer from taking part, what the house tells everybody, and the word
//! of welcome to who has just confirmed their address.
//! Nothing here is loaded, because nothing in the frame may be waited for.

use super::{path_of, way_in};
use crate::accounts::welcomed;
use crate::request;
use domain::accounts::MemberState;
use domain::page;
use leptos::prelude::*;

/// For members who may change nothing: why, and the one way on.
pub fn standing() -> AnyView {
    let state = request::visitor().map(|actor| actor.state());
    let (text, address, label) = match state {
        Some(MemberState::Unconfirmed) => {
            ("이메일을 확인하면 점수와 리뷰를 남길 수 있어요.", page::CONFIRM, "이메일 확인하기")
        }
        Some(MemberState::Suspended) => {
            ("이용이 정지되어 지금은 읽기만 할 수 있어요.", page::APPEAL, "사유와 이의 제기")
        }
        Some(MemberState::Leaving) => ("탈퇴한 계정이에요. 아직 되돌릴 수 있어요.", page::RETURN, "탈퇴 되돌리기"),
        Some(MemberState::Active | MemberState::Gone) | None => return ().into_any(),
    };
    // That page says it all itself.
    if path_of(&request::here()) == address {
        return ().into_any();
    }
    let href = if address == page::CONFIRM { way_in(address) } else { address.to_owned() };
    view! {
        <aside class="standing" aria-label="내 계정의 상태">
            <p>
                {text} " " <a href=href>{label}</a>
            </p>
        </aside>
    }
    .into_any()
}

/// To whom a confirmation has just signed in: what it has done, wherever it leads. It stays in sight where
/// the page opens further down.
pub fn welcome() -> AnyView {
    let (Some(welcome), Some(actor)) = (request::welcome().as_ref().and_then(welcomed), request::visitor()) else {
        return ().into_any();
    };
    let left = welcome.left.map(|nickname| format!(" {nickname} 님은 로그아웃했어요."));
    view! {
        <aside class="standing welcome" aria-label="가입을 마쳤어요">
            <p role="status">
                <strong>{format!("{} 님, 반가워요!", actor.nickname())}</strong>
                " 이메일을 확인했고 로그인까지 마쳤어요. 이제 점수와 리뷰를 남길 수 있어요."
                {left}
            </p>
            <a href=request::unwelcomed()>"닫기"</a>
        </aside>
    }
    .into_any()
}

/// What the house tells everybody.
pub fn notice() -> AnyView {
    match request::notice() {
        Some(notice) => view! {
            <aside class="standing site-notice" aria-label="팝콘긱이 알려 드려요">
                <p>{notice.to_string()}</p>
            </aside>
        }
        .into_any(),
        None => ().into_any(),
    }
}
