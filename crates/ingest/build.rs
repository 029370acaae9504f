//! Computes the version of what reads files: a checksum over the sources and the data of the
//! crates that turn bytes into readings. What an older version read is read anew.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

/// What readings depend on, from the folder of this crate.
const SOURCES: [&str; 7] = [
    "../text/src",
    "../extract/src",
    "../pdf/src",
    "../intake/src",
    "../legal/src",
    "../../data",
    "src/kept_reading.rs",
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=build.rs");
    let mut hash = 0xcbf2_9ce4_8422_2325;
    for source in SOURCES {
        println!("cargo:rerun-if-changed={source}");
        for file in files(Path::new(source))? {
            hash = fnv1a(hash, file.to_string_lossy().as_bytes());
            hash = fnv1a(hash, &fs::read(file)?);
        }
    }
    println!("cargo:rustc-env=TRACUU_READER_HASH={hash:016x}");
    Ok(())
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
