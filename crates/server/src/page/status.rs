//! What the collection holds, what could not be read into it, what it lacks, and what
//! people asked of it in vain.

use std::cmp::Reverse;

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::asset;
use super::layout::fresh_response;
use crate::activity::IngestStep;
use crate::caller::current_may;
use crate::clock;
use crate::language;
use crate::problem::Problem;
use crate::state::Service;
use crate::wire::document::DocumentSummary;
use tracuu_index::generation::About;
use tracuu_index::reader::{Collection, Page};
use tracuu_index::unread_file::{UnreadFile, UnreadFileReason, UnreadFileState};
use tracuu_legal::document::date::vietnamese_day;
use tracuu_print::messages::{Messages, spoken};
use tracuu_query::documents::{DocumentFilter, most_cited};
use tracuu_store::key::KeyScope;
use tracuu_text::capitals::capitalised;
use tracuu_text::invisible;

/// Lines of a list on this page: what fits a look.
const MAX_LISTED: usize = 10;

/// Files listed for one reason: all that one person would mend in a day.
const MAX_FILES: usize = 200;

#[derive(Template)]
#[template(path = "status.html")]
struct StatusPage {
    msg: Messages,
    n_held: usize,
    n_cited: usize,
    n_agencies: usize,
    n_entries: usize,
    built: Option<String>,
    /// Days since it was built.
    age_days: Option<usize>,
    version: &'static str,
    /// What an ingest is doing now; empty where there is none.
    activity: String,
    /// Another one, once another collection answers.
    collection: String,
    file_counts: String,
    /// Those that should be in the collection, by reason; the most frequent first.
    missed: Vec<UnreadGroup>,
    /// Those that are no documents.
    ignored: Vec<UnreadGroup>,
    notes: Vec<String>,
    most_cited: Vec<DocumentSummary>,
    missing: Vec<DocumentSummary>,
    /// `None` for those who may not read what others ask.
    zero_result_queries: Option<Vec<(String, usize)>>,
}

/// The files that are not in the collection for one reason.
struct UnreadGroup {
    /// What became of them, why, and the next step.
    state: &'static str,
    reason: String,
    n_files: usize,
    files: Vec<UnreadFile>,
}

/// `/status`.
pub(crate) async fn page(State(service): State<Service>) -> Result<Response, Problem> {
    let shared = service.clone();
    let may_read_questions = current_may(KeyScope::Admin);
    let page = service.run_blocking(move |searcher| {
        let mut page = view(&shared, searcher.collection())?;
        if may_read_questions {
            let asked = shared.zero_result_queries().most_asked(MAX_LISTED);
            page.zero_result_queries = Some(asked);
        }
        Ok(page)
    });
    // What was asked in vain changes with every question.
    fresh_response(&page.await?)
}

fn view(service: &Service, collection: &Collection) -> Result<StatusPage, Problem> {
    let about = collection.about();
    let built = collection.built().and_then(clock::day_of);
    let age =
        built.zip(clock::today()).and_then(|(built, today)| today.since(built).ok());
    Ok(StatusPage {
        msg: spoken(),
        collection: about.fingerprint.clone(),
        activity: activity(service.activity().step()),
        n_held: about.n_held,
        n_cited: about.n_without_text(),
        n_agencies: collection.agencies().len(),
        n_entries: usize::try_from(about.n_entries).unwrap_or(usize::MAX),
        built: built.map(vietnamese_day),
        age_days: age.and_then(|age| usize::try_from(age.get_days()).ok()),
        version: env!("CARGO_PKG_VERSION"),
        file_counts: spoken().status_file_counts(
            about.n_held,
            about.n_unread(UnreadFileState::Failed),
            about.n_unread(UnreadFileState::Refused),
            about.n_unread(UnreadFileState::Ignored),
        ),
        missed: groups(about, |state| state != UnreadFileState::Ignored),
        ignored: groups(about, |state| state == UnreadFileState::Ignored),
        notes: about.notes.iter().take(MAX_FILES).cloned().collect(),
        most_cited: most_cited_of(collection, None)?,
        missing: most_cited_of(collection, Some(false))?,
        zero_result_queries: None,
    })
}

/// What an ingest is doing, in words.
fn activity(step: IngestStep) -> String {
    match step {
        IngestStep::Idle => String::new(),
        IngestStep::Reading { n_done, n_files } => {
            spoken().status_reading(n_done, n_files)
        }
        IngestStep::Writing { n_done, n_documents } => {
            spoken().status_writing(n_done, n_documents)
        }
        IngestStep::Failed => spoken().status_ingest_failed().to_owned(),
    }
}

/// The files that are not in the collection, by reason.
fn groups(about: &About, wanted: impl Fn(UnreadFileState) -> bool) -> Vec<UnreadGroup> {
    let mut groups: Vec<(UnreadFileReason, UnreadGroup)> = Vec::new();
    for file in about.unread.iter().filter(|file| wanted(file.reason.state())) {
        let at = groups.iter().position(|(reason, _)| *reason == file.reason);
        let at = at.unwrap_or_else(|| {
            groups.push((file.reason, UnreadGroup::new(file.reason)));
            groups.len() - 1
        });
        let Some((_, group)) = groups.get_mut(at) else { continue };
        group.n_files += 1;
        if group.files.len() < MAX_FILES {
            group.files.push(file.clone());
        }
    }
    let mut groups: Vec<_> = groups.into_iter().map(|(_, group)| group).collect();
    groups.sort_by_key(|group| Reverse(group.n_files));
    groups
}

impl UnreadGroup {
    fn new(reason: UnreadFileReason) -> Self {
        let why = capitalised(spoken().unread_reason(reason));
        Self {
            state: spoken().unread_state(reason.state()),
            reason: spoken().unread_reason_and_step(why, spoken().unread_step(reason)),
            n_files: 0,
            files: Vec::new(),
        }
    }
}

/// The documents that are cited most, of all or of those (not) held.
fn most_cited_of(
    collection: &Collection,
    held: Option<bool>,
) -> Result<Vec<DocumentSummary>, Problem> {
    let filter = DocumentFilter { held, ..DocumentFilter::default() };
    let found = most_cited(collection, &filter, Page { offset: 0, limit: MAX_LISTED })?;
    let cited = found.items.iter().filter(|record| record.n_mentions > 0);
    Ok(cited.map(DocumentSummary::from).collect())
}
