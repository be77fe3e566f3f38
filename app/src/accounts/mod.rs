//! Sign-up and sign-in: plain forms, whose next page comes with its new viewer; what went wrong
//! comes back with the page.

#[cfg(feature = "ssr")]
mod profile;
mod rpc;
#[cfg(feature = "ssr")]
mod sign_in;
#[cfg(feature = "ssr")]
mod sign_up;

pub use rpc::{SignIn, SignOut, SignUp};
#[cfg(feature = "ssr")]
pub use {
    profile::{MyPage, ProfilePage},
    sign_in::SignInPage,
    sign_up::SignUpPage,
};

// For the style guide.
#[cfg(feature = "ssr")]
pub(crate) use profile::{NoEntries, ScoredCard, ScoredRow};
