//! How often one address may sign in, sign up, post, and ask for what is costly to make. In memory,
//! per process.

use super::failures::failure;
use crate::AppState;
use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use domain::error::ErrorCode;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use http::{Extensions, HeaderMap, HeaderValue, header};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::num::NonZeroU32;
use std::time::Duration;

/// Above this many addresses the ones that have been quiet are forgotten.
const ADDRESSES: usize = 10_000;

/// The limits of the server functions, and of pictures and lists for machines.
pub struct Limits {
    sign_in: DefaultKeyedRateLimiter<IpAddr>,
    sign_up: DefaultKeyedRateLimiter<IpAddr>,
    mail: DefaultKeyedRateLimiter<IpAddr>,
    link: DefaultKeyedRateLimiter<IpAddr>,
    post: DefaultKeyedRateLimiter<IpAddr>,
    while_typing: DefaultKeyedRateLimiter<IpAddr>,
    read: DefaultKeyedRateLimiter<IpAddr>,
    machine: DefaultKeyedRateLimiter<IpAddr>,
    keep: DefaultKeyedRateLimiter<IpAddr>,
}

/// Not an endpoint: the keeping of a form that failed without script.
pub const KEEP: &str = "keep";
/// Not an endpoint: a card, a feed or a sitemap.
const MACHINE: &str = "machine";

impl Limits {
    pub fn new() -> Self {
        Self {
            // Guessing passwords must not pay.
            sign_in: limiter(20, Duration::from_secs(6)),
            // A classroom behind one address can still join.
            sign_up: limiter(40, Duration::from_secs(30)),
            // Each may send a mail to somebody else.
            mail: limiter(10, Duration::from_secs(60)),
            // Links hold 256 bits; this only keeps guessing from keeping us busy.
            link: limiter(30, Duration::from_secs(10)),
            // Fast enough for any hand.
            post: limiter(600, Duration::from_millis(500)),
            // Several a second, by everybody behind one address, and still only so many searches.
            while_typing: limiter(300, Duration::from_millis(100)),
            // The model reads one text after the other.
            read: limiter(60, Duration::from_secs(1)),
            // Cards, feeds and sitemaps: enough for a crawler in a hurry, not for keeping us busy.
            machine: limiter(120, Duration::from_millis(500)),
            // A kept form is a row in the database, for visitors too.
            keep: limiter(60, Duration::from_secs(5)),
        }
    }

    /// Counts a call of `endpoint` from `address`; `Err` holds how long to wait.
    pub fn check(&self, endpoint: &str, address: IpAddr) -> Result<(), Duration> {
        let limiter = match endpoint {
            "sign_in" | "reauthenticate" | "change_password" | "leave" => &self.sign_in,
            "request_reset" | "resend_confirmation" | "request_email_change" => &self.mail,
            "confirm_email" | "reset_password" | "confirm_new_email" => &self.link,
            "sign_up" => &self.sign_up,
            KEEP => &self.keep,
            MACHINE => &self.machine,
            "suggest" => &self.while_typing,
            "read_review" => &self.read,
            _ => &self.post,
        };
        if limiter.len() > ADDRESSES {
            limiter.retain_recent();
        }
        limiter
            .check_key(&subscriber(address))
            .map_err(|not_until| not_until.wait_time_from(DefaultClock::default().now()))
    }
}

/// Refuses an address that asks too often for what only machines ask for.
pub async fn machines(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let address = client(&state, request.headers(), request.extensions());
    match state.limits.as_deref().map(|limits| limits.check(MACHINE, address)) {
        Some(Err(wait)) => refusal(wait),
        _ => next.run(request).await,
    }
}

/// The answer that says how long to wait.
pub fn refusal(wait: Duration) -> Response {
    let mut response = failure(ErrorCode::TooManyRequests);
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(wait.as_secs() + 1));
    response
}

/// The client's address: of the connection or, behind a trusted proxy, the one it names last.
pub fn client(state: &AppState, headers: &HeaderMap, extensions: &Extensions) -> IpAddr {
    let forwarded = || {
        let header = headers.get_all("x-forwarded-for").iter().next_back()?;
        header.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
    };
    let connection = || extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let named = if state.trust_forwarded_for { forwarded() } else { None };
    named.or_else(connection).unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))
}

/// What one subscriber owns: an IPv4 address, or an IPv6 network of 64 bits.
pub fn subscriber(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::from([a, b, c, d, 0, 0, 0, 0])
        }
        address => address,
    }
}

/// `burst` at once, then one more per `interval`.
fn limiter(burst: u32, interval: Duration) -> DefaultKeyedRateLimiter<IpAddr> {
    let quota = Quota::with_period(interval).unwrap_or(Quota::per_minute(NonZeroU32::MIN));
    RateLimiter::keyed(quota.allow_burst(NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subscriber_is_one_however_many_addresses_they_have() {
        let of = |text: &str| subscriber(text.parse().expect("an address"));
        assert_eq!(of("2001:db8:1:2:3::4"), of("2001:db8:1:2:ffff::1"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_eq!(of("::ffff:192.0.2.7"), of("192.0.2.7"));
        assert_ne!(of("192.0.2.7"), of("192.0.2.8"));
    }
}
