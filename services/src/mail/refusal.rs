//! What a mail server's refusal means: whom it is about, and whether another try can change it.
//!
//! RFC 5321 calls every 5yz permanent, but that is said to whoever wrote the mail by hand. Here the same
//! mail goes out again as it is once an operator has mended a password, a sender or the rights to relay.
//! So only an answer about the recipient ends a mail at its first try.

use super::LONGEST_ANSWER;
use lettre::transport::smtp::Error as SmtpError;
use std::error::Error;
use std::fmt;

/// How far the conversation had come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Up to the second EHLO: reaching the server, its greeting, TLS.
    Connect,
    Auth,
    /// `MAIL FROM`
    Sender,
    /// `RCPT TO`
    Recipient,
    /// `DATA`, and the mail itself.
    Content,
}

impl Step {
    /// What was said last, for the log.
    const fn word(self) -> &'static str {
        match self {
            Self::Connect => "the connection",
            Self::Auth => "AUTH",
            Self::Sender => "MAIL",
            Self::Recipient => "RCPT",
            Self::Content => "DATA",
        }
    }
}

/// What a refusal asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// Nobody will ever take this mail there: it ends.
    Final,
    /// Something is wrong between the mail server and us that an operator has to mend. Tried again
    /// meanwhile, and said aloud.
    Configuration,
    /// It may pass by itself: tried again.
    Passing,
}

/// Why a mail was not sent.
#[derive(Debug)]
pub struct Refusal {
    pub meaning: Meaning,
    /// For the administrators. May name the recipient: not for the log.
    pub answer: String,
    /// Step and codes, for the log: `RCPT: 550 5.7.1`. Names nobody.
    pub place: String,
}

impl Refusal {
    /// Without a word of a mail server.
    pub fn own(meaning: Meaning, answer: impl fmt::Display) -> Self {
        Self { meaning, answer: short(answer), place: "no mail server".to_owned() }
    }

    /// What the server, or the way to it, answered at `step`.
    pub fn at(step: Step, error: &SmtpError) -> Self {
        // The text of the answer stands there; what else may is no answer.
        let text = error.source().map(ToString::to_string).unwrap_or_default();
        let (meaning, codes) = match error.status().map(u16::from) {
            Some(code) => (meaning(step, code, &text), codes(code, &text)),
            // Our side gave up: no STARTTLS, or no way to sign in that both know.
            None if error.is_client() => (Meaning::Configuration, "what we need is not offered".to_owned()),
            None if is_certificate(error) => (Meaning::Configuration, "its certificate is not trusted".to_owned()),
            None => (Meaning::Passing, "no answer".to_owned()),
        };
        Self { meaning, answer: short(error), place: format!("{}: {codes}", step.word()) }
    }
}

fn short(text: impl fmt::Display) -> String {
    text.to_string().chars().filter(|c| !c.is_control()).take(LONGEST_ANSWER).collect()
}

fn codes(code: u16, text: &str) -> String {
    match enhanced(text) {
        Some((subject, detail)) => format!("{code} {}.{subject}.{detail}", code / 100),
        None => code.to_string(),
    }
}

/// Whether the handshake failed because of who the server says it is. The error does not tell; its text
/// does, and a wrong guess changes only what is logged.
fn is_certificate(error: &SmtpError) -> bool {
    error.is_tls() || error.to_string().to_ascii_lowercase().contains("certificate")
}

/// What the answer `code` with `text` means at `step`.
pub fn meaning(step: Step, code: u16, text: &str) -> Meaning {
    if code / 100 != 5 {
        return Meaning::Passing;
    }
    match step {
        // Whatever refuses us before it has heard of a recipient refuses all our mails: a network that
        // may not come in, a password, a sender that is not ours to use.
        Step::Connect | Step::Auth | Step::Sender => Meaning::Configuration,
        Step::Recipient => of_recipient(code, text),
        Step::Content => of_content(code, text),
    }
}

/// RFC 4954 section 6: sign in first, a stronger way, or over TLS.
const fn is_about_auth(code: u16) -> bool {
    matches!(code, 530 | 534 | 535 | 538)
}

fn of_recipient(code: u16, text: &str) -> Meaning {
    if is_about_auth(code) {
        return Meaning::Configuration;
    }
    match (enhanced(text), code) {
        // RFC 3463 section 3.2. Of the addresses, 7 and 8 are the sender's, and 9 is about relays.
        (Some((1, 7 | 8)), _) => Meaning::Configuration,
        // There is no such mailbox or domain, it has moved away, or takes no mail at all (10, RFC 7505).
        (Some((1, 0..=4 | 6 | 10)), _) => Meaning::Final,
        // The mailbox is closed. A full one (2) may be emptied.
        (Some((2, 1)), _) => Meaning::Final,
        // Security or policy, which 550 is used for as well: relaying is denied, we are on a list, our
        // domain proves too little. None of it is the recipient's doing.
        (Some((7, _)), _) => Meaning::Configuration,
        // The mail system, the network, the protocol, the content: nobody knows for how long.
        (Some(_), _) => Meaning::Passing,
        // Without the finer code, RFC 5321 section 4.2.3 has one 550 for "no mailbox", "no access" and
        // "policy". Servers that say nothing finer mean the mailbox as a rule, and say so in words when
        // they mean us. Whoever dies by mistake waits for an administrator at /admin/mails.
        (None, 550 | 551 | 553) if speaks_of_us(text) => Meaning::Configuration,
        (None, 550 | 551 | 553) => Meaning::Final,
        // RFC 7504: the domain takes no mail.
        (None, 556) => Meaning::Final,
        (None, _) => Meaning::Passing,
    }
}

/// The mail itself was refused. Some servers look for the mailbox only now; a judgement on the text is
/// one on all our mails of that kind, and somebody has to look.
fn of_content(code: u16, text: &str) -> Meaning {
    match enhanced(text) {
        _ if is_about_auth(code) => Meaning::Configuration,
        Some((1, _) | (2, 1)) => of_recipient(code, text),
        Some((6 | 7, _)) => Meaning::Configuration,
        _ => Meaning::Passing,
    }
}

/// Exim, qmail and Sendmail of old refuse to relay with a bare 550 or 553; others name their lists and
/// policies in no other way. A wrong guess costs a few tries in vain.
fn speaks_of_us(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    ["relay", "rcpthosts", "authenticat", "spam", "block", "blacklist", "policy"].iter().any(|word| text.contains(word))
}

/// Subject and detail of the enhanced status code (RFC 2034) that the answer begins with, when it is one
/// of a permanent failure.
fn enhanced(text: &str) -> Option<(u16, u16)> {
    let mut parts = text.split_whitespace().next()?.strip_prefix("5.")?.split('.');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(subject), Some(detail), None) => Some((subject.parse().ok()?, detail.parse().ok()?)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Meaning::{Configuration, Final, Passing};
    use super::Step::{Auth, Connect, Content, Recipient, Sender};
    use super::*;

    #[test]
    fn only_what_is_said_of_the_recipient_ends_a_mail() {
        for (step, code, text, expected) in [
            // Before anybody has been named.
            (Connect, 421, "4.3.2 shutting down", Passing),
            (Connect, 554, "no SMTP service here", Configuration),
            (Connect, 521, "host does not accept mail", Configuration),
            (Auth, 454, "4.7.0 try again", Passing),
            (Auth, 535, "5.7.8 wrong password", Configuration),
            (Auth, 534, "5.7.9 too weak", Configuration),
            (Auth, 538, "5.7.11 needs encryption", Configuration),
            (Sender, 530, "5.7.0 sign in first", Configuration),
            (Sender, 550, "5.1.8 unknown sender domain", Configuration),
            (Sender, 550, "5.1.1 nobody", Configuration),
            (Sender, 552, "5.2.2 over quota", Configuration),
            (Sender, 554, "5.7.1 go away", Configuration),
            // The recipient.
            (Recipient, 450, "4.2.1 busy", Passing),
            (Recipient, 451, "4.7.1 greylisted", Passing),
            (Recipient, 550, "5.1.1 user unknown", Final),
            (Recipient, 550, "5.1.2 no such domain", Final),
            (Recipient, 501, "5.1.3 bad address", Final),
            (Recipient, 511, "5.1.1 user unknown", Final),
            (Recipient, 551, "5.1.6 has moved", Final),
            (Recipient, 553, "5.1.3 bad address", Final),
            (Recipient, 554, "5.1.1 user unknown", Final),
            (Recipient, 556, "5.1.10 null MX", Final),
            (Recipient, 550, "5.2.1 mailbox disabled", Final),
            (Recipient, 550, "no such user here", Final),
            (Recipient, 550, "", Final),
            (Recipient, 551, "user not local", Final),
            (Recipient, 553, "mailbox name not allowed", Final),
            (Recipient, 556, "domain does not accept mail", Final),
            // Us.
            (Recipient, 530, "5.7.0 sign in first", Configuration),
            (Recipient, 530, "5.1.1 sign in first", Configuration),
            (Recipient, 550, "5.7.1 relaying denied", Configuration),
            (Recipient, 554, "5.7.1 relay access denied", Configuration),
            (Recipient, 550, "5.7.26 unauthenticated sender", Configuration),
            (Recipient, 553, "5.1.8 unknown sender domain", Configuration),
            (Recipient, 550, "5.1.7 bad sender", Configuration),
            (Recipient, 550, "relay not permitted", Configuration),
            (Recipient, 553, "sorry, that domain isn't in my list of allowed rcpthosts", Configuration),
            (Recipient, 550, "Authentication required", Configuration),
            // Neither, for all that is known.
            (Recipient, 552, "5.2.2 mailbox full", Passing),
            (Recipient, 552, "storage exceeded", Passing),
            (Recipient, 550, "5.3.0 system trouble", Passing),
            (Recipient, 550, "5.4.4 unable to route", Passing),
            (Recipient, 503, "5.5.1 bad sequence", Passing),
            (Recipient, 501, "syntax error", Passing),
            (Recipient, 554, "transaction failed", Passing),
            // The mail itself.
            (Content, 451, "4.3.0 try again", Passing),
            (Content, 550, "5.1.1 user unknown", Final),
            (Content, 554, "5.7.1 looks like spam", Configuration),
            (Content, 554, "5.6.0 not wanted", Configuration),
            (Content, 530, "sign in first", Configuration),
            (Content, 552, "5.2.2 mailbox full", Passing),
            (Content, 554, "transaction failed", Passing),
            (Content, 550, "no", Passing),
        ] {
            assert_eq!(meaning(step, code, text), expected, "{step:?} {code} {text}");
        }
    }

    #[test]
    fn enhanced_codes_are_read_where_they_are() {
        for (text, expected) in [
            ("5.1.1 user unknown", Some((1, 1))),
            ("5.7.26", Some((7, 26))),
            ("4.1.1 user unknown", None),
            ("user unknown 5.1.1", None),
            ("5.1", None),
            ("5.1.1.1 x", None),
            ("5.x.1 x", None),
            ("", None),
        ] {
            assert_eq!(enhanced(text), expected, "{text:?}");
        }
        assert_eq!(codes(550, "5.7.1 <geek@example.com> relaying denied"), "550 5.7.1");
        assert_eq!(codes(550, "<geek@example.com> is not here"), "550");
    }
}
