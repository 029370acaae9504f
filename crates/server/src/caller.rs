//! Who sends a request, for the time of its answer.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, Request};

/// Who sends requests, as far as the service tells callers apart.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) enum CallerId {
    /// A machine.
    Address(IpAddr),
    /// Nobody that came over a connection: tests, and work of the service itself.
    Unknown,
}

tokio::task_local! {
    static CURRENT: CallerId;
}

impl CallerId {
    /// The machine at the other end of the connection.
    pub(super) fn from_connection(request: &Request) -> Self {
        let connection = request.extensions().get::<ConnectInfo<SocketAddr>>();
        let address = connection.map(|ConnectInfo(peer)| peer.ip().to_canonical());
        address.map_or(Self::Unknown, Self::Address)
    }

    /// The caller of the request that is answered by this task.
    pub(super) fn current() -> Self {
        CURRENT.try_with(Self::clone).unwrap_or(Self::Unknown)
    }

    /// Answers a request of this caller.
    pub(super) async fn while_answering<T>(self, answer: impl Future<Output = T>) -> T {
        CURRENT.scope(self, answer).await
    }
}
