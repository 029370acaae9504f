//! The two ends of one connection as hyper sees them: bytes in, bytes out, and how long
//! nothing moved.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use hyper::rt::{Read, ReadBufCursor, Write};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::{Instant, Sleep, sleep};
use tokio_util::sync::CancellationToken;

use super::protocol_refusal;

/// What the others know of a connection.
#[derive(Debug)]
pub(super) struct ConnectionState {
    opened: Instant,
    /// Milliseconds from `opened` until something was last sent.
    sent_ms: AtomicU64,
    is_working: AtomicBool,
    cut: CancellationToken,
}

impl ConnectionState {
    pub(super) fn new() -> Self {
        Self {
            opened: Instant::now(),
            sent_ms: AtomicU64::new(0),
            is_working: AtomicBool::new(false),
            cut: CancellationToken::new(),
        }
    }

    /// Whether an answer is being made.
    pub(super) fn is_working(&self) -> bool {
        self.is_working.load(Ordering::Relaxed)
    }

    /// Says whether an answer is being made.
    pub(super) fn set_working(&self, is_working: bool) {
        self.is_working.store(is_working, Ordering::Relaxed);
    }

    /// When something was last sent, or else the connection was opened. What the other side
    /// sends does not count: half a head grows for ever.
    pub(super) fn quiet_since(&self) -> Instant {
        self.opened + Duration::from_millis(self.sent_ms.load(Ordering::Relaxed))
    }

    /// Ends when the connection is to be cut.
    pub(super) fn cut(&self) -> &CancellationToken {
        &self.cut
    }

    fn note_sent(&self) {
        let ms = u64::try_from(self.opened.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.sent_ms.store(ms, Ordering::Relaxed);
    }
}

/// The stream of a connection.
pub(super) struct ConnectionStream<S> {
    stream: TokioIo<S>,
    state: Arc<ConnectionState>,
    /// Names the connection in the log.
    id: String,
    /// How long the other side may take nothing of an answer.
    patience: Duration,
    stalled: Option<Pin<Box<Sleep>>>,
    /// What is sent in place of what hyper wrote, less what has been sent.
    instead: Vec<u8>,
}

impl<S: AsyncRead + AsyncWrite + Unpin> ConnectionStream<S> {
    pub(super) fn new(
        stream: S,
        state: Arc<ConnectionState>,
        id: String,
        patience: Duration,
    ) -> Self {
        let stream = TokioIo::new(stream);
        Self { stream, state, id, patience, stalled: None, instead: Vec::new() }
    }

    /// What became of a write; one that has been waiting for too long has failed.
    fn sent(
        &mut self,
        context: &mut Context<'_>,
        sent: Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        if let Poll::Ready(sent) = sent {
            self.stalled = None;
            self.state.note_sent();
            return Poll::Ready(sent);
        }
        let patience = self.patience;
        let stalled = self.stalled.get_or_insert_with(|| Box::pin(sleep(patience)));
        ready!(stalled.as_mut().poll(context));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }

    fn send_instead(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        while !self.instead.is_empty() {
            let sent = Pin::new(&mut self.stream).poll_write(context, &self.instead);
            let n_sent = ready!(self.sent(context, sent))?;
            if n_sent == 0 {
                return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
            }
            self.instead.drain(..n_sent);
        }
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> Read for ConnectionStream<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> Write for ConnectionStream<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        ready!(self.send_instead(context))?;
        if let Some(instead) = protocol_refusal::written_out(bytes, &self.id) {
            self.instead = instead;
            return Poll::Ready(Ok(bytes.len()));
        }
        let sent = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.sent(context, sent)
    }

    fn poll_flush(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<io::Result<()>> {
        ready!(self.send_instead(context))?;
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<io::Result<()>> {
        ready!(self.send_instead(context))?;
        Pin::new(&mut self.stream).poll_shutdown(context)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let mut filled = pieces.iter().filter(|piece| !piece.is_empty());
        if let (Some(only), None) = (filled.next(), filled.next()) {
            return self.poll_write(context, only);
        }
        ready!(self.send_instead(context))?;
        let sent = Pin::new(&mut self.stream).poll_write_vectored(context, pieces);
        self.sent(context, sent)
    }
}
