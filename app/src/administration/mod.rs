//! Keeping house: the pages under `/admin`, for moderators and administrators. Plain pages and
//! plain forms; what each may see and do is decided by the use cases behind them.

mod audit;
mod forms;
mod frame;
mod jobs;
mod mail;
mod mails;
mod member;
mod members;
mod movie;
mod movie_form;
mod movies;
mod overview;
mod parts;
mod rpc;
mod settings;
mod tags;

pub use audit::AuditPage;
pub use jobs::JobsPage;
pub use mail::MailPage;
pub use mails::MailsPage;
pub use member::MemberPage;
pub use members::MembersPage;
pub use movie::MoviePage;
pub use movies::MoviesPage;
pub use overview::OverviewPage;
pub use rpc::{
    ChangeSetting, CreateTag, DeleteTag, EndMemberSessions, LiftSuspension, MergeMovies, MergeTags, PurgeJob,
    RenameTag, RetryJob, RetryMail, SuspendMember, UpdateMovie, VoidMail,
};
pub use settings::SettingsPage;
pub use tags::TagsPage;

use crate::request;
use crate::rpc::RpcError;
use services::accounts::Actor;

/// Who asks for a page of the administration. What it shows is kept by no cache.
fn keeper() -> Result<Actor, RpcError> {
    let actor = request::actor_or_sign_in()?;
    request::never_store();
    Ok(actor)
}
