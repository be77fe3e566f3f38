//! Mails that a mail server has taken, to be read again.

/// A mail that was taken.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReceivedMail {
    pub sender: String,
    pub recipients: Vec<String>,
    /// Headers and body as sent.
    pub data: String,
}

impl ReceivedMail {
    /// A header of the whole mail, unfolded and decoded.
    pub fn header(&self, name: &str) -> Option<String> {
        let (head, _) = self.data.split_once("\r\n\r\n")?;
        let head = head.replace("\r\n ", " ").replace("\r\n\t", " ");
        let value = head.split("\r\n").find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        })?;
        Some(decode_words(&value))
    }

    /// The part of this type, e.g. `text/plain`, decoded from base64.
    pub fn part(&self, kind: &str) -> Option<String> {
        let (_, from) = self.data.split_once(&format!("Content-Type: {kind}"))?;
        let (_, body) = from.split_once("\r\n\r\n")?;
        let body = body.split("\r\n--").next()?;
        String::from_utf8(base64(body)).ok().map(|text| text.replace("\r\n", "\n"))
    }
}

/// RFC 2047: `=?utf-8?b?…?=` becomes text; blanks between two of them mean nothing.
fn decode_words(value: &str) -> String {
    let mut decoded = String::new();
    let mut was_encoded = false;
    for word in value.split_whitespace() {
        let inner = word.strip_prefix("=?utf-8?b?").and_then(|word| word.strip_suffix("?="));
        let joins = was_encoded && inner.is_some();
        if !decoded.is_empty() && !joins {
            decoded.push(' ');
        }
        match inner {
            Some(inner) => decoded.push_str(&String::from_utf8_lossy(&base64(inner))),
            None => decoded.push_str(word),
        }
        was_encoded = inner.is_some();
    }
    decoded
}

/// Decodes base64 and passes over whatever is none.
fn base64(text: &str) -> Vec<u8> {
    let (mut bytes, mut buffer, mut bits) = (Vec::new(), 0_u32, 0_u32);
    for byte in text.bytes() {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => continue,
        };
        buffer = (buffer << 6) | u32::from(value);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.extend(u8::try_from(buffer >> bits));
            buffer &= (1 << bits) - 1;
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mails_are_decoded() {
        let mail = ReceivedMail {
            data: "Subject: =?utf-8?b?7Yyd7L2Y?=\r\n =?utf-8?b?6rix?= 1.0\r\nX: y\r\n\r\n--b\r\n\
                   Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n\
                   7Yyd\r\n7L2Y\r\n--b--\r\n"
                .to_owned(),
            ..ReceivedMail::default()
        };
        assert_eq!(mail.header("subject").as_deref(), Some("팝콘긱 1.0"));
        assert_eq!(mail.part("text/plain").as_deref(), Some("팝콘"));
        assert_eq!(mail.header("Bcc"), None);
    }
}
