//! The error that server functions answer with.

use domain::error::{AppError, ErrorCode};
use leptos::prelude::*;
use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

/// [`AppError`] as the answer of a server function: `{"code":…,"fields":…}` and nothing else, so
/// that no cause of a fault can leak.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RpcError(pub AppError);

impl FromServerFnError for RpcError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        let code = match error {
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => ErrorCode::BadRequest,
            // On the server this means a body that is no text; in the browser, that something
            // between us answered in our place.
            ServerFnErrorErr::Deserialization(_) if cfg!(feature = "ssr") => ErrorCode::BadRequest,
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Deserialization(_) => ErrorCode::Unreachable,
            _ => ErrorCode::Internal,
        };
        code.into()
    }
}

impl From<AppError> for RpcError {
    fn from(error: AppError) -> Self {
        Self(error)
    }
}

impl From<ErrorCode> for RpcError {
    fn from(code: ErrorCode) -> Self {
        Self(code.into())
    }
}

#[cfg(feature = "ssr")]
impl From<services::Error> for RpcError {
    fn from(error: services::Error) -> Self {
        Self(error.report())
    }
}

/// The last error of a form's action, or the one its page came back with; none once it succeeds.
pub fn error_of<F, T>(action: ServerAction<F>, returned: Option<AppError>) -> Signal<Option<AppError>>
where
    F: leptos::server_fn::ServerFn<Output = T, Error = RpcError> + Clone + Send + Sync + 'static,
    T: Clone + Send + Sync + 'static,
{
    Signal::derive(move || match action.value().get() {
        Some(Ok(_)) => None,
        Some(Err(error)) => Some(error.0),
        None => returned.clone(),
    })
}
