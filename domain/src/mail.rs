//! Mails as a page shows them, where they are kept on the site instead of being sent.

use serde::{Deserialize, Serialize};

/// Most mails on one page of the mailbox.
pub const MAILBOX_PAGE: usize = 50;

/// One mail in the mailbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailboxEntry {
    pub id: i64,
    /// Which mail it is, e.g. `confirm`.
    pub kind: String,
    pub subject: String,
    pub recipient: String,
    /// Korean date with time, e.g. `2026년 11월 3일 14:05`.
    pub written: String,
    /// The text part, in lines.
    pub text: String,
}

impl MailboxEntry {
    /// Where the HTML part is.
    pub fn html_path(&self) -> String {
        format!("{}/{}", crate::page::MAILBOX, self.id)
    }
}

/// A piece of a mail's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'a> {
    Text(&'a str),
    /// An address of the web: up to the next blank.
    Link(&'a str),
}

/// `text` with the addresses in it set apart; together the pieces are the text again.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(at) = start(rest) {
        let (before, from) = rest.split_at(at);
        let (link, after) = from.split_at(from.find(char::is_whitespace).unwrap_or(from.len()));
        if !before.is_empty() {
            pieces.push(Piece::Text(before));
        }
        pieces.push(Piece::Link(link));
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    pieces
}

/// Where the first address begins.
fn start(text: &str) -> Option<usize> {
    [text.find("http://"), text.find("https://")].into_iter().flatten().min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use Piece::{Link, Text};

    #[test]
    fn addresses_are_set_apart() {
        for (text, expected) in [
            ("", vec![]),
            ("안녕하세요.\n", vec![Text("안녕하세요.\n")]),
            (
                "누르기:\nhttp://a.example/?b=1\n\n끝",
                vec![Text("누르기:\n"), Link("http://a.example/?b=1"), Text("\n\n끝")],
            ),
            (
                "https://a.example https://b.example",
                vec![Link("https://a.example"), Text(" "), Link("https://b.example")],
            ),
        ] {
            assert_eq!(pieces(text), expected, "{text:?}");
        }
    }
}
