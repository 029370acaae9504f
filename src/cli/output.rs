//! Results on standard output: one JSON value, or text for people.

use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

use serde::Serialize;

use super::format::Format;

/// Standard output in the form that was asked for.
pub(super) struct Output {
    format: Format,
    out: BufWriter<StdoutLock<'static>>,
    is_bold: bool,
}

impl Output {
    /// Standard output. Matches are set in bold on a terminal, unless `NO_COLOR` is set.
    pub(super) fn new(format: Format) -> Self {
        let stdout = io::stdout();
        let is_bold = stdout.is_terminal() && std::env::var_os("NO_COLOR").is_none();
        Self { format, out: BufWriter::new(stdout.lock()), is_bold }
    }

    /// Whether text for people was asked for.
    pub(super) fn is_text(&self) -> bool {
        self.format == Format::Text
    }

    /// Writes bytes as they are; refused on a terminal, which would take them for control sequences.
    pub(super) fn bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        if io::stdout().is_terminal() {
            return Err(io::Error::other(
                "a file cannot be shown on a terminal\nhint: -o FILE writes it",
            ));
        }
        self.out.write_all(bytes)
    }

    /// Writes one JSON value.
    pub(super) fn json(&mut self, value: &impl Serialize) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut self.out, value)?;
        writeln!(self.out)
    }

    /// The form that was asked for.
    pub(super) fn format(&self) -> Format {
        self.format
    }

    /// Writes one line. Control characters of documents are left out, so that no text can
    /// give orders to a terminal.
    pub(super) fn line(&mut self, text: &str) -> io::Result<()> {
        self.plain(text)?;
        writeln!(self.out)
    }

    /// Writes text without a line end.
    pub(super) fn plain(&mut self, text: &str) -> io::Result<()> {
        if !text.contains(is_order) {
            return self.out.write_all(text.as_bytes());
        }
        let harmless: String = text.chars().filter(|letter| !is_order(*letter)).collect();
        self.out.write_all(harmless.as_bytes())
    }

    /// Writes text without a line end, in bold where that can be.
    pub(super) fn bold(&mut self, text: &str) -> io::Result<()> {
        if !self.is_bold {
            return self.plain(text);
        }
        self.out.write_all(b"\x1b[1m")?;
        self.plain(text)?;
        self.out.write_all(b"\x1b[0m")
    }

    /// Hands everything over to the system; errors that dropping would hide come here.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Writes a message to standard error; where that is closed nobody can be told.
pub(super) fn eprint_line(message: &str) {
    let _ = writeln!(io::stderr().lock(), "{message}");
}

/// Whether a character can steer a terminal.
fn is_order(letter: char) -> bool {
    letter.is_control() && letter != '\n' && letter != '\t'
}
