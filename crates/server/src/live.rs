//! The service over collections that change: a new generation takes over between two
//! requests, so that each request sees one of them whole.
//!
//! Where folders are restricted there is a collection for each set of access groups, made
//! without what these may not see. What is not in a collection cannot be observed through it: not
//! in counts, states, suggestions or the names of neighbours.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use axum::Router;
use axum::extract::{Request, State};
use axum::response::Response;
use tower::ServiceExt as _;

use super::activity::IngestActivity;
use super::caller::NoCollectionYet;
use super::router::router;
use super::state::Service;
use tracuu_index::error::ReadError;
use tracuu_index::reader::Collection;
use tracuu_store::key::Groups;

/// A service whose collections can be replaced while it answers. Cheap to clone.
#[derive(Clone)]
pub struct LiveService {
    inner: Arc<RwLock<Inner>>,
}

struct Inner {
    /// For callers of no group.
    open: Current,
    /// For callers of some groups.
    by_groups: BTreeMap<Groups, Current>,
}

struct Current {
    service: Service,
    /// Over that service, and so over one generation only.
    router: Router,
}

impl LiveService {
    /// A live service that begins with this one, for callers of no group.
    pub fn new(service: Service) -> Self {
        let inner = Inner { open: Current::new(service), by_groups: BTreeMap::new() };
        Self { inner: Arc::new(RwLock::new(inner)) }
    }

    /// Answers callers of some groups from another collection from now on; its store is in
    /// `store_dir`. Requests under way end over the old one.
    ///
    /// # Errors
    /// Where the collection cannot be read; the old one then goes on answering.
    pub fn replace(
        &self,
        groups: &Groups,
        collection: Collection,
        store_dir: PathBuf,
    ) -> Result<(), ReadError> {
        let next = match self.read().of(groups) {
            Some(current) => current.service.clone().over(collection)?,
            None => self.service().for_others(collection, store_dir)?,
        };
        self.write().set(groups, next);
        Ok(())
    }

    /// Answers with a changed service from now on, whoever asks. Requests under way end over the
    /// old one.
    pub fn change(&self, changed: &Service) {
        let mut inner = self.write();
        let Inner { open, by_groups } = &mut *inner;
        for current in by_groups.values_mut().chain([open]) {
            *current = Current::new(changed.clone().over_that_of(&current.service));
        }
    }

    /// Ends the collections for groups that nobody has any more.
    pub fn retain(&self, is_kept: impl Fn(&Groups) -> bool) {
        self.write().by_groups.retain(|groups, _| is_kept(groups));
    }

    /// The service as it is now for callers of no group.
    pub fn service(&self) -> Service {
        self.read().open.service.clone()
    }

    /// What an ingest of what some groups see is doing.
    pub fn activity(&self, groups: &Groups) -> IngestActivity {
        let activity = |current: &Current| current.service.activity().clone();
        self.read().of(groups).map(activity).unwrap_or_default()
    }

    /// The router that hands each request to that of the collection of its caller and its moment.
    pub fn router(&self) -> Router {
        Router::new().fallback(answer).with_state(self.clone())
    }

    fn read(&self) -> RwLockReadGuard<'_, Inner> {
        self.inner.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Inner> {
        self.inner.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    fn of(&self, groups: &Groups) -> Option<&Current> {
        if groups.is_empty() { Some(&self.open) } else { self.by_groups.get(groups) }
    }

    fn set(&mut self, groups: &Groups, service: Service) {
        let next = Current::new(service);
        if groups.is_empty() {
            self.open = next;
        } else {
            self.by_groups.insert(groups.clone(), next);
        }
    }
}

impl Current {
    fn new(service: Service) -> Self {
        Self { router: router(service.clone()), service }
    }
}

async fn answer(State(live): State<LiveService>, mut request: Request) -> Response {
    let access = live.read().open.service.access().clone();
    // Whoever is refused is told so by the gate.
    let caller = access.identify(&mut request).await;
    let groups = caller.map(|caller| caller.groups).unwrap_or_default();
    let router = {
        let inner = live.read();
        let current = inner.of(&groups);
        if current.is_none() {
            request.extensions_mut().insert(NoCollectionYet);
        }
        current.unwrap_or(&inner.open).router.clone()
    };
    // A router never fails: its error type has no values.
    router.oneshot(request).await.unwrap_or_else(|never| match never {})
}
