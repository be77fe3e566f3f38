//! The bodies of posts, read as a whole: each up to a limit, and all that are held at a time up to another,
//! so that many large ones cannot add up.

use axum::body::{Body, Bytes};
use domain::error::{AppError, ErrorCode};
use http::{HeaderMap, header};
use http_body_util::BodyExt;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

/// Largest body, in bytes. A review of the greatest length, percent-encoded, is a quarter of it,
/// so that a text that is too long is refused beside its field and not as a whole.
pub const BODY_LIMIT: usize = 256 * 1024;
/// What each body may have without asking: all forms but long texts. Whoever takes the rest, and takes
/// their time, keeps nobody from signing in. (As many as there are connections can have it.)
const SMALL: usize = 8 * 1024;
/// Bytes of all bodies beyond that. A server function holds several times as much, until it has answered.
const ALL: usize = 4 * 1024 * 1024;
/// The unit of what is counted, in bytes.
const UNIT: usize = 1024;
/// How long the next piece may take. (The whole has the time that a request has.)
const PATIENCE: Duration = Duration::from_secs(10);

/// What all bodies may take, in [`UNIT`]s.
pub fn room() -> Arc<Semaphore> {
    Arc::new(Semaphore::new(ALL / UNIT))
}

/// A body, and its share of the room while it is held.
pub struct HeldBody {
    pub bytes: Bytes,
    pub share: Option<OwnedSemaphorePermit>,
}

/// Reads a body to its end. What it announces is believed only where that is too much: room is taken as the
/// bytes come.
///
/// # Errors
/// `too_large`; `busy` without room, and when it stops coming; `bad_request`.
pub async fn hold(room: &Arc<Semaphore>, headers: &HeaderMap, body: Body) -> Result<HeldBody, AppError> {
    let announced = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > BODY_LIMIT) {
        return Err(ErrorCode::TooLarge.into());
    }
    read(room, body).await
}

async fn read(room: &Arc<Semaphore>, mut body: Body) -> Result<HeldBody, AppError> {
    let (mut bytes, mut length) = (Vec::new(), 0);
    let mut share = Some(None::<OwnedSemaphorePermit>);
    while let Some(frame) = timeout(PATIENCE, body.frame()).await.map_err(|_| refusal("a body has stopped coming"))? {
        let frame = frame.map_err(|_| ErrorCode::BadRequest)?;
        let Ok(data) = frame.into_data() else { continue };
        length += data.len();
        if length > BODY_LIMIT {
            return Err(ErrorCode::TooLarge.into());
        }
        share = share.and_then(|share| widened(room, share, length.saturating_sub(SMALL).div_ceil(UNIT)));
        if share.is_some() {
            bytes.extend_from_slice(&data);
        } else {
            // Read on all the same: whoever is still sending does not see an answer.
            bytes = Vec::new();
        }
    }
    let share = share.ok_or_else(|| refusal("the bodies of other requests take the room"))?;
    Ok(HeldBody { bytes: bytes.into(), share })
}

/// The share that a body has, made `units` large; of what is left it takes no more than half at a time, so
/// that large bodies leave some to smaller ones. `None` without room.
fn widened(
    room: &Arc<Semaphore>,
    share: Option<OwnedSemaphorePermit>,
    units: usize,
) -> Option<Option<OwnedSemaphorePermit>> {
    let taken = share.as_ref().map_or(0, OwnedSemaphorePermit::num_permits);
    let more = units.saturating_sub(taken);
    if more == 0 {
        return Some(share);
    }
    if units > (room.available_permits() + taken) / 2 {
        return None;
    }
    let more = room.clone().try_acquire_many_owned(u32::try_from(more).ok()?).ok()?;
    Some(Some(match share {
        Some(mut share) => {
            share.merge(more);
            share
        }
        None => more,
    }))
}

fn refusal(cause: &str) -> AppError {
    tracing::warn!(cause, "request refused");
    AppError::busy()
}

#[cfg(test)]
mod tests {
    use super::*;
    use http_body_util::channel::{Channel, Sender};

    /// A body of which nothing comes, as long as its other end is there.
    fn silent() -> (Sender<Bytes>, Body) {
        let (sender, body) = Channel::new(1);
        (sender, Body::new(body))
    }

    async fn held(room: &Arc<Semaphore>, length: usize) -> Result<HeldBody, ErrorCode> {
        hold(room, &HeaderMap::new(), Body::from(vec![b'a'; length])).await.map_err(|error| error.code)
    }

    #[tokio::test]
    async fn large_bodies_share_a_room_and_small_ones_need_none() {
        let room = room();
        let each = (BODY_LIMIT - SMALL) / UNIT;
        let mut large = Vec::new();
        while let Ok(one) = held(&room, BODY_LIMIT).await {
            large.push(one);
        }
        assert!(large.len() > ALL / UNIT / each / 2, "{}", large.len());
        assert_eq!(held(&room, BODY_LIMIT).await.err(), Some(ErrorCode::Busy));
        assert!(held(&room, 64 * 1024).await.is_ok(), "a long review still finds room");
        assert_eq!(held(&room, SMALL).await.expect("needs no room").bytes.len(), SMALL);
        large.pop();
        assert!(held(&room, BODY_LIMIT).await.is_ok(), "the room is free again");
        drop(large);
        assert_eq!(room.available_permits(), ALL / UNIT);
    }

    #[tokio::test]
    async fn a_body_beyond_the_limit_is_refused_and_leaves_its_room() {
        let room = room();
        assert_eq!(held(&room, BODY_LIMIT + 1).await.err(), Some(ErrorCode::TooLarge));
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_LENGTH, (BODY_LIMIT + 1).into());
        let (_sender, body) = silent();
        let announced = hold(&room, &headers, body).await;
        assert_eq!(announced.err().map(|error| error.code), Some(ErrorCode::TooLarge), "without reading it");
        assert_eq!(room.available_permits(), ALL / UNIT);
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_that_does_not_end_is_given_up() {
        let (_sender, body) = silent();
        let room = room();
        let endless = hold(&room, &HeaderMap::new(), body).await;
        assert_eq!(endless.err().map(|error| error.code), Some(ErrorCode::Busy));
        assert_eq!(room.available_permits(), ALL / UNIT);
    }
}
