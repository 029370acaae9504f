//! The service over a collection that changes: a new generation takes over between two
//! requests, so that each request sees one of them whole.

use std::sync::{Arc, PoisonError, RwLock};

use axum::Router;
use axum::extract::{Request, State};
use axum::response::Response;
use tower::ServiceExt as _;

use super::router::router;
use super::state::Service;
use tracuu_index::error::ReadError;
use tracuu_index::reader::Collection;

/// A service whose collection can be replaced while it answers. Cheap to clone.
#[derive(Clone)]
pub struct LiveService {
    current: Arc<RwLock<Current>>,
}

struct Current {
    service: Service,
    /// Over that service, and so over one generation only.
    router: Router,
}

impl LiveService {
    /// A live service that begins with this one.
    pub fn new(service: Service) -> Self {
        Self { current: Arc::new(RwLock::new(Current::new(service))) }
    }

    /// Answers from another collection from now on. Requests under way end over the old one.
    ///
    /// # Errors
    /// Where the collection cannot be read; the old one then goes on answering.
    pub fn replace(&self, collection: Collection) -> Result<(), ReadError> {
        let service = self.service().over(collection)?;
        let next = Current::new(service);
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = next;
        Ok(())
    }

    /// Answers with a changed service from now on. Requests under way end over the old one.
    pub fn change(&self, change: impl FnOnce(&Service) -> Service) {
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        *current = Current::new(change(&current.service));
    }

    /// The service as it is now.
    pub fn service(&self) -> Service {
        self.current.read().unwrap_or_else(PoisonError::into_inner).service.clone()
    }

    /// The router that hands each request to that of the collection of its moment.
    pub fn router(&self) -> Router {
        Router::new().fallback(answer).with_state(self.clone())
    }
}

impl Current {
    fn new(service: Service) -> Self {
        Self { router: router(service.clone()), service }
    }
}

async fn answer(State(live): State<LiveService>, request: Request) -> Response {
    let router =
        live.current.read().unwrap_or_else(PoisonError::into_inner).router.clone();
    // A router never fails: its error type has no values.
    router.oneshot(request).await.unwrap_or_else(|never| match never {})
}
