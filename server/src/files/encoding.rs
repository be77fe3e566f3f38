//! What a client can unpack: `Accept-Encoding` (RFC 9110, 12.5.3).

use http::{HeaderMap, header};

/// In which form a file is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    Brotli,
    Gzip,
    /// As it is.
    Plain,
}

impl Encoding {
    pub fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
            Self::Plain => "identity",
        }
    }
}

/// A weight, in thousandths.
type Weight = u16;

/// The encoding that the client likes best of those `offered`, which begin with the ones we like
/// best. `Plain` where it says nothing, or likes none: then the compressing layer refuses.
pub fn preferred(headers: &HeaderMap, offered: &[Encoding]) -> Encoding {
    let fields = || headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    let mut best = (Encoding::Plain, 0);
    for &encoding in offered {
        let weight = weight(fields(), encoding);
        if weight > best.1 {
            best = (encoding, weight);
        }
    }
    best.0
}

fn weight<'a>(fields: impl Iterator<Item = &'a str>, encoding: Encoding) -> Weight {
    let (mut named, mut any) = (None, None);
    for entry in fields.flat_map(|field| field.split(',')) {
        let mut parts = entry.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default();
        let weight = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
        // What cannot be read is not wanted.
        let weight = weight.map_or(1000, |text| parse(text).unwrap_or(0));
        let same = name.eq_ignore_ascii_case(encoding.name())
            || (encoding == Encoding::Gzip && name.eq_ignore_ascii_case("x-gzip"));
        if same {
            named = Some(weight);
        } else if name == "*" {
            any = Some(weight);
        }
    }
    // A plain answer is always welcome unless it is refused, but after whatever is asked for.
    named.or(any).unwrap_or(if encoding == Encoding::Plain { 1 } else { 0 })
}

/// `0` to `1`, with three digits at most.
fn parse(text: &str) -> Option<Weight> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if fraction.len() > 3 || !fraction.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let thousandths: Weight = format!("{fraction:0<3}").parse().ok()?;
    match whole {
        "0" => Some(thousandths),
        "1" if thousandths == 0 => Some(1000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    fn of(fields: &[&str]) -> Encoding {
        let headers = fields.iter().map(|value| (header::ACCEPT_ENCODING, HeaderValue::from_str(value).expect("text")));
        preferred(&headers.collect(), &[Encoding::Brotli, Encoding::Gzip, Encoding::Plain])
    }

    #[test]
    fn the_client_chooses_and_we_prefer() {
        for (field, encoding) in [
            ("gzip, deflate, br, zstd", Encoding::Brotli),
            ("gzip", Encoding::Gzip),
            ("X-GZIP", Encoding::Gzip),
            ("br;q=0.5, gzip;q=0.8", Encoding::Gzip),
            ("br;q=0, gzip", Encoding::Gzip),
            ("br;q=0.001, identity;q=1", Encoding::Plain),
            ("*", Encoding::Brotli),
            ("*;q=0, gzip;q=0.1", Encoding::Gzip),
            ("br;q=0, *", Encoding::Gzip),
            ("br ; q=0.9 , gzip ; Q=1.000", Encoding::Gzip),
            ("br;q=2, gzip;q=0.0001", Encoding::Plain),
            ("br;q=nonsense", Encoding::Plain),
            ("deflate", Encoding::Plain),
            ("", Encoding::Plain),
            ("broad", Encoding::Plain),
        ] {
            assert_eq!(of(&[field]), encoding, "{field}");
        }
        assert_eq!(of(&[]), Encoding::Plain);
        assert_eq!(of(&["gzip;q=0.5", "br"]), Encoding::Brotli);
    }

    #[test]
    fn only_what_is_there_is_offered() {
        let headers = HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static("br, gzip;q=0.1"))]);
        assert_eq!(preferred(&headers, &[Encoding::Gzip, Encoding::Plain]), Encoding::Gzip);
        assert_eq!(preferred(&headers, &[Encoding::Plain]), Encoding::Plain);
    }
}
