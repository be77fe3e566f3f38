//! The system's limit of open files. Each connection is one, and so is each connection to the
//! database: clients must not take the last.

/// Files of the process itself: logs, what is read from disk, the runtime's own.
const OWN: u64 = 64;

/// Raises the soft limit as far as `connections` need it and the hard one lets it, and answers how
/// many connections there is room for beside `others`.
pub fn make_room(connections: usize, others: u32) -> usize {
    let kept = OWN + u64::from(others);
    let wanted = kept.saturating_add(connections as u64);
    let room = usize::try_from(limit(wanted).saturating_sub(kept)).unwrap_or(usize::MAX);
    if room < connections {
        tracing::warn!(connections = room, "the limit of open files (ulimit -n) leaves no room for MAX_CONNECTIONS");
    }
    connections.min(room.max(1))
}

/// The soft limit, raised to `wanted` if need and right be.
#[cfg(unix)]
fn limit(wanted: u64) -> u64 {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    let now = current.unwrap_or(u64::MAX);
    let raised = wanted.min(maximum.unwrap_or(u64::MAX));
    if now >= raised {
        return now;
    }
    match setrlimit(Resource::Nofile, Rlimit { current: Some(raised), maximum }) {
        Ok(()) => raised,
        Err(_) => now,
    }
}

#[cfg(not(unix))]
fn limit(_: u64) -> u64 {
    u64::MAX
}
