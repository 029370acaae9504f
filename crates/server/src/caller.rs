//! Who sends a request, for the time of its answer.

use std::net::IpAddr;

use tracuu_store::key::{Groups, KeyScope};

use super::problem::{Problem, ProblemKind};

/// Who sends requests, as far as the service tells callers apart.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) enum CallerId {
    /// The holder of the key with this id.
    Key(String),
    /// Somebody whom the proxy in front or the issuer of tokens names so.
    Person(String),
    /// A machine.
    Address(IpAddr),
    /// Nobody that came over a connection: tests, and work of the service itself.
    Unknown,
}

impl CallerId {
    /// How it is written down: the id of a key, the name of a person, the address of a machine.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Key(id) => id.clone(),
            Self::Person(name) => name.clone(),
            Self::Address(address) => address.to_string(),
            Self::Unknown => String::new(),
        }
    }
}

/// Who sends a request, and what that opens.
#[derive(Clone, Debug)]
pub(super) struct Caller {
    pub(super) id: CallerId,
    pub(super) scopes: Vec<KeyScope>,
    /// Access groups, as far as restricted sources name them.
    pub(super) groups: Groups,
}

/// Somebody who has signed in elsewhere.
pub(super) struct Person {
    pub(super) name: String,
    pub(super) groups: Groups,
}

/// Who sends the request that carries it, or why that is nobody: it is found out once.
#[derive(Clone, Debug)]
pub(super) struct Identified(pub(super) Result<Caller, Problem>);

/// Marks a request for whose groups there is no collection yet.
#[derive(Clone, Copy, Debug)]
pub(super) struct NoCollectionYet;

tokio::task_local! {
    static CURRENT: Caller;
}

impl Caller {
    /// Whether the caller may do something.
    pub(super) fn may(&self, scope: KeyScope) -> bool {
        self.scopes.contains(&scope)
    }

    /// Answers a request of this caller.
    pub(super) async fn while_answering<T>(self, answer: impl Future<Output = T>) -> T {
        CURRENT.scope(self, answer).await
    }
}

/// The caller of the request that is answered by this task: the gate lets nobody through without.
pub(super) fn current() -> Result<Caller, Problem> {
    CURRENT.try_with(Clone::clone).map_err(|_| Problem::plain(ProblemKind::KeyRequired))
}

/// Who sends the request that is answered by this task.
pub(super) fn current_id() -> CallerId {
    CURRENT.try_with(|caller| caller.id.clone()).unwrap_or(CallerId::Unknown)
}

/// Whether the caller of the request that is answered by this task may do something.
pub(super) fn current_may(scope: KeyScope) -> bool {
    CURRENT.try_with(|caller| caller.may(scope)).unwrap_or(false)
}
