//! The program as a service: started, asked over the network, and ended.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use serde_json::Value;

/// A service on a free port, killed when it is dropped.
pub(crate) struct TestService {
    program: Child,
    /// What it said of itself when it was ready.
    pub(crate) started: Value,
    /// Its address and port.
    pub(crate) host: String,
}

impl TestService {
    /// Starts the program, in the folder and the environment of `command`.
    pub(crate) fn start(mut command: Command) -> Self {
        let mut program = command
            .args(["serve", "--port", "0", "--format", "json"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let pipe = program.stdout.take().unwrap();
        let mut values = serde_json::Deserializer::from_reader(pipe).into_iter::<Value>();
        let started = values.next().unwrap().unwrap();
        let address = started["address"].as_str().unwrap();
        let host = address.trim_start_matches("http://").trim_end_matches('/').to_owned();
        Self { program, started, host }
    }

    /// The number of its process.
    pub(crate) fn id(&self) -> u32 {
        self.program.id()
    }

    /// Asks for an address; `fields` are further lines of the head. The whole answer.
    pub(crate) fn get(&self, path: &str, fields: &str) -> String {
        let head = format!(
            "GET {path} HTTP/1.1\r\nhost: localhost\r\n{fields}connection: close\r\n\r\n"
        );
        self.ask(&head, b"")
    }

    /// Sends a request of HTTP, which asks to close the connection; the whole answer.
    pub(crate) fn ask(&self, head: &str, body: &[u8]) -> String {
        let mut connection = TcpStream::connect(&self.host).unwrap();
        connection.write_all(head.as_bytes()).unwrap();
        connection.write_all(body).unwrap();
        let mut reply = Vec::new();
        connection.read_to_end(&mut reply).unwrap();
        String::from_utf8(reply).unwrap()
    }
}

impl Drop for TestService {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}
