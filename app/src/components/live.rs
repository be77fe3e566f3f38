//! Text that changes while its page stands.

use super::escape;

/// For `inner_html`: what `text` says, as the whole content of its element.
///
/// A browser's translation puts nodes of its own in the place of text nodes. A view that holds on to a
/// text node then changes one that nobody sees, and one that looks for its own place by it finds
/// none. An element stays. So text of an island that changes is set this way and never stands bare.
pub fn live(text: impl Fn() -> String + Send + Sync + 'static) -> impl Fn() -> String + Send + Sync + 'static {
    move || escape(&text())
}
