//! Serving the router on a socket until the program is told to stop.

use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::time::sleep;

use super::connections::Connections;
use super::live::LiveService;
use super::tls::Tls;

/// Pause where the system gives no more connections.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// Why the service cannot run.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// Another program listens there.
    #[error("port {} of {} is in use\nhint: choose another one with --port, or 0 for any free one", .0.port(), .0.ip())]
    PortInUse(SocketAddr),
    /// The address cannot be listened on.
    #[error("cannot listen on {address}: {source}")]
    Bind {
        /// The address.
        address: SocketAddr,
        /// What the system says.
        source: io::Error,
    },
}

/// A socket that the service has, before it serves.
#[derive(Debug)]
pub struct Bound {
    listener: TcpListener,
    tls: Option<Tls>,
    /// The address; the port is the real one where any free one was asked for.
    pub address: SocketAddr,
}

/// Takes the address.
///
/// # Errors
/// Where it is in use or cannot be listened on.
pub async fn bind(address: SocketAddr) -> Result<Bound, ServeError> {
    let listener =
        TcpListener::bind(address).await.map_err(|source| match source.kind() {
            io::ErrorKind::AddrInUse => ServeError::PortInUse(address),
            _ => ServeError::Bind { address, source },
        })?;
    let address =
        listener.local_addr().map_err(|source| ServeError::Bind { address, source })?;
    Ok(Bound { listener, tls: None, address })
}

impl Bound {
    /// The same socket, on which the service speaks TLS.
    #[must_use]
    pub fn under(self, tls: Option<Tls>) -> Self {
        Self { tls, ..self }
    }

    /// Where it is reached: `http://127.0.0.1:7878/`.
    pub fn url(&self) -> String {
        let scheme = if self.tls.is_some() { "https" } else { "http" };
        format!("{scheme}://{}/", self.address)
    }
}

/// Serves until the program is told to stop (Ctrl-C, or SIGTERM on Unix); answers under
/// way are finished first, as far as the grace of the limits goes.
pub async fn serve(bound: Bound, service: &LiveService) {
    serve_until(bound, service, stop_signal()).await;
}

/// Serves until `stop` is there.
pub async fn serve_until(
    bound: Bound,
    service: &LiveService,
    stop: impl Future<Output = ()>,
) {
    let limits = service.service().limits().clone();
    let connections = Connections::new(service.router(), limits, bound.tls);
    let mut stop = pin!(stop);
    loop {
        tokio::select! {
            accepted = bound.listener.accept() => match accepted {
                Ok((stream, peer)) => connections.take(stream, peer),
                Err(error) => refused(&error).await,
            },
            () = &mut stop => break,
        }
    }
    // Who comes now is told at once that nobody is there.
    drop(bound.listener);
    connections.end().await;
}

/// A connection that went before it was taken says nothing of the others; one for which the
/// system has no room needs some that end first.
async fn refused(error: &io::Error) {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    if !matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset) {
        tracing::warn!(error.cause = %error, "no connection can be taken");
        sleep(ACCEPT_PAUSE).await;
    }
}

async fn stop_signal() {
    let interrupted = async {
        // Without a handler the default one ends the process, which is a stop as well.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        () = interrupted => {}
        () = terminated() => {}
    }
    tracing::info!("stopping");
}

#[cfg(unix)]
async fn terminated() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut signals) => {
            signals.recv().await;
        }
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending().await
}
