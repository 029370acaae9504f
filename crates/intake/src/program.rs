//! The programs of others that some files need, and whether they are installed.

use std::process::Command;
use std::time::Duration;

use super::child::{self, ChildInput};

/// Time for a program to state its version.
const WALL: Duration = Duration::from_secs(10);

/// A program of others that some files need.
#[derive(Clone, Copy, PartialEq, Eq, Debug, strum::VariantArray)]
pub enum Program {
    /// Draws the pages of scans.
    Pdftoppm,
    /// Reads the words of drawn pages.
    Tesseract,
    /// Opens what no reader here does, by hand; nothing is asked of it.
    LibreOffice,
}

/// What is known of a program on this machine.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Installed {
    /// It runs; its version as it states it.
    Found(String),
    /// It runs, but cannot read Vietnamese.
    LacksVietnamese(String),
    /// It is not found, or does not run.
    Missing,
}

impl Program {
    /// Its name, as it is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pdftoppm => "pdftoppm",
            Self::Tesseract => "tesseract",
            Self::LibreOffice => "soffice",
        }
    }

    /// The packages of Debian that bring it, with what it needs for Vietnamese.
    pub const fn packages(self) -> &'static str {
        match self {
            Self::Pdftoppm => "poppler-utils",
            Self::Tesseract => "tesseract-ocr tesseract-ocr-vie",
            Self::LibreOffice => "libreoffice-writer-nogui",
        }
    }

    /// Looks for it; starts it once or twice.
    pub fn look(self) -> Installed {
        let flag = if self == Self::Pdftoppm { "-v" } else { "--version" };
        let Ok(stated) = run(self.name(), flag) else { return Installed::Missing };
        let version = stated.lines().find(|line| !line.trim().is_empty());
        let version = version.unwrap_or_default().trim().to_owned();
        let lacks_vietnamese = self == Self::Tesseract
            && !run(self.name(), "--list-langs")
                .is_ok_and(|listed| listed.lines().any(|line| line.trim() == "vie"));
        if lacks_vietnamese {
            Installed::LacksVietnamese(version)
        } else {
            Installed::Found(version)
        }
    }
}

fn run(program: &str, flag: &str) -> Result<String, child::ChildError> {
    let written =
        child::run(Command::new(program).arg(flag), &ChildInput::Pipe(&[]), WALL)?;
    // Some state their version among their messages.
    let stated = [written.results, written.messages].concat();
    Ok(String::from_utf8_lossy(&stated).into_owned())
}
