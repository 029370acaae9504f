//! Who asked for what, written down beside the answers: a thread of its own takes the acts, so
//! that no answer waits for the disk.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use axum::http::Method;

use super::caller::CallerId;
use super::clock;
use super::params::Params;
use tracuu_store::audit::{Act, ActKind, AuditLog};
use tracuu_store::error::StoreError;

/// Acts that wait to be written. A thousand requests a second fill it in a minute in which the
/// disk does not answer.
const MAX_WAITING: usize = 65_536;

/// How long acts are gathered before they are written.
const GATHERED: Duration = Duration::from_secs(1);

/// How often what is too old is forgotten.
const FORGOTTEN: Duration = Duration::from_hours(1);

/// What is written down.
#[derive(Clone, Debug)]
pub struct AuditLogSettings {
    /// Folder of the log.
    pub dir: PathBuf,
    /// Days for which it is kept.
    pub days: usize,
    /// Whether the text of questions is.
    pub keeps_questions: bool,
}

/// Where acts are handed over. Clones share it; the default writes nothing down.
#[derive(Clone, Debug, Default)]
pub struct Audit {
    sender: Option<SyncSender<Act>>,
    keeps_questions: bool,
    /// Questions that found nothing before the service started, the first first.
    unanswered: Arc<[String]>,
}

impl Audit {
    /// Begins to write acts down. The thread ends with the last clone.
    ///
    /// # Errors
    /// Where the log cannot be opened.
    pub fn begin(settings: &AuditLogSettings) -> Result<Self, StoreError> {
        let log = AuditLog::open(&settings.dir)?;
        let (sender, receiver) = sync_channel(MAX_WAITING);
        let (days, keeps_questions) = (settings.days, settings.keeps_questions);
        let kept = if keeps_questions { log.since(oldest(days))? } else { Vec::new() };
        let unanswered = kept.into_iter().filter(|act| act.kind == ActKind::Unanswered);
        let unanswered = unanswered.map(|act| act.what).collect();
        thread::spawn(move || write_down(log, &receiver, days));
        Ok(Self { sender: Some(sender), keeps_questions, unanswered })
    }

    /// The questions that found nothing before the service started; empty where their text is
    /// not kept.
    pub(super) fn unanswered(&self) -> &[String] {
        &self.unanswered
    }

    /// Writes down a question that found nothing, without who asked; soon, and where the text
    /// of questions is kept.
    pub(super) fn note_unanswered(&self, text: &str) {
        if self.keeps_questions {
            self.send(Act {
                at_s: clock::seconds(),
                caller: String::new(),
                kind: ActKind::Unanswered,
                what: text.to_owned(),
            });
        }
    }

    /// What a request is, where it is something that is written down. `path` and `query` are
    /// those of its address.
    pub(super) fn act(
        &self,
        method: &Method,
        path: &str,
        query: Option<&str>,
    ) -> Option<(ActKind, String)> {
        self.sender.as_ref()?;
        let path = path.strip_prefix("/api/v1").unwrap_or(path);
        let (first, rest) = path
            .strip_prefix('/')?
            .split_once('/')
            .unwrap_or((path.strip_prefix('/')?, ""));
        let (first, _) = first.split_once('.').unwrap_or((first, ""));
        match first {
            "search" | "similar" => Some((ActKind::Search, self.question(query))),
            "documents" | "upload" if *method == Method::POST => {
                let is_removal = rest == "remove";
                let kind = if is_removal { ActKind::Remove } else { ActKind::Upload };
                Some((kind, String::new()))
            }
            "documents" if *method == Method::DELETE => {
                Some((ActKind::Remove, rest.to_owned()))
            }
            "documents" if !rest.is_empty() => Some((ActKind::Open, rest.to_owned())),
            "check" if *method == Method::POST => Some((ActKind::Check, String::new())),
            _ => None,
        }
    }

    fn question(&self, query: Option<&str>) -> String {
        let params = query
            .filter(|_| self.keeps_questions)
            .and_then(|query| Params::decode(Some(query)).ok());
        params.and_then(|params| params.get("q").map(str::to_owned)).unwrap_or_default()
    }

    /// Writes an act down, soon.
    pub(super) fn note(&self, caller: &CallerId, kind: ActKind, what: String) {
        let caller = caller.name();
        self.send(Act { at_s: clock::seconds(), caller, kind, what });
    }

    fn send(&self, act: Act) {
        let Some(sender) = &self.sender else { return };
        if sender.try_send(act).is_err() {
            tracing::error!("an act is not written down: the disk does not keep up");
        }
    }
}

/// The second from which on acts are kept.
fn oldest(days: usize) -> i64 {
    let days = i64::try_from(days).unwrap_or(i64::MAX);
    clock::seconds().saturating_sub(days.saturating_mul(clock::DAY_S))
}

fn write_down(mut log: AuditLog, acts: &Receiver<Act>, days: usize) {
    let mut forgotten = None;
    loop {
        let is_due = forgotten.is_none_or(|at: Instant| at.elapsed() > FORGOTTEN);
        if is_due {
            forgotten = Some(Instant::now());
            if let Err(error) = log.forget_before(oldest(days)) {
                tracing::error!(error.cause = %error, "old acts are not forgotten");
            }
        }
        let first = match acts.recv_timeout(FORGOTTEN) {
            Ok(act) => act,
            Err(RecvTimeoutError::Timeout) => continue,
            Err(RecvTimeoutError::Disconnected) => return,
        };
        thread::sleep(GATHERED);
        let gathered: Vec<Act> = [first].into_iter().chain(acts.try_iter()).collect();
        if let Err(error) = log.add(&gathered) {
            tracing::error!(error.cause = %error, "acts are not written down");
        }
    }
}
