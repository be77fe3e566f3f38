//! From a kind of mail to its two parts. The text part is written as it is; in the HTML part
//! everything that comes from outside is escaped.
//!
//! Mail programs know little HTML: tables, styles on the elements, one `<style>` for the dark. No
//! pictures, nothing fetched, nothing that tells us who has read what.

mod texts;

pub use texts::draft;

/// What a mail says, before it is laid out.
pub struct Draft {
    pub subject: &'static str,
    /// Paragraphs above the button.
    pub news: Vec<String>,
    /// The one thing to do: what it is called, and its address.
    pub button: Option<(&'static str, String)>,
    /// Paragraphs below the button: how long, and what if it was somebody else.
    pub advice: Vec<String>,
}

const FOOT: &str = "팝콘긱 계정에 꼭 필요한 소식이라 보내 드렸어요. 보내기만 하는 주소라서 답장은 읽지 못해요.";

/// "하늘극장 님, 안녕하세요."
pub fn greeting(nickname: Option<&str>) -> String {
    match nickname {
        Some(nickname) => format!("{} 님, 안녕하세요.", one_line(nickname)),
        None => "안녕하세요.".to_owned(),
    }
}

/// The text part.
pub fn text(draft: &Draft, greeting: &str, site: &str) -> String {
    let mut parts = vec![greeting.to_owned()];
    parts.extend(draft.news.iter().cloned());
    parts.extend(draft.button.iter().map(|(name, address)| format!("{name}:\n{address}")));
    parts.extend(draft.advice.iter().cloned());
    parts.push(format!("-- \n팝콘긱 {site}\n{FOOT}"));
    let mut text = parts.join("\n\n");
    text.push('\n');
    text
}

/// The HTML part.
pub fn html(draft: &Draft, greeting: &str, site: &str) -> String {
    let subject = escape(draft.subject);
    let mut body = paragraph(greeting, site);
    body.extend(draft.news.iter().map(|text| paragraph(text, site)));
    if let Some((name, address)) = &draft.button {
        body.push_str(&button(name, address));
    }
    body.extend(draft.advice.iter().map(|text| paragraph(text, site)));
    let site = escape(site);
    format!(
        r##"<!DOCTYPE html>
<html lang="ko">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>{subject}</title>
<style>
:root {{ color-scheme: light dark; }}
@media (prefers-color-scheme: dark) {{
  .paper {{ background-color: #151013 !important; }}
  .sheet {{ background-color: #1e171b !important; border-color: #3a2e34 !important; }}
  .ink {{ color: #f3ece6 !important; }}
  .soft, .soft a {{ color: #bcadb0 !important; }}
  .link {{ color: #e79bbb !important; }}
  .button {{ background-color: #e79bbb !important; color: #2b0d1b !important; }}
}}
</style>
</head>
<body class="paper" style="margin:0;padding:0;background-color:#fffdf8;">
<table role="presentation" class="paper" width="100%" cellpadding="0" cellspacing="0" border="0" style="background-color:#fffdf8;">
<tr><td align="center" style="padding:32px 16px;">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:560px;font-family:-apple-system,BlinkMacSystemFont,'Apple SD Gothic Neo','Malgun Gothic','Noto Sans KR',sans-serif;word-break:keep-all;overflow-wrap:anywhere;">
<tr><td class="ink" style="padding:0 8px 16px;color:#1d1618;font-size:18px;font-weight:700;">팝콘긱</td></tr>
<tr><td class="sheet" style="padding:28px 24px 12px;background-color:#ffffff;border:1px solid #e6dccb;border-radius:16px;">
<h1 class="ink" style="margin:0 0 20px;color:#1d1618;font-size:21px;line-height:1.4;">{subject}</h1>
{body}</td></tr>
<tr><td class="soft" style="padding:16px 8px 0;color:#63555a;font-size:13px;line-height:1.6;">{FOOT}<br><a href="{site}" style="color:#63555a;">{site}</a></td></tr>
</table>
</td></tr>
</table>
</body>
</html>
"##
    )
}

fn paragraph(text: &str, site: &str) -> String {
    let text = linked(text, site);
    format!("<p class=\"ink\" style=\"margin:0 0 16px;color:#1d1618;font-size:16px;line-height:1.7;\">{text}</p>\n")
}

/// The button, and its address for those whose mail program shows none.
fn button(name: &str, address: &str) -> String {
    let (name, address) = (escape(name), escape(address));
    format!(
        r#"<p style="margin:24px 0 12px;"><a class="button" href="{address}" style="display:inline-block;padding:13px 24px;border-radius:8px;background-color:#9a4168;color:#fffdf8;font-size:16px;font-weight:700;text-decoration:none;">{name}</a></p>
<p class="soft" style="margin:0 0 24px;color:#63555a;font-size:13px;line-height:1.6;">버튼이 눌리지 않으면 이 주소를 브라우저에 붙여 넣어 주세요.<br><a href="{address}" style="color:#63555a;word-break:break-all;">{address}</a></p>
"#
    )
}

/// Escaped, with the addresses of our own site as links. Any other stays plain text: it may come
/// from somebody who chose it.
fn linked(text: &str, site: &str) -> String {
    let words = text.split(' ').map(|word| {
        let safe = escape(word);
        if word.starts_with(&format!("{site}/")) {
            format!(r#"<a class="link" href="{safe}" style="color:#9a4168;word-break:break-all;">{safe}</a>"#)
        } else {
            safe
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Text as it may stand in HTML, in attributes too.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            plain => escaped.push(plain),
        }
    }
    escaped
}

/// What comes from outside, on one line.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::MailKind;
    use domain::accounts::{CHANGE_EMAIL_HOURS, CONFIRM_HOURS, RESET_MINUTES, UNCONFIRMED_DAYS};

    const SITE: &str = "https://popcorn.example";
    const LINK: &str = "https://popcorn.example/accounts/confirm?token=0f";

    fn kinds() -> Vec<MailKind> {
        let until = "2026-12-01T03:00:00Z".to_owned();
        vec![
            MailKind::Confirm { token: 1 },
            MailKind::AlreadyMember,
            MailKind::Reset { token: 1 },
            MailKind::ChangeEmail { token: 1 },
            MailKind::EmailChanged { masked: "ha***@example.com".to_owned() },
            MailKind::PasswordChanged,
            MailKind::Suspended { reason: "도배 <b>".to_owned(), until: Some(until.clone()) },
            MailKind::Suspended { reason: "도배".to_owned(), until: None },
            MailKind::SuspensionEnded { reason: None },
            MailKind::SuspensionEnded { reason: Some("오해였어요".to_owned()) },
            MailKind::AppealAnswered { answer: "다시 보아도\n같아요".to_owned() },
            MailKind::Leaving { until },
            MailKind::Returned,
        ]
    }

    #[test]
    fn every_mail_says_what_to_do_in_both_parts() {
        for kind in kinds() {
            let link = kind.token().map(|_| LINK);
            let draft = draft(&kind, link, SITE);
            let (text, html) = (text(&draft, "안녕하세요.", SITE), html(&draft, "안녕하세요.", SITE));
            let (name, address) = draft.button.expect("a thing to do");
            assert!(address.starts_with(SITE), "{address}");
            assert!(text.contains(&format!("{name}:\n{address}\n")), "{text}");
            assert!(html.contains(&format!(r#"href="{address}""#)), "{html}");
            assert!(!draft.subject.is_empty() && draft.subject.contains("팝콘긱"), "{}", draft.subject);
            for foreign in ["<img", "<script", "http://", "src="] {
                assert!(!html.contains(foreign), "{foreign} in {html}");
            }
        }
    }

    #[test]
    fn only_the_html_part_is_escaped() {
        let draft = draft(&MailKind::PasswordChanged, None, SITE);
        let greeting = greeting(Some("A&B"));
        assert!(text(&draft, &greeting, SITE).starts_with("A&B 님, 안녕하세요.\n"));
        let html = html(&draft, &greeting, SITE);
        assert!(html.contains("A&amp;B 님, 안녕하세요.") && !html.contains("A&B"));
    }

    #[test]
    fn what_comes_from_outside_stays_text() {
        let reason =
            "<script>alert(1)</script> http://evil.example\r\nhttps://popcorn.example.evil.example/".to_owned();
        let draft = draft(&MailKind::Suspended { reason, until: None }, None, SITE);
        let html = html(&draft, &greeting(Some("a\r\nb")), SITE);
        assert!(html.contains("&lt;script&gt;") && !html.contains("<script>"));
        assert!(!html.contains("href=\"http://evil") && !html.contains("href=\"https://popcorn.example.evil"));
        assert!(html.contains("a  b 님"));
    }

    #[test]
    fn moments_are_written_out() {
        let draft = draft(&MailKind::Leaving { until: "2026-12-01T03:00:00Z".to_owned() }, None, SITE);
        assert!(draft.news.concat().contains("2026년 12월 1일 12:00"), "{:?}", draft.news);
    }

    #[test]
    fn each_link_says_how_long_it_is_good() {
        for (kind, life) in [
            (MailKind::Confirm { token: 1 }, format!("{CONFIRM_HOURS}시간 동안")),
            (MailKind::Confirm { token: 1 }, format!("{UNCONFIRMED_DAYS}일 뒤에 저절로 지워져요")),
            (MailKind::Reset { token: 1 }, format!("{RESET_MINUTES}분 동안")),
            (MailKind::ChangeEmail { token: 1 }, format!("{CHANGE_EMAIL_HOURS}시간 동안")),
        ] {
            let advice = draft(&kind, Some(LINK), SITE).advice.concat();
            assert!(advice.contains(&life), "{life} is missing in {advice}");
        }
    }

    #[test]
    fn a_link_that_is_gone_leaves_no_button() {
        let draft = draft(&MailKind::Reset { token: 1 }, None, SITE);
        assert!(draft.button.is_none());
    }
}
