//! Parts that several rooms share. They are fed with plain data and know no loader.

mod avatar;
mod count;
mod field;
mod form;
pub mod icon;
mod latest;
mod live;
mod shared;

#[cfg(feature = "ssr")]
mod histogram;
#[cfg(feature = "ssr")]
mod json_ld;
#[cfg(feature = "ssr")]
mod page;
#[cfg(feature = "ssr")]
mod poster;
#[cfg(feature = "ssr")]
mod preview;

pub use avatar::Avatar;
pub use count::CountRing;
pub use field::{Checkbox, escape};
pub use form::{FormMessage, PageField, focus_on_error};
pub use icon::Icon;
pub use latest::Latest;
pub use live::live;
pub use shared::{common, shared};

#[cfg(feature = "ssr")]
pub use {
    field::TextField,
    form::way_on,
    histogram::{Bar, Histogram, bounds},
    json_ld::{JsonLd, breadcrumbs, graph, known},
    page::{PageTitle, loaded, next, param, query},
    poster::{BlankPoster, Poster},
    preview::{Preview, origin},
};
