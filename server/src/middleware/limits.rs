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
}

impl Limits {
    #[expect(clippy::new_without_default, reason = "limits are chosen on purpose, not by default")]
    pub fn new() -> Self {
        Self {
            // Guessing passwords must not pay.
            sign_in: limiter(20, Duration::from_secs(6)),
            // A classroom behind one address can still join.
            sign_up: limiter(40, Duration::from_secs(30)),
            // Fast enough for any hand.
            post: limiter(600, Duration::from_millis(500)),
        }
    }

    /// Counts a call of `endpoint` from `address`; `Err` holds how long to wait.
    pub fn check(&self, endpoint: &str, address: IpAddr) -> Result<(), Duration> {
        let limiter = match endpoint {
            "sign_in" => &self.sign_in,
            "sign_up" => &self.sign_up,
            loader if loader.starts_with("load_") => return Ok(()),
            _ => &self.post,
        };
        if limiter.len() > ADDRESSES {
            limiter.retain_recent();
        }
        limiter.check_key(&address).map_err(|not_until| not_until.wait_time_from(DefaultClock::default().now()))
    }
}

/// `burst` at once, then one more per `interval`.
fn limiter(burst: u32, interval: Duration) -> DefaultKeyedRateLimiter<IpAddr> {
    let quota = Quota::with_period(interval).unwrap_or(Quota::per_minute(NonZeroU32::MIN));
    RateLimiter::keyed(quota.allow_burst(NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN)))
}
