//! SHA-256 of files and texts, as 64 small hexadecimal digits.

use std::fmt::Write as _;
use std::io::{self, Read};

use sha2::{Digest, Sha256};

/// Bytes read at once; a page of the file system cache is 4 KiB, more than 64 KiB gains
/// nothing.
const CHUNK_BYTES: usize = 64 * 1024;

/// A SHA-256 checksum.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Checksum([u8; 32]);

/// The text is not 64 hexadecimal digits.
#[derive(Debug, thiserror::Error)]
#[error("not a SHA-256 checksum\nhint: 64 hexadecimal digits, as sha256sum prints them")]
pub struct ChecksumError;

impl Checksum {
    /// The checksum of bytes in memory.
    pub fn compute(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The checksum of everything that a reader gives, in constant memory.
    ///
    /// # Errors
    /// Those of the reader.
    pub fn compute_from_reader(mut reader: impl Read) -> io::Result<Self> {
        let mut hasher = Sha256::new();
        let mut chunk = vec![0; CHUNK_BYTES];
        loop {
            let n_bytes = match reader.read(&mut chunk) {
                Ok(0) => return Ok(Self(hasher.finalize().into())),
                Ok(n_bytes) => n_bytes,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            hasher.update(chunk.get(..n_bytes).unwrap_or_default());
        }
    }

    /// The checksum of several fields in order; fields are kept apart by their lengths.
    pub fn compute_from_fields<'a>(fields: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut hasher = Sha256::new();
        for field in fields {
            hasher.update((field.len() as u64).to_le_bytes());
            hasher.update(field);
        }
        Self(hasher.finalize().into())
    }
}

impl From<[u8; 32]> for Checksum {
    fn from(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl From<Checksum> for [u8; 32] {
    fn from(sum: Checksum) -> Self {
        sum.0
    }
}

impl std::fmt::Display for Checksum {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut digits = String::with_capacity(64);
        for byte in self.0 {
            write!(digits, "{byte:02x}")?;
        }
        f.pad(&digits)
    }
}

impl std::fmt::Debug for Checksum {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(self, f)
    }
}

impl std::str::FromStr for Checksum {
    type Err = ChecksumError;

    /// Reads 64 hexadecimal digits in either case.
    fn from_str(text: &str) -> Result<Self, ChecksumError> {
        let mut bytes = [0; 32];
        let (pairs, rest) = text.as_bytes().as_chunks::<2>();
        if pairs.len() != bytes.len() || !rest.is_empty() {
            return Err(ChecksumError);
        }
        for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
            let digit =
                |letter: &u8| char::from(*letter).to_digit(16).ok_or(ChecksumError);
            *byte = u8::try_from(digit(high)? * 16 + digit(low)?)
                .map_err(|_| ChecksumError)?;
        }
        Ok(Self(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_are_those_of_the_standard() {
        // FIPS 180-4, example of the standard.
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(Checksum::compute(b"abc").to_string(), abc);
        assert_eq!(Checksum::compute_from_reader(&b"abc"[..]).unwrap().to_string(), abc);
        assert_eq!(
            abc.to_uppercase().parse::<Checksum>().unwrap(),
            Checksum::compute(b"abc")
        );
    }

    #[test]
    fn what_is_no_checksum_is_refused() {
        for text in ["", "abc", &"g".repeat(64), &"0".repeat(65), &"ă".repeat(32)] {
            assert!(text.parse::<Checksum>().is_err(), "{text}");
        }
    }

    #[test]
    fn fields_do_not_run_into_each_other() {
        let apart = |fields: &[&str]| {
            Checksum::compute_from_fields(fields.iter().map(|field| field.as_bytes()))
        };
        assert_ne!(apart(&["ab", "c"]), apart(&["a", "bc"]));
        assert_ne!(apart(&["ab", ""]), apart(&["ab"]));
    }
}
