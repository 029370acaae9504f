//! Frames on a pipe: two lengths, a head that is JSON, and a body of bytes as they are.

use std::io::{self, Read, Write};

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Longest head or body in bytes. A manuscript of the largest text that is read, with its
/// layout, has less.
const MAX_BYTES: u32 = 512 << 20;

/// One message and the bytes that go with it.
pub(super) struct Frame<T> {
    pub(super) head: T,
    pub(super) body: Vec<u8>,
}

/// Writes a message and its bytes.
///
/// # Errors
/// Where the other end has gone.
pub(super) fn write(
    pipe: &mut impl Write,
    head: &impl Serialize,
    body: &[u8],
) -> io::Result<()> {
    let head = serde_json::to_vec(head)?;
    for part in [head.as_slice(), body] {
        let n_bytes = u32::try_from(part.len()).ok().filter(|n| *n <= MAX_BYTES);
        let n_bytes = n_bytes.ok_or(io::ErrorKind::FileTooLarge)?;
        pipe.write_all(&n_bytes.to_le_bytes())?;
    }
    pipe.write_all(&head)?;
    pipe.write_all(body)?;
    pipe.flush()
}

/// Reads a message and its bytes; `None` where the other end closed the pipe between two.
///
/// # Errors
/// Where the pipe ends inside a frame, or holds something else.
pub(super) fn read<T: DeserializeOwned>(
    pipe: &mut impl Read,
) -> io::Result<Option<Frame<T>>> {
    let Some(n_head) = length(pipe)? else { return Ok(None) };
    let n_body = length(pipe)?.ok_or(io::ErrorKind::UnexpectedEof)?;
    let head = serde_json::from_slice(&bytes(pipe, n_head)?)?;
    Ok(Some(Frame { head, body: bytes(pipe, n_body)? }))
}

fn length(pipe: &mut impl Read) -> io::Result<Option<u32>> {
    let mut length = [0; 4];
    let mut n_read = 0;
    while let Some(rest) = length.get_mut(n_read..).filter(|rest| !rest.is_empty()) {
        match pipe.read(rest) {
            Ok(0) if n_read == 0 => return Ok(None),
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(n) => n_read += n,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    let length = u32::from_le_bytes(length);
    if length > MAX_BYTES {
        return Err(io::ErrorKind::InvalidData.into());
    }
    Ok(Some(length))
}

/// Grows with what arrives: a length alone takes no memory.
fn bytes(pipe: &mut impl Read, n_bytes: u32) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    pipe.take(u64::from(n_bytes)).read_to_end(&mut bytes)?;
    if bytes.len() == n_bytes as usize {
        Ok(bytes)
    } else {
        Err(io::ErrorKind::UnexpectedEof.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_comes_back_and_a_cut_one_is_an_error() {
        let mut pipe = Vec::new();
        write(&mut pipe, &"Kế hoạch", b"\0\xff").unwrap();
        write(&mut pipe, &"", b"").unwrap();
        let mut rest = pipe.as_slice();
        let first: Frame<String> = read(&mut rest).unwrap().unwrap();
        assert_eq!(
            (first.head.as_str(), first.body.as_slice()),
            ("Kế hoạch", &b"\0\xff"[..])
        );
        let second: Frame<String> = read(&mut rest).unwrap().unwrap();
        assert_eq!((second.head.as_str(), second.body.len()), ("", 0));
        assert!(read::<String>(&mut rest).unwrap().is_none());
        for n_bytes in 1..pipe.len() - 10 {
            let mut cut = &pipe[..n_bytes];
            assert!(read::<String>(&mut cut).is_err(), "{n_bytes}");
        }
        let mut endless = &[0xff_u8; 64][..];
        assert!(read::<String>(&mut endless).is_err());
    }
}
