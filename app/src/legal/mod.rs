//! Terms and privacy policy. Lazy routes: hardly anybody's browser needs their text.

mod privacy;
mod terms;

pub use privacy::PrivacyPage;
pub use terms::TermsPage;
