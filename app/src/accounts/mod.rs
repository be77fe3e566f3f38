//! Sign-up and sign-in. Both forms are posted by the browser itself, so that the next page is
//! loaded afresh with its new viewer; what went wrong comes back with the page. Lazy routes: a shared
//! link does not need them.

mod rpc;
mod sign_in;
mod sign_up;

pub use rpc::{SignIn, SignOut, SignUp};
pub use sign_in::SignInPage;
pub use sign_up::SignUpPage;

use rpc::load_form;
