//! Server functions of the administration. Only forms without script call them: each leads back to
//! the page of its form, which says what was done.

use super::{forms, movies};
use crate::request::{self, services};
use crate::rpc::RpcError;
use domain::accounts::SuspendForm;
use domain::administration::{MovieForm, SettingKey};
use domain::error::{AppError, ErrorCode, FieldError, Findings};
use domain::{MemberId, MovieId};
use leptos::prelude::*;
use services::accounts::suspensions;
use services::{administration, settings};

/// Suspends a member for some days, or without `days` until somebody lifts it.
#[server(prefix = "/rpc", endpoint = "suspend_member")]
pub async fn suspend_member(
    member_id: MemberId,
    #[server(default)] days: String,
    #[server(default)] reason: String,
) -> Result<(), RpcError> {
    suspensions::suspend(&services()?, &request::actor()?, member_id, SuspendForm { days, reason }).await?;
    done("suspend_member").await
}

/// Lifts a member's suspension before its time.
#[server(prefix = "/rpc", endpoint = "lift_suspension")]
pub async fn lift_suspension(member_id: MemberId, #[server(default)] reason: String) -> Result<(), RpcError> {
    suspensions::lift(&services()?, &request::actor()?, member_id, reason).await?;
    done("lift_suspension").await
}

/// Answers a member's appeal and keeps the suspension.
#[server(prefix = "/rpc", endpoint = "answer_appeal")]
pub async fn answer_appeal(member_id: MemberId, #[server(default)] answer: String) -> Result<(), RpcError> {
    suspensions::answer_appeal(&services()?, &request::actor()?, member_id, answer).await?;
    done("answer_appeal").await
}

/// Signs a member out everywhere.
#[server(prefix = "/rpc", endpoint = "end_member_sessions")]
pub async fn end_member_sessions(member_id: MemberId, #[server(default)] reason: String) -> Result<(), RpcError> {
    administration::end_member_sessions(&services()?, &request::actor()?, member_id, reason).await?;
    done("end_member_sessions").await
}

/// Has a job run now.
#[server(prefix = "/rpc", endpoint = "retry_job")]
pub async fn retry_job(job_id: i64) -> Result<(), RpcError> {
    administration::retry_job(&services()?, &request::actor()?, job_id).await?;
    done("retry_job").await
}

/// Throws a job away.
#[server(prefix = "/rpc", endpoint = "purge_job")]
pub async fn purge_job(job_id: i64, #[server(default)] reason: String) -> Result<(), RpcError> {
    administration::purge_job(&services()?, &request::actor()?, job_id, reason).await?;
    done("purge_job").await
}

/// Has a mail tried again that was given up.
#[server(prefix = "/rpc", endpoint = "retry_mail")]
pub async fn retry_mail(mail_id: i64) -> Result<(), RpcError> {
    administration::retry_mail(&services()?, &request::actor()?, mail_id).await?;
    done("retry_mail").await
}

/// Calls a mail off.
#[server(prefix = "/rpc", endpoint = "void_mail")]
pub async fn void_mail(mail_id: i64, #[server(default)] reason: String) -> Result<(), RpcError> {
    administration::void_mail(&services()?, &request::actor()?, mail_id, reason).await?;
    done("void_mail").await
}

/// Changes a film's facts. `tags` holds the ids of all tags that the film has from now on.
#[server(prefix = "/rpc", endpoint = "update_movie")]
#[allow(clippy::too_many_arguments, reason = "the fields of the form")]
pub async fn update_movie(
    movie_id: MovieId,
    #[server(default)] title: String,
    #[server(default)] original_title: String,
    #[server(default)] english_title: String,
    #[server(default)] released_on: String,
    #[server(default)] runtime_minutes: String,
    #[server(default)] age_grade: String,
    #[server(default)] nations: String,
    #[server(default)] plot: String,
    #[server(default)] tags: Vec<String>,
    #[server(default)] version: String,
) -> Result<(), RpcError> {
    let form = MovieForm {
        title,
        original_title,
        english_title,
        released_on,
        runtime_minutes,
        age_grade,
        nations,
        plot,
        tags,
        version,
    };
    administration::update_movie(&services()?, &request::actor()?, movie_id, form).await?;
    done("update_movie").await
}

/// Makes film `from_id` a part of `into_id`, and leads to that one.
#[server(prefix = "/rpc", endpoint = "merge_movies")]
pub async fn merge_movies(
    from_id: MovieId,
    #[server(default)] into_id: String,
    #[server(default)] reason: String,
) -> Result<(), RpcError> {
    let into = MovieId(target(&into_id, &reason)?);
    administration::merge_movies(&services()?, &request::actor()?, from_id, into, reason).await?;
    request::redirect_with(&forms::done("merge_movies", &[]), &movies::path(into)).await
}

/// Adds a tag to the list.
#[server(prefix = "/rpc", endpoint = "create_tag")]
pub async fn create_tag(#[server(default)] name: String) -> Result<(), RpcError> {
    administration::create_tag(&services()?, &request::actor()?, name).await?;
    done("create_tag").await
}

/// Gives a tag another name.
#[server(prefix = "/rpc", endpoint = "rename_tag")]
pub async fn rename_tag(tag_id: i64, #[server(default)] name: String) -> Result<(), RpcError> {
    administration::rename_tag(&services()?, &request::actor()?, tag_id, name).await?;
    done("rename_tag").await
}

/// Puts tag `into_id` in the place of `from_id`.
#[server(prefix = "/rpc", endpoint = "merge_tags")]
pub async fn merge_tags(
    from_id: i64,
    #[server(default)] into_id: String,
    #[server(default)] reason: String,
) -> Result<(), RpcError> {
    let into = target(&into_id, &reason)?;
    administration::merge_tags(&services()?, &request::actor()?, from_id, into, reason).await?;
    done("merge_tags").await
}

/// Takes a tag off all films and out of the list.
#[server(prefix = "/rpc", endpoint = "delete_tag")]
pub async fn delete_tag(tag_id: i64, #[server(default)] reason: String) -> Result<(), RpcError> {
    administration::delete_tag(&services()?, &request::actor()?, tag_id, reason).await?;
    done("delete_tag").await
}

/// Changes one setting, unless somebody else has since `version`.
#[server(prefix = "/rpc", endpoint = "change_setting")]
pub async fn change_setting(
    #[server(default)] key: String,
    #[server(default)] value: String,
    version: i32,
) -> Result<(), RpcError> {
    let key = SettingKey::from_code(&key).ok_or(ErrorCode::BadRequest)?;
    settings::change(&services()?, &request::actor()?, key, value, version).await?;
    done("change_setting").await
}

/// Leads back to the page of the form, which says that `endpoint` has done its work.
async fn done(endpoint: &str) -> Result<(), RpcError> {
    request::return_form(&forms::done(endpoint, &[]), "").await
}

/// What is merged into, as typed. A reason that is missing is said at once.
fn target(typed: &str, reason: &str) -> Result<i64, AppError> {
    let mut findings = Findings::default();
    let id = typed.trim().parse::<i64>().map_err(|_| FieldError::ValueInvalid);
    if let Some(id) = findings.check("into_id", id) {
        return Ok(id);
    }
    if reason.trim().is_empty() {
        findings.note("reason", FieldError::ReasonMissing);
    }
    Err(findings.into_error())
}
