//! Places for connections, and who has them.

use crate::middleware::limits::subscriber;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How often refusals are told of in the log.
const TOLD_EVERY: Duration = Duration::from_secs(60);

/// As many places as there may be connections.
pub struct Places {
    all: usize,
    per_address: Option<usize>,
    taken: Mutex<Taken>,
}

#[derive(Default)]
struct Taken {
    all: usize,
    /// Empty unless addresses are counted.
    by_address: HashMap<IpAddr, usize>,
}

impl Places {
    pub fn new(all: usize, per_address: Option<usize>) -> Self {
        Self { all, per_address, taken: Mutex::default() }
    }

    /// A place for a connection from `address`, or `None`.
    ///
    /// No address gets more than half as many places as are left. So the more a few have taken, the
    /// fewer more they get, and others still find some: of 4096 places eight greedy addresses get
    /// 410 each, and a ninth as many.
    pub fn take(places: &Arc<Self>, address: IpAddr) -> Option<Place> {
        let mut taken = places.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let left = places.all.saturating_sub(taken.all);
        if left == 0 {
            return None;
        }
        let counted = places.per_address.map(|most| (subscriber(address), most));
        if let Some((address, most)) = counted {
            let share = most.min(left / 2).max(1);
            let own = taken.by_address.entry(address).or_default();
            if *own >= share {
                return None;
            }
            *own += 1;
        }
        taken.all += 1;
        Some(Place { places: places.clone(), address: counted.map(|(address, _)| address) })
    }
}

/// One place, free again when this is dropped.
pub struct Place {
    places: Arc<Places>,
    address: Option<IpAddr>,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.places.taken.lock().unwrap_or_else(PoisonError::into_inner);
        taken.all -= 1;
        let Some(address) = self.address else { return };
        if let Some(own) = taken.by_address.get_mut(&address) {
            *own -= 1;
            if *own == 0 {
                taken.by_address.remove(&address);
            }
        }
    }
}

/// Tells of connections without a place: how many, and not whose.
#[derive(Default)]
pub struct Refusals {
    told: Option<Instant>,
    since: usize,
}

impl Refusals {
    pub fn note(&mut self) {
        self.since += 1;
        if self.told.is_none_or(|told| told.elapsed() >= TOLD_EVERY) {
            tracing::warn!(refused = self.since, "connections were closed at once: too many are open");
            (self.told, self.since) = (Some(Instant::now()), 0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(number: u8) -> IpAddr {
        IpAddr::from([192, 0, 2, number])
    }

    /// Takes all that `number` gets.
    fn greedy(places: &Arc<Places>, number: u8) -> Vec<Place> {
        std::iter::from_fn(|| Places::take(places, address(number))).collect()
    }

    #[test]
    fn one_address_has_its_share_and_gets_it_back() {
        let places = Arc::new(Places::new(100, Some(5)));
        let mut own = greedy(&places, 1);
        assert_eq!(own.len(), 5);
        let other = Places::take(&places, address(2));
        assert!(other.is_some());
        own.pop();
        assert!(Places::take(&places, address(1)).is_some());
        drop((own, other));
        let taken = places.taken.lock().expect("no panic");
        assert_eq!((taken.all, taken.by_address.len()), (0, 0));
    }

    #[test]
    fn a_network_is_one_address() {
        let places = Arc::new(Places::new(100, Some(1)));
        let of = |text: &str| Places::take(&places, text.parse().expect("an address"));
        let _first = of("2001:db8:1:2::1").expect("a place");
        assert!(of("2001:db8:1:2:ffff::1").is_none());
        assert!(of("2001:db8:1:3::1").is_some());
    }

    #[test]
    fn a_few_addresses_leave_places_to_others() {
        let places = Arc::new(Places::new(4096, Some(512)));
        // Each takes what it gets, again and again, until none gets more.
        let mut held: Vec<Vec<Place>> = (0..100).map(|_| Vec::new()).collect();
        loop {
            let before: usize = held.iter().map(Vec::len).sum();
            for (number, own) in held.iter_mut().enumerate() {
                own.extend(Places::take(&places, address(u8::try_from(number).expect("small"))));
            }
            if held.iter().map(Vec::len).sum::<usize>() == before {
                break;
            }
        }
        // What four browsers need.
        assert!(greedy(&places, 200).len() >= 24, "another one finds some all the same");
    }

    #[test]
    fn behind_a_proxy_only_the_whole_counts() {
        let places = Arc::new(Places::new(10, None));
        assert_eq!(greedy(&places, 1).len(), 10);
    }

    #[test]
    fn the_last_places_go_to_those_who_have_none() {
        let places = Arc::new(Places::new(2, Some(5)));
        let first = greedy(&places, 1);
        assert_eq!(first.len(), 1);
        let second = greedy(&places, 2);
        assert_eq!(second.len(), 1);
        assert!(Places::take(&places, address(3)).is_none());
    }
}
