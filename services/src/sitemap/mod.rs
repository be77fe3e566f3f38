//! The sitemap (사이트맵): every page that search engines may list, and when it last changed.
//!
//! A part holds the pages whose ids lie in one block of 10,000. It so never grows too large, needs
//! no counting, and keeps its pages when others come and go.

mod store;

use crate::time::rfc3339;
use crate::{Result, Services};
use domain::{MovieId, PersonId, ReviewId, page};

/// Ids in one part.
const BLOCK: i64 = 10_000;

/// What a part lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// All but those invented for the demo.
    Movies,
    /// Who directed or acted in one of them.
    People,
    /// Public ones without spoilers, of these films.
    Reviews,
    /// Active ones who have written a public review.
    Members,
}

impl Kind {
    pub const EACH: [Self; 4] = [Self::Movies, Self::People, Self::Reviews, Self::Members];

    /// The word in the part's address.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Movies => "movies",
            Self::People => "people",
            Self::Reviews => "reviews",
            Self::Members => "members",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::EACH.into_iter().find(|kind| kind.code() == code)
    }
}

/// A part or a page: its absolute address, and when it last changed, RFC 3339 in UTC, where that is
/// known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub address: String,
    pub changed: Option<String>,
}

/// All parts that list anything.
pub async fn parts(services: &Services) -> Result<Vec<Place>> {
    let parts = store::parts(&services.pool, BLOCK).await?;
    Ok(parts
        .into_iter()
        .map(|part| Place {
            address: services.absolute(&format!("/sitemaps/{}-{}.xml", part.kind, part.number)),
            changed: part.changed.map(rfc3339),
        })
        .collect())
}

/// The pages of one part; none where there is no such part.
pub async fn pages(services: &Services, kind: Kind, number: i64) -> Result<Vec<Place>> {
    let Some(first) = number.checked_mul(BLOCK).filter(|first| (0..i64::MAX - BLOCK).contains(first)) else {
        return Ok(Vec::new());
    };
    let pool = &services.pool;
    let (after, last) = (first, first + BLOCK);
    let rows = match kind {
        Kind::Movies => store::movies(pool, after, last).await?,
        Kind::People => store::people(pool, after, last).await?,
        Kind::Reviews => store::reviews(pool, after, last).await?,
        Kind::Members => store::members(pool, after, last).await?,
    };
    let path = |row: &store::PageRow| match kind {
        Kind::Movies => page::movie(MovieId(row.id)),
        Kind::People => page::person(PersonId(row.id)),
        Kind::Reviews => page::review(ReviewId(row.id)),
        Kind::Members => page::profile(&row.name),
    };
    Ok(rows
        .into_iter()
        .map(|row| Place { address: services.absolute(&path(&row)), changed: Some(rfc3339(row.changed)) })
        .collect())
}
