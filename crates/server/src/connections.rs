//! All connections of the service: how many there are, which one goes where there is no
//! room, and how they end.
//!
//! Somebody who opens connections and sends half a head on each must not keep others out.
//! Where there is no room, the connection that has been quiet longest makes room; one whose
//! answer is being made never does.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use axum::http::HeaderValue;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioTimer;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::ServiceExt as _;

use super::connection::{ConnectionState, ConnectionStream};
use super::limits::Limits;
use super::public_address::FORWARDED_PROTO;
use super::tls::Tls;

/// Most fields in a head. Browsers send about twenty.
const MAX_FIELDS: usize = 100;

/// Largest head in bytes, the address with the longest question included. The longest setting
/// of `limits.query_bytes` takes three bytes for each of its own in an address.
const MAX_HEAD_BYTES: usize = 256 * 1024;

/// How long a connection without an answer under way may take to end when the service stops.
const QUIET_GRACE: Duration = Duration::from_millis(500);

/// The connections of a service.
#[derive(Clone)]
pub(super) struct Connections {
    router: Router,
    http: http1::Builder,
    limits: Limits,
    tls: Option<Tls>,
    open: Arc<Mutex<Open>>,
    running: TaskTracker,
    stop: CancellationToken,
}

/// The other side of a connection.
#[derive(Clone, Copy)]
struct Peer {
    address: SocketAddr,
    /// Whether it speaks TLS with the service itself.
    is_secure: bool,
}

#[derive(Default)]
struct Open {
    last_id: u64,
    by_id: HashMap<u64, Arc<ConnectionState>>,
}

impl Connections {
    pub(super) fn new(router: Router, limits: Limits, tls: Option<Tls>) -> Self {
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new())
            .header_read_timeout(limits.head)
            .max_headers(MAX_FIELDS)
            .max_header_size(MAX_HEAD_BYTES);
        Self {
            router,
            http,
            limits,
            tls,
            open: Arc::default(),
            running: TaskTracker::new(),
            stop: CancellationToken::new(),
        }
    }

    /// Answers the requests of a connection from now on.
    pub(super) fn take(&self, stream: TcpStream, peer: SocketAddr) {
        let Some((id, state)) = self.enter() else {
            tracing::warn!("no connection left: all of them are at work");
            return;
        };
        // Answers are whole when they are written: nothing is gained by waiting for more.
        let _ = stream.set_nodelay(true);
        let connections = self.clone();
        self.running.spawn(async move {
            let peer = Peer { address: peer, is_secure: connections.tls.is_some() };
            let name = format!("connection-{id}");
            match connections.tls.as_ref().map(Tls::acceptor) {
                None => connections.run(stream, name, peer, &state).await,
                Some(tls) => {
                    if let Some(stream) = connections.secured(&tls, stream, &state).await
                    {
                        connections.run(stream, name, peer, &state).await;
                    }
                }
            }
            connections.open().by_id.remove(&id);
        });
    }

    /// The connection under TLS; `None` where the two do not agree in the time for a head.
    async fn secured(
        &self,
        tls: &TlsAcceptor,
        stream: TcpStream,
        state: &ConnectionState,
    ) -> Option<TlsStream<TcpStream>> {
        let agreed = tokio::select! {
            agreed = timeout(self.limits.head, tls.accept(stream)) => agreed.ok()?,
            () = state.cut().cancelled() => return None,
            () = self.stop.cancelled() => return None,
        };
        agreed.inspect_err(|error| tracing::debug!(error.cause = %error, "no TLS")).ok()
    }

    async fn run<S: AsyncRead + AsyncWrite + Unpin>(
        &self,
        stream: S,
        name: String,
        peer: Peer,
        state: &Arc<ConnectionState>,
    ) {
        let patience = self.limits.stalled;
        let stream = ConnectionStream::new(stream, Arc::clone(state), name, patience);
        let answer = |request: Request<Incoming>| {
            let router = self.router.clone();
            let state = Arc::clone(state);
            async move {
                let mut request = request.map(Body::new);
                request.extensions_mut().insert(ConnectInfo(peer.address));
                if peer.is_secure {
                    let https = HeaderValue::from_static("https");
                    request.headers_mut().insert(FORWARDED_PROTO, https);
                }
                state.set_working(true);
                let response = router.oneshot(request).await;
                state.set_working(false);
                response
            }
        };
        let mut connection =
            std::pin::pin!(self.http.serve_connection(stream, service_fn(answer)));
        tokio::select! {
            _ = connection.as_mut() => return,
            () = state.cut().cancelled() => return,
            () = self.stop.cancelled() => connection.as_mut().graceful_shutdown(),
        }
        let grace = if state.is_working() { self.limits.grace } else { QUIET_GRACE };
        tokio::select! {
            _ = connection => {}
            () = sleep(grace) => {}
        }
    }

    /// Makes room for one more; `None` where all are at work.
    fn enter(&self) -> Option<(u64, Arc<ConnectionState>)> {
        let mut open = self.open();
        if open.by_id.len() >= self.limits.connections {
            let quiet = open.by_id.iter().filter(|(_, state)| !state.is_working());
            let (id, state) = quiet.min_by_key(|(_, state)| state.quiet_since())?;
            let id = *id;
            state.cut().cancel();
            open.by_id.remove(&id);
        }
        open.last_id += 1;
        let (id, state) = (open.last_id, Arc::new(ConnectionState::new()));
        open.by_id.insert(id, Arc::clone(&state));
        Some((id, state))
    }

    /// Ends all connections: those that are quiet at once, the others when their answer is
    /// sent, at the latest when the grace is over.
    pub(super) async fn end(&self) {
        self.stop.cancel();
        self.running.close();
        let longest = self.limits.grace + QUIET_GRACE;
        if timeout(longest, self.running.wait()).await.is_err() {
            tracing::warn!("stopped while answers were under way");
        }
    }

    fn open(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
