//! Search: the field with its suggestions, in the header and on the search page.

mod rpc;
mod search_box;

#[cfg(feature = "ssr")]
mod page;

#[cfg(feature = "ssr")]
pub use page::SearchPage;
pub use rpc::Suggest;
pub use search_box::SearchBox;

// For the style guide.
#[cfg(feature = "ssr")]
pub(crate) use search_box::option as suggestion;
