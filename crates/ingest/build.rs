//! Computes the versions of what reads files and of what writes entries: checksums over the sources
//! and the data of the crates that do. What an older version read or wrote is done anew.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

/// What readings depend on, from the folder of this crate.
const SOURCES: [&str; 9] = [
    "../text/src",
    "../extract/src",
    "../pdf/src",
    "../intake/src",
    "../legal/src",
    "../../data",
    "src/kept_reading.rs",
    "src/kept_facts.rs",
    "src/document_facts.rs",
];

/// What entries depend on beside the readings.
const WRITER_SOURCES: [&str; 4] =
    ["src", "../index/src", "../analysis/src", "../../lexicon"];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=build.rs");
    let reader = checksum(0xcbf2_9ce4_8422_2325, &SOURCES)?;
    println!("cargo:rustc-env=TRACUU_READER_HASH={reader:016x}");
    let writer = checksum(reader, &WRITER_SOURCES)?;
    println!("cargo:rustc-env=TRACUU_WRITER_HASH={writer:016x}");
    Ok(())
}

fn checksum(mut hash: u64, sources: &[&str]) -> Result<u64, Box<dyn Error>> {
    for source in sources {
        println!("cargo:rerun-if-changed={source}");
        for file in files(Path::new(source))? {
            hash = fnv1a(hash, file.to_string_lossy().as_bytes());
            hash = fnv1a(hash, &fs::read(file)?);
        }
    }
    Ok(hash)
}

/// All files below a path, in order.
fn files(path: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let mut found = Vec::new();
    for entry in fs::read_dir(path)? {
        found.extend(files(&entry?.path())?);
    }
    found.sort();
    Ok(found)
}

fn fnv1a(hash: u64, bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(hash, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
