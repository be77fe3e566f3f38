//! The places where a member is signed in, named so that the member knows them again.

use super::Actor;
use super::actor::Way;
use super::store::devices::{DeviceRow, devices};
use crate::time::korean_date_time;
use crate::{Result, Services, text};
use domain::MemberId;
use domain::accounts::DeviceView;

/// Characters kept of what a client says of itself; the database's bound.
const DESCRIPTION: usize = 300;

/// What a [`DeviceView`] is named by from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DeviceId {
    /// A browser's session.
    Session(i64),
    /// Another client's family of tokens.
    Tokens(i64),
}

impl DeviceId {
    pub fn parse(text: &str) -> Option<Self> {
        let number = |digits: &str| digits.parse::<i64>().ok().filter(|id| *id > 0);
        match text.strip_prefix('s') {
            Some(digits) => number(digits).map(Self::Session),
            None => text.strip_prefix('t').and_then(number).map(Self::Tokens),
        }
    }
}

impl std::fmt::Display for DeviceId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Session(id) => write!(f, "s{id}"),
            Self::Tokens(family) => write!(f, "t{family}"),
        }
    }
}

/// What a client says of itself, as it is kept.
pub(super) fn description(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(DESCRIPTION).collect()
}

pub(super) async fn list(services: &Services, actor: &Actor) -> Result<Vec<DeviceView>> {
    let current = match actor.way {
        Way::Session { id, .. } => DeviceId::Session(id),
        Way::Token { family } => DeviceId::Tokens(family),
    };
    let mut views = of(services, actor.member_id(), Some(current)).await?;
    // The others stay in their order.
    views.sort_by_key(|view| !view.is_current);
    Ok(views)
}

/// Where a member is signed in, as those who keep house see it: none of them is theirs.
pub(crate) async fn devices_of(services: &Services, member: MemberId) -> Result<Vec<DeviceView>> {
    of(services, member, None).await
}

async fn of(services: &Services, member: MemberId, current: Option<DeviceId>) -> Result<Vec<DeviceView>> {
    Ok(devices(&services.pool, member).await?.into_iter().map(|row| view(row, current)).collect())
}

fn view(row: DeviceRow, current: Option<DeviceId>) -> DeviceView {
    let id = if row.has_tokens { DeviceId::Tokens(row.id) } else { DeviceId::Session(row.id) };
    let name = if row.has_tokens { client_name(row.description) } else { browser_name(&row.description) };
    DeviceView {
        id: id.to_string(),
        name,
        signed_in: korean_date_time(row.created_at),
        last_used: korean_date_time(row.last_used_at),
        is_current: Some(id) == current,
    }
}

/// A client without cookies is called what it calls itself.
fn client_name(description: String) -> String {
    let name: String = text::line(description).chars().take(60).collect();
    if name.is_empty() { "이름을 알 수 없는 앱".to_owned() } else { name }
}

/// Marks in what browsers say of themselves. The first that fits counts, because most browsers also
/// name those that they want to be taken for.
const BROWSERS: &[(&str, &str)] = &[
    ("KAKAOTALK", "카카오톡"),
    ("NAVER(", "네이버 앱"),
    ("Whale/", "웨일"),
    ("SamsungBrowser/", "삼성 인터넷"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Vivaldi/", "Vivaldi"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chromium/", "Chromium"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];

/// An iPad that asks for desktop pages calls itself a Mac; nothing tells the two apart.
const SYSTEMS: &[(&str, &str)] = &[
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "Chromebook"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
];

/// `Windows의 Chrome`, or as much of it as is known.
fn browser_name(user_agent: &str) -> String {
    let known = |marks: &[(&str, &'static str)]| {
        marks.iter().find(|(mark, _)| user_agent.contains(mark)).map(|(_, name)| *name)
    };
    match (known(SYSTEMS), known(BROWSERS)) {
        (Some(system), Some(browser)) => format!("{system}의 {browser}"),
        (Some(system), None) => format!("{system}의 브라우저"),
        (None, Some(browser)) => browser.to_owned(),
        (None, None) => "이름을 알 수 없는 브라우저".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_named_from_what_they_say() {
        let chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";
        for (user_agent, name) in [
            (chrome.to_owned(), "Windows의 Chrome"),
            (format!("{chrome} Edg/142.0.0.0"), "Windows의 Edge"),
            (format!("{chrome} Whale/4.30.291.11"), "Windows의 웨일"),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15".to_owned(),
                "Mac의 Safari",
            ),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0".to_owned(), "Linux의 Firefox"),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/142.0 Mobile/15E148 Safari/604.1".to_owned(),
                "iPhone의 Chrome",
            ),
            (
                "Mozilla/5.0 (Linux; Android 15; SM-S931N) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/29.0 Chrome/136.0 Mobile Safari/537.36".to_owned(),
                "Android의 삼성 인터넷",
            ),
            ("Mozilla/5.0 (Windows NT 10.0)".to_owned(), "Windows의 브라우저"),
            ("curl/8.11".to_owned(), "이름을 알 수 없는 브라우저"),
            (String::new(), "이름을 알 수 없는 브라우저"),
        ] {
            assert_eq!(browser_name(&user_agent), name, "{user_agent}");
        }
    }

    #[test]
    fn clients_are_called_what_they_call_themselves() {
        assert_eq!(client_name(" 은희의\u{202E} 노트북\n".into()), "은희의 노트북");
        assert_eq!(client_name("가".repeat(300)).chars().count(), 60);
        assert_eq!(client_name("\u{3164}".into()), "이름을 알 수 없는 앱");
    }

    #[test]
    fn ids_are_read_back() {
        for id in [DeviceId::Session(12), DeviceId::Tokens(7)] {
            assert_eq!(DeviceId::parse(&id.to_string()), Some(id));
        }
        for nonsense in ["", "s", "t", "12", "s-1", "s0", "x12", "s12 ", "s99999999999999999999", "st1"] {
            assert_eq!(DeviceId::parse(nonsense), None, "{nonsense:?}");
        }
    }
}
