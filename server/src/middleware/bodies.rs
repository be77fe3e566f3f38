//! The bodies of posts, read as a whole: each up to a limit, and all that are held at a time up to another,
//! so that many large ones cannot add up.

use axum::body::{Body, Bytes};
use domain::error::{AppError, ErrorCode};
use http::{HeaderMap, header};
use http_body_util::BodyExt;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

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
/// Longer than any connection needs that could load our pages.
const PATIENCE: Duration = Duration::from_secs(15);

/// What all bodies may take, in [`UNIT`]s.
pub fn room() -> Arc<Semaphore> {
    Arc::new(Semaphore::new(ALL / UNIT))
}

/// A body, and its share of the room while it is held.
pub struct Held {
    pub bytes: Bytes,
    pub share: Option<OwnedSemaphorePermit>,
}

/// Reads a body to its end. What it announces is believed only where that is too much: room is taken as the
/// bytes come.
///
/// # Errors
/// `too_large`; `busy` without room; `unreachable` when it does not come to an end; `bad_request`.
pub async fn hold(room: &Arc<Semaphore>, headers: &HeaderMap, body: Body) -> Result<Held, AppError> {
    let announced = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > BODY_LIMIT) {
        return Err(ErrorCode::TooLarge.into());
    }
    tokio::time::timeout(PATIENCE, read(room, body)).await.unwrap_or(Err(ErrorCode::Unreachable.into()))
}

async fn read(room: &Arc<Semaphore>, mut body: Body) -> Result<Held, AppError> {
    let (mut bytes, mut share) = (Vec::new(), None::<OwnedSemaphorePermit>);
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| ErrorCode::BadRequest)?;
        let Ok(data) = frame.into_data() else { continue };
        let length = bytes.len() + data.len();
        if length > BODY_LIMIT {
            return Err(ErrorCode::TooLarge.into());
        }
        let taken = share.as_ref().map_or(0, OwnedSemaphorePermit::num_permits);
        let more = length.saturating_sub(SMALL).div_ceil(UNIT) - taken;
        if more > 0 {
            let more = u32::try_from(more).unwrap_or(u32::MAX);
            let more = room.clone().try_acquire_many_owned(more).map_err(|_| {
                tracing::warn!(cause = "the bodies of other requests take all the room", "request refused");
                AppError::busy()
            })?;
            match &mut share {
                Some(share) => share.merge(more),
                None => share = Some(more),
            }
        }
        bytes.extend_from_slice(&data);
    }
    Ok(Held { bytes: bytes.into(), share })
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

    async fn held(room: &Arc<Semaphore>, length: usize) -> Result<Held, ErrorCode> {
        hold(room, &HeaderMap::new(), Body::from(vec![b'a'; length])).await.map_err(|error| error.code)
    }

    #[tokio::test]
    async fn large_bodies_share_a_room_and_small_ones_need_none() {
        let room = room();
        let each = (BODY_LIMIT - SMALL) / UNIT;
        let mut large = Vec::new();
        for _ in 0..ALL / UNIT / each {
            large.push(held(&room, BODY_LIMIT).await.expect("there is room"));
        }
        assert_eq!(held(&room, BODY_LIMIT).await.err(), Some(ErrorCode::Busy));
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
        let endless = hold(&room(), &HeaderMap::new(), body).await;
        assert_eq!(endless.err().map(|error| error.code), Some(ErrorCode::Unreachable));
    }
}
