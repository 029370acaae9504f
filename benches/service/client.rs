//! Asks a service as its clients do, one request after the other on one connection, and measures
//! what each took.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Instant;

use super::process::worked_ms;

/// A request.
#[derive(Clone)]
pub(crate) struct Request {
    method: &'static str,
    target: String,
    body: String,
    /// As browsers ask for pages: compressed.
    is_page: bool,
}

impl Request {
    pub(crate) fn api(target: String) -> Self {
        Self { method: "GET", target, body: String::new(), is_page: false }
    }

    pub(crate) fn page(target: String) -> Self {
        Self { is_page: true, ..Self::api(target) }
    }

    pub(crate) fn post(target: &str, body: String) -> Self {
        Self { method: "POST", body, ..Self::api(target.to_owned()) }
    }
}

/// What some requests took, in milliseconds.
#[derive(Clone, Default)]
pub(crate) struct Times {
    pub(crate) worked: Vec<f64>,
    pub(crate) waited: Vec<f64>,
}

impl Times {
    pub(crate) fn mean(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "some hundred requests")]
        let n_requests = self.worked.len().max(1) as f64;
        self.worked.iter().sum::<f64>() / n_requests
    }

    /// The processor time that so many of a hundred requests stay within.
    pub(crate) fn worked_within(&self, percent: usize) -> f64 {
        within(&self.worked, percent)
    }

    pub(crate) fn waited_within(&self, percent: usize) -> f64 {
        within(&self.waited, percent)
    }

    pub(crate) fn add(&mut self, other: &Self) {
        self.worked.extend(&other.worked);
        self.waited.extend(&other.waited);
    }
}

fn within(times: &[f64], percent: usize) -> f64 {
    let mut sorted = times.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let last = sorted.len().saturating_sub(1);
    sorted.get((sorted.len() * percent / 100).min(last)).copied().unwrap_or(0.0)
}

/// A connection to a process that serves.
pub(crate) struct Client {
    process: u32,
    address: String,
    stream: BufReader<TcpStream>,
}

fn open(address: &str) -> BufReader<TcpStream> {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_nodelay(true).unwrap();
    BufReader::new(stream)
}

impl Client {
    pub(crate) fn connect(address: &str, process: u32) -> Self {
        Self { process, address: address.to_owned(), stream: open(address) }
    }

    /// The service closes a connection that has been quiet for long.
    pub(crate) fn connect_again(&mut self) {
        self.stream = open(&self.address);
    }

    /// The body of an answer; it must be a good one.
    pub(crate) fn ask(&mut self, request: &Request) -> Vec<u8> {
        let Request { method, target, body, is_page } = request;
        let address = &self.address;
        let accepted = if *is_page {
            "Accept: text/html\r\nAccept-Encoding: gzip\r\n"
        } else {
            "Accept: application/json\r\n"
        };
        let message = format!(
            "{method} {target} HTTP/1.1\r\nHost: {address}\r\n{accepted}Content-Type: \
             application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        self.stream.get_mut().write_all(message.as_bytes()).unwrap();
        let head = self.head();
        let status = head.split(' ').nth(1).unwrap_or_default();
        let body = self.body(&head);
        assert!(status == "200", "{target}: {head}{}", String::from_utf8_lossy(&body));
        body
    }

    fn head(&mut self) -> String {
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            assert!(self.stream.read_line(&mut head).unwrap() > 0, "the service is gone");
        }
        head.to_ascii_lowercase()
    }

    fn body(&mut self, head: &str) -> Vec<u8> {
        let field = |name: &str| {
            head.lines().find_map(|line| line.strip_prefix(name)).map(str::trim)
        };
        if let Some(length) = field("content-length:") {
            return self.bytes(length.parse().unwrap());
        }
        let mut body = Vec::new();
        loop {
            let mut size = String::new();
            self.stream.read_line(&mut size).unwrap();
            let size = usize::from_str_radix(size.trim(), 16).unwrap();
            body.extend(self.bytes(size));
            self.bytes(2);
            if size == 0 {
                return body;
            }
        }
    }

    fn bytes(&mut self, n_bytes: usize) -> Vec<u8> {
        let mut bytes = vec![0; n_bytes];
        self.stream.read_exact(&mut bytes).unwrap();
        bytes
    }

    /// What each request takes.
    pub(crate) fn times(&mut self, requests: &[Request]) -> Times {
        let mut times = Times::default();
        self.connect_again();
        for request in requests {
            let (start, before) = (Instant::now(), worked_ms(self.process));
            self.ask(request);
            let waited = start.elapsed().as_secs_f64() * 1e3;
            let worked = worked_ms(self.process) - before;
            // A thread of the service that has ended takes its time with it.
            if worked > 0.0 {
                times.worked.push(worked);
            }
            times.waited.push(waited);
        }
        times
    }
}
