//! The service over real connections: half requests, requests that are none, and its end.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tracuu_server::limits::Limits;
use tracuu_server::live::LiveService;
use tracuu_server::server::{bind, serve_until};

use crate::service::service;

/// A service on a free port, until it is told to stop.
struct Running {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    ended: JoinHandle<()>,
}

impl Running {
    async fn start(limits: Limits) -> Self {
        let bound = bind(SocketAddr::from(([127, 0, 0, 1], 0))).await.unwrap();
        let address = bound.address;
        let live = LiveService::new(service(limits));
        let (stop, stopped) = oneshot::channel();
        let until = async move { stopped.await.unwrap_or_default() };
        let ended = tokio::spawn(async move { serve_until(bound, &live, until).await });
        Self { address, stop, ended }
    }

    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    /// The whole answer to some bytes.
    async fn answer(&self, sent: &[u8]) -> String {
        let mut connection = self.connect().await;
        // The service may answer and close before it has read all.
        let _ = connection.write_all(sent).await;
        let mut answer = Vec::new();
        let _ = connection.read_to_end(&mut answer).await;
        String::from_utf8(answer).unwrap()
    }
}

const WHOLE: &[u8] =
    b"GET /livez HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
const HALF: &[u8] = b"GET /livez HTTP/1.1\r\nhost: loc";

#[tokio::test]
async fn what_is_no_request_is_answered_with_a_problem() {
    let running = Running::start(Limits::default()).await;
    let long = format!("GET /{} HTTP/1.1\r\nhost: localhost\r\n\r\n", "a".repeat(70_000));
    let fields = "x: y\r\n".repeat(200);
    let many = format!("GET / HTTP/1.1\r\nhost: localhost\r\n{fields}\r\n");
    for (sent, status, code) in [
        ("not at all\r\n\r\n".to_owned(), 400, "bad_request"),
        ("GET / HTTP/1.1\r\nhost localhost\r\n\r\n".to_owned(), 400, "bad_request"),
        ("GET / HTTP/1.1\r\n\r\n".to_owned(), 400, "bad_request"),
        (long, 414, "address_too_long"),
        (many, 431, "head_too_large"),
    ] {
        let answer = running.answer(sent.as_bytes()).await;
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with(&format!("HTTP/1.1 {status} ")), "{head}");
        assert!(head.contains("content-type: application/problem+json"), "{head}");
        assert!(body.contains(&format!("\"code\":\"{code}\"")), "{body}");
    }
}

#[tokio::test]
async fn half_requests_keep_nobody_out_and_end_with_the_service() {
    let limits = Limits { connections: 8, ..Limits::default() };
    let running = Running::start(limits).await;
    let mut halves = Vec::new();
    for _ in 0..40 {
        let mut half = running.connect().await;
        half.write_all(HALF).await.unwrap();
        halves.push(half);
    }
    let answer = running.answer(WHOLE).await;
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    running.stop.send(()).unwrap();
    running.ended.await.unwrap();
    for mut half in halves {
        let mut rest = Vec::new();
        // Closed, or reset because it had sent what nobody read.
        let _ = half.read_to_end(&mut rest).await;
        assert!(rest.is_empty());
    }
}

#[tokio::test]
async fn a_head_that_does_not_end_is_not_waited_for() {
    let limits = Limits { head: Duration::from_millis(50), ..Limits::default() };
    let running = Running::start(limits).await;
    assert_eq!(running.answer(HALF).await, "");
    assert_eq!(running.answer(b"").await, "");
}
