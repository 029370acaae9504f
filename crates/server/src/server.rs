//! Serving the router on a socket until the program is told to stop.

use std::io;
use std::net::SocketAddr;

use tokio::net::TcpListener;

use super::live::LiveService;

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
    /// The system refused while serving.
    #[error("the service stopped: {0}")]
    Io(#[from] io::Error),
}

/// A socket that the service has, before it serves.
#[derive(Debug)]
pub struct Bound {
    listener: TcpListener,
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
    let address = listener.local_addr()?;
    Ok(Bound { listener, address })
}

/// Serves until the program is told to stop (Ctrl-C, or SIGTERM on Unix); answers under
/// way are finished first.
///
/// # Errors
/// Where the system refuses.
pub async fn serve(bound: Bound, service: &LiveService) -> Result<(), ServeError> {
    axum::serve(bound.listener, service.router())
        .with_graceful_shutdown(stop_signal())
        .await?;
    Ok(())
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
