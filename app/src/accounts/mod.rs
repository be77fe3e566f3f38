//! Accounts: signing up and in, the links in mails, a member's own account, and profiles. Plain
//! forms, whose next page comes with its new viewer; what went wrong comes back with the page.

mod password_field;
mod rpc;

#[cfg(feature = "ssr")]
mod appeal;
#[cfg(feature = "ssr")]
mod come_back;
#[cfg(feature = "ssr")]
mod confirm;
#[cfg(feature = "ssr")]
mod email;
#[cfg(feature = "ssr")]
mod forgot;
#[cfg(feature = "ssr")]
mod parts;
#[cfg(feature = "ssr")]
mod profile;
#[cfg(feature = "ssr")]
mod reauthenticate;
#[cfg(feature = "ssr")]
mod reset;
#[cfg(feature = "ssr")]
mod returned;
#[cfg(feature = "ssr")]
mod sent;
#[cfg(feature = "ssr")]
mod settings;
#[cfg(feature = "ssr")]
mod sign_in;
#[cfg(feature = "ssr")]
mod sign_up;

pub use password_field::PasswordField;
pub use rpc::{
    Appeal, ChangePassword, ComeBack, ConfirmEmail, ConfirmNewEmail, Leave, Reauthenticate, RequestEmailChange,
    RequestReset, ResendConfirmation, ResetPassword, RevokeOtherSessions, RevokeSession, SignIn, SignOut, SignUp,
};
#[cfg(feature = "ssr")]
pub use {
    appeal::AppealPage,
    come_back::ReturnPage,
    confirm::ConfirmPage,
    email::ConfirmEmailPage,
    forgot::ForgotPage,
    profile::{MyPage, ProfilePage},
    reauthenticate::ReauthenticatePage,
    reset::ResetPage,
    sent::SentPage,
    settings::{DevicesPage, EmailPage, LeavePage, PasswordPage, SettingsPage},
    sign_in::SignInPage,
    sign_up::SignUpPage,
};

// For the style guide.
#[cfg(feature = "ssr")]
pub(crate) use {
    parts::{Expired, Note},
    profile::{NoEntries, ScoredCard, ScoredRow},
    settings::Device,
};

// For the frame.
#[cfg(feature = "ssr")]
pub(crate) use returned::welcomed;
