//! Terms and privacy policy.

mod privacy;
mod terms;

pub use privacy::PrivacyPage;
pub use terms::TermsPage;
