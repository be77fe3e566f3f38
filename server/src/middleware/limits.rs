//! How often one address may sign in, sign up and post. In memory, per process.

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

/// Above this many addresses the ones that have been quiet are forgotten.
const ADDRESSES: usize = 10_000;

/// The limits of the server functions.
pub struct Limits {
    sign_in: DefaultKeyedRateLimiter<IpAddr>,
    sign_up: DefaultKeyedRateLimiter<IpAddr>,
    post: DefaultKeyedRateLimiter<IpAddr>,
    while_typing: DefaultKeyedRateLimiter<IpAddr>,
    read: DefaultKeyedRateLimiter<IpAddr>,
    keep: DefaultKeyedRateLimiter<IpAddr>,
}

/// Not an endpoint: the keeping of a form that failed without script.
pub const KEEP: &str = "keep";

impl Limits {
    pub fn new() -> Self {
        Self {
            // Guessing passwords must not pay.
            sign_in: limiter(20, Duration::from_secs(6)),
            // A classroom behind one address can still join.
            sign_up: limiter(40, Duration::from_secs(30)),
            // Fast enough for any hand.
            post: limiter(600, Duration::from_millis(500)),
            // Several a second, by everybody behind one address, and still only so many searches.
            while_typing: limiter(300, Duration::from_millis(100)),
            // The model reads one text after the other.
            read: limiter(60, Duration::from_secs(1)),
            // A kept form is a row in the database, for visitors too.
            keep: limiter(60, Duration::from_secs(5)),
        }
    }

    /// Counts a call of `endpoint` from `address`; `Err` holds how long to wait.
    pub fn check(&self, endpoint: &str, address: IpAddr) -> Result<(), Duration> {
        let limiter = match endpoint {
            "sign_in" => &self.sign_in,
            "sign_up" => &self.sign_up,
            KEEP => &self.keep,
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

/// What one subscriber owns: an IPv4 address, or an IPv6 network of 64 bits.
fn subscriber(address: IpAddr) -> IpAddr {
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
