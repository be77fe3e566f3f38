//! The queue: what waits, what runs, and what has failed.

use super::forms::{About, Confirm, Press};
use super::frame::{Desk, Section};
use super::keeper;
use super::parts::{Nothing, Pager, State, Table, Tone, address, text};
use crate::components::{loaded, query};
use crate::request::{self, services};
use domain::FormReturn;
use domain::administration::{JobList, JobRow, JobSearch, JobState, task_label};
use leptos::prelude::*;
use services::administration;
use services::time::with_separators;

/// `/admin/jobs?state=&after=`
#[component]
pub fn JobsPage() -> impl IntoView {
    let search = JobSearch {
        state: query::<String>("state").and_then(|code| JobState::from_code(&code)),
        after: query::<i64>("after"),
    };
    let form = query::<String>("form");
    let jobs = async move {
        let actor = keeper()?;
        let jobs = administration::jobs(&services()?, &actor, search).await?;
        Ok((jobs, request::returned_form(form).await?))
    };
    loaded(jobs, |(jobs, form)| view! { <Jobs jobs form /> }.into_any())
}

fn path(state: Option<JobState>, after: &str) -> String {
    address(Section::Jobs.path(), &[("state", state.map(JobState::code).unwrap_or_default()), ("after", after)])
}

#[component]
fn Jobs(jobs: JobList, form: Option<FormReturn>) -> impl IntoView {
    let JobList { search, counts, jobs, more } = jobs;
    let more = more.map(|after| path(search.state, &after));
    let beginning = search.after.is_some().then(|| path(search.state, ""));
    let list = if jobs.is_empty() {
        let (title, hint) = match search.state {
            Some(JobState::Failed) => ("실패한 작업이 없어요", ""),
            _ => ("남은 작업이 없어요", "끝난 작업은 목록에 남지 않아요."),
        };
        view! { <Nothing title text=hint /> }.into_any()
    } else {
        let rows = jobs.into_iter().map(|job| row(job, form.clone())).collect();
        view! { <Table caption="최근에 만든 순서" columns=&["작업", "상태", "시도", "다음 실행", ""] rows /> }
            .into_any()
    };
    view! {
        <Desk
            section=Section::Jobs
            title="작업".to_owned()
            about="메일 보내기나 정리처럼 화면 뒤에서 하는 일이에요. 끝난 작업은 남지 않아요."
            form=form
        >
            <States current=search.state counts />
            {list}
            <Pager beginning more />
        </Desk>
    }
    .into_any()
}

#[component]
fn States(current: Option<JobState>, counts: Vec<(JobState, i64)>) -> impl IntoView {
    let total: i64 = counts.iter().map(|(_, count)| count).sum();
    let each = counts.into_iter().map(|(state, count)| (Some(state), state.label(), count));
    let links = [(None, "모두", total)]
        .into_iter()
        .chain(each)
        .map(|(state, label, count)| {
            view! {
                <a href=path(state, "") aria-current=(state == current).then_some("true")>
                    {label}
                    " "
                    <span class="count">{with_separators(count)}</span>
                </a>
            }
        })
        .collect_view();
    view! { <nav class="sort" aria-label="작업 상태">{links}</nav> }.into_any()
}

fn row(job: JobRow, form: Option<FormReturn>) -> Vec<AnyView> {
    let fields = vec![("job_id", job.id.to_string())];
    let tone = match job.state {
        JobState::Waiting | JobState::Running => Tone::Plain,
        JobState::Retrying => Tone::Waiting,
        JobState::Failed => Tone::Wrong,
    };
    let about = format!("{} {}", task_label(&job.task), job.id);
    let is_running = job.state == JobState::Running;
    let name = view! {
        <span>
            {task_label(&job.task).to_owned()}
            <span class="cell-more">{format!("{} · {}", job.id, job.created)}</span>
        </span>
    };
    let state = view! {
        <span>
            <State tone label=job.state.label() />
            {job.locked.map(|since| view! { <span class="cell-more">{format!("{since}부터")}</span> })}
            {job.last_error.map(|error| view! { <span class="cell-more">{error}</span> })}
        </span>
    };
    let steps = view! {
        <div class="row-actions">
            <details class="confirm">
                <summary class="button button-quiet">"내용"<About about=about.clone() /></summary>
                // A region, since it can be scrolled and so takes the focus.
                <pre class="payload" tabindex="0" role="region" aria-label=format!("작업 내용: {about}")>{job.payload}</pre>
            </details>
            // Nobody takes a job out of a worker's hands.
            {(!is_running).then(|| view! {
                <Press endpoint="retry_job" fields=fields.clone() label="지금 다시 시도" about=about.clone() />
                <Confirm
                    endpoint="purge_job"
                    fields
                    id=format!("purge-{}", job.id)
                    opener="지우기"
                    about=about.clone()
                    text="이 작업은 다시 하지 않아요. 되돌릴 수 없어요."
                    hint="운영 기록에 남아요. 500자까지 쓸 수 있어요."
                    button="작업 지우기"
                    form
                />
            })}
        </div>
    };
    vec![
        name.into_any(),
        state.into_any(),
        text(format!("{} / {}", job.attempts, job.max_attempts)),
        text(job.run_at),
        steps.into_any(),
    ]
}
