//! Every request says which host it is for, once and readably. What stands behind may then rely on
//! the header `Host`: the cross-site rule compares it.
//!
//! HTTP/1.0 did not know the header, and health checks of load balancers still ask that way, so it
//! may leave it out. Which name it is does not matter: a server is reached under several.

use super::failures::failure;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use domain::error::ErrorCode;
use http::uri::Authority;
use http::{HeaderMap, HeaderValue, Uri, Version, header};

pub async fn require(mut request: Request, next: Next) -> Response {
    match host(request.version(), request.uri(), request.headers()) {
        Ok(Some(host)) => {
            request.headers_mut().insert(header::HOST, host);
            next.run(request).await
        }
        Ok(None) => next.run(request).await,
        Err(Unclear) => failure(ErrorCode::BadRequest),
    }
}

/// It is not clear which host, or what of it, a request is for.
#[derive(Debug, PartialEq)]
struct Unclear;

/// The host of a request: that of the address it asks for, where this is a whole one, else what the
/// header says. `None` where HTTP/1.0 says nothing.
fn host(version: Version, uri: &Uri, headers: &HeaderMap) -> Result<Option<HeaderValue>, Unclear> {
    // Neither `CONNECT host:port` nor `OPTIONS *` asks for anything here.
    if !uri.path().starts_with('/') {
        return Err(Unclear);
    }
    let mut named = headers.get_all(header::HOST).iter();
    let said = named.next();
    if named.next().is_some() || said.is_some_and(|host| !is_host(host.as_bytes())) {
        return Err(Unclear);
    }
    let Some(authority) = uri.authority() else {
        return if said.is_some() || version <= Version::HTTP_10 { Ok(said.cloned()) } else { Err(Unclear) };
    };
    let host = HeaderValue::from_str(authority.as_str()).map_err(|_| Unclear)?;
    let agreed = match said {
        // A whole address outdoes the header (RFC 9112, 3.2.2), which must stand there all the same.
        Some(_) if version <= Version::HTTP_11 => true,
        Some(said) => said.as_bytes().eq_ignore_ascii_case(host.as_bytes()),
        // HTTP/2 names the host as `:authority`, which hyper makes part of the address.
        None => version != Version::HTTP_11,
    };
    if agreed && is_host(host.as_bytes()) { Ok(Some(host)) } else { Err(Unclear) }
}

/// `name` or `name:port`, and no more.
fn is_host(text: &[u8]) -> bool {
    let Ok(authority) = Authority::try_from(text) else { return false };
    let port = authority.as_str().strip_prefix(authority.host());
    !authority.host().is_empty()
        && port.is_some_and(|port| {
            port.is_empty()
                || port.strip_prefix(':').is_some_and(|digits| digits.is_empty() || digits.parse::<u16>().is_ok())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(version: Version, uri: &str, hosts: &[&str]) -> Result<Option<String>, Unclear> {
        let uri = uri.parse().expect("an address");
        let headers = hosts.iter().map(|host| (header::HOST, HeaderValue::from_str(host).expect("a value")));
        let host = host(version, &uri, &headers.collect())?;
        Ok(host.map(|host| host.to_str().expect("ASCII").to_owned()))
    }

    fn said(host: &str) -> Result<Option<String>, Unclear> {
        Ok(Some(host.to_owned()))
    }

    #[test]
    fn one_host_is_named() {
        for host in ["popcorn.example", "localhost:3000", "127.0.0.1", "[::1]:3000", "popcorn.example:"] {
            assert_eq!(asked(Version::HTTP_11, "/movies/1", &[host]), said(host), "{host}");
        }
        for hosts in [&[][..], &["a.example", "a.example"]] {
            assert_eq!(asked(Version::HTTP_11, "/", hosts), Err(Unclear), "{hosts:?}");
        }
        for host in ["", " ", "a b", "user@a.example", "a.example/path", "a.example:http", "a.example:99999", ":80"] {
            assert_eq!(asked(Version::HTTP_11, "/", &[host]), Err(Unclear), "{host:?}");
        }
    }

    #[test]
    fn http_1_0_may_leave_it_out() {
        assert_eq!(asked(Version::HTTP_10, "/health/live", &[]), Ok(None));
        assert_eq!(asked(Version::HTTP_10, "/", &["a.example"]), said("a.example"));
        assert_eq!(asked(Version::HTTP_10, "/", &["a.example", "b.example"]), Err(Unclear));
        assert_eq!(asked(Version::HTTP_10, "/", &[""]), Err(Unclear));
    }

    #[test]
    fn a_whole_address_outdoes_the_header() {
        assert_eq!(asked(Version::HTTP_11, "http://a.example/", &["b.example"]), said("a.example"));
        assert_eq!(asked(Version::HTTP_11, "http://a.example/", &[]), Err(Unclear));
        assert_eq!(asked(Version::HTTP_11, "http://u:p@a.example/", &["a.example"]), Err(Unclear));
        for (uri, host) in [("a.example:443", "a.example"), ("*", "a.example")] {
            assert_eq!(asked(Version::HTTP_11, uri, &[host]), Err(Unclear), "{uri}");
        }
    }

    #[test]
    fn http_2_says_it_in_the_address() {
        assert_eq!(asked(Version::HTTP_2, "http://a.example/", &[]), said("a.example"));
        assert_eq!(asked(Version::HTTP_2, "http://a.example/", &["A.example"]), said("a.example"));
        assert_eq!(asked(Version::HTTP_2, "http://a.example/", &["b.example"]), Err(Unclear));
        assert_eq!(asked(Version::HTTP_2, "/", &[]), Err(Unclear));
    }
}
