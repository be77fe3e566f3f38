//! One address per page: a trailing slash is redirected away, for good.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};

pub async fn redirect(request: Request, next: Next) -> Response {
    match without_trailing_slashes(request.uri().path(), request.uri().query()) {
        Some(address) => Redirect::permanent(&address).into_response(),
        None => next.run(request).await,
    }
}

fn without_trailing_slashes(path: &str, query: Option<&str>) -> Option<String> {
    let trimmed = path.trim_end_matches('/');
    if path == "/" || trimmed.len() == path.len() {
        return None;
    }
    // Leading slashes would make the address one of another host.
    let trimmed = format!("/{}", trimmed.trim_start_matches('/'));
    Some(match query {
        Some(query) => format!("{trimmed}?{query}"),
        None => trimmed,
    })
}

#[cfg(test)]
mod tests {
    use super::without_trailing_slashes as strip;

    #[test]
    fn only_trailing_slashes_go() {
        assert_eq!(strip("/", None), None);
        assert_eq!(strip("/movies/1", None), None);
        assert_eq!(strip("/movies/1/", Some("after=3")).as_deref(), Some("/movies/1?after=3"));
        assert_eq!(strip("//evil.example//", None).as_deref(), Some("/evil.example"));
        assert_eq!(strip("//", None).as_deref(), Some("/"));
    }
}
