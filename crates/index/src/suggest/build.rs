//! Building the file of suggestions.

use std::cmp::Ordering;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use flate2::{CrcReader, CrcWriter};
use strum::VariantArray;

use super::alphabet::{END, SPACE, plain, spelled};
use super::file::{Head, INSIDE, N_KINDS, NAME};
use super::least;
use super::record::{NewSuggestion, SuggestionKind};
use super::word::words;

/// Words of a suggestion at which a typed beginning may match. Who types from the middle of
/// a long title types one of its first words.
const MAX_STARTS: usize = 16;

/// Most bytes of key texts and of records. The places in them are numbers of four bytes;
/// what is used least is left out behind that.
const MAX_BYTES: usize = u32::MAX as usize;

/// Writes the file of some suggestions into a folder, and returns its checksum ([`checksum`]). The
/// same suggestions give the same file.
///
/// # Errors
/// Where the file system refuses.
pub fn write(suggestions: Vec<NewSuggestion>, dir: &Path) -> io::Result<u32> {
    let tables = Tables::new(suggestions);
    let mut file = CrcWriter::new(BufWriter::new(File::create(dir.join(NAME))?));
    tables.write_into(&mut file)?;
    let sum = file.crc().sum();
    let file = file.into_inner();
    file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
    Ok(sum)
}

/// The checksum of the file of suggestions in a folder (CRC-32).
///
/// # Errors
/// Where it cannot be read.
pub fn checksum(dir: &Path) -> io::Result<u32> {
    let mut file = CrcReader::new(File::open(dir.join(NAME))?);
    io::copy(&mut file, &mut io::sink())?;
    Ok(file.crc().sum())
}

/// A place where a typed beginning may match.
#[derive(Clone, Copy, Debug)]
struct Key {
    /// Place in the key texts.
    at: u32,
    /// The suggestion, by use, and whether it begins here.
    rank: u32,
}

#[derive(Default)]
struct KindTable {
    keys: Vec<Key>,
    records: Vec<u32>,
}

#[derive(Default)]
struct Tables {
    kinds: [KindTable; N_KINDS],
    key_bytes: Vec<u8>,
    record_bytes: Vec<u8>,
}

impl Tables {
    fn new(mut suggestions: Vec<NewSuggestion>) -> Self {
        suggestions.sort_unstable_by(by_use);
        suggestions.dedup_by(|second, first| {
            second.kind == first.kind
                && second.record.text == first.record.text
                && second.record.url == first.record.url
        });
        let mut tables = Self::default();
        for suggestion in &suggestions {
            tables.add(suggestion);
        }
        tables
    }

    fn add(&mut self, suggestion: &NewSuggestion) {
        let Some(table) = self.kinds.get_mut(suggestion.kind as usize) else { return };
        let mut record = Vec::new();
        suggestion.record.write_into(&mut record);
        let mut texts = Vec::new();
        let mut starts = keys_of(&suggestion.record.text, &mut texts);
        starts.truncate(MAX_STARTS);
        for spelling in &suggestion.spellings {
            starts.extend(keys_of(spelling, &mut texts).first());
        }
        let places = (
            u32::try_from(self.record_bytes.len()),
            u32::try_from(table.records.len()),
            u32::try_from(self.key_bytes.len()),
        );
        let (Ok(record_at), Ok(item), Ok(text_at)) = places else { return };
        let is_full = self.record_bytes.len() + record.len() > MAX_BYTES
            || self.key_bytes.len() + texts.len() > MAX_BYTES;
        if is_full || item >= INSIDE - 1 {
            return;
        }
        self.record_bytes.append(&mut record);
        self.key_bytes.append(&mut texts);
        table.records.push(record_at);
        table.keys.extend(starts.into_iter().map(|start| {
            let place = if start.is_beginning { 0 } else { INSIDE };
            Key { at: text_at + start.at, rank: item | place }
        }));
    }

    fn write_into(mut self, out: &mut impl Write) -> io::Result<()> {
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let head = Head {
            counts: self
                .kinds
                .each_ref()
                .map(|table| (count(table.records.len()), count(table.keys.len()))),
            n_key_bytes: count(self.key_bytes.len()),
            n_record_bytes: count(self.record_bytes.len()),
        };
        out.write_all(&head.to_bytes())?;
        for table in &mut self.kinds {
            sort(&mut table.keys, &self.key_bytes, folded);
            write_order(out, &table.keys)?;
            sort(&mut table.keys, &self.key_bytes, marked);
            write_order(out, &table.keys)?;
            write_numbers(out, table.records.iter().copied())?;
        }
        out.write_all(&self.key_bytes)?;
        out.write_all(&self.record_bytes)
    }
}

/// The most used first; the order of equals is that of their texts and addresses.
fn by_use(first: &NewSuggestion, second: &NewSuggestion) -> Ordering {
    let kind = |one: &NewSuggestion| {
        SuggestionKind::VARIANTS.iter().position(|k| *k == one.kind)
    };
    kind(first)
        .cmp(&kind(second))
        .then(second.n_uses.cmp(&first.n_uses))
        .then_with(|| first.record.text.cmp(&second.record.text))
        .then_with(|| first.record.url.cmp(&second.record.url))
        .then_with(|| first.record.details.cmp(&second.record.details))
}

/// A word at which a typed beginning may match.
#[derive(Clone, Copy)]
struct Start {
    at: u32,
    is_beginning: bool,
}

/// Appends the key text of a suggestion and gives the places of its words in `out`.
fn keys_of(text: &str, out: &mut Vec<u8>) -> Vec<Start> {
    let mut starts = Vec::new();
    for word in words(text).map(|span| spelled(span.of(text))) {
        if word.letters.is_empty() {
            continue;
        }
        if let Ok(at) = u32::try_from(out.len()) {
            starts.push(Start { at, is_beginning: starts.is_empty() });
        }
        out.push(word.tone);
        out.extend_from_slice(&word.letters);
        out.push(SPACE);
    }
    out.push(END);
    starts
}

/// The bytes of a key up to its end.
fn marked(text: &[u8]) -> impl Iterator<Item = u8> {
    text.iter().copied().take_while(|byte| *byte != END)
}

/// The same without marks.
fn folded(text: &[u8]) -> impl Iterator<Item = u8> {
    marked(text).filter_map(plain)
}

/// Bytes of a key that are compared at once.
const HEAD_BYTES: usize = 8;

/// Sorts keys by their texts, equal ones by rank.
fn sort<'t, I: Iterator<Item = u8>>(
    keys: &mut [Key],
    texts: &'t [u8],
    letters: fn(&'t [u8]) -> I,
) {
    let of = |key: &Key| letters(texts.get(key.at as usize..).unwrap_or_default());
    let head = |key: &Key| {
        let mut bytes = [0; HEAD_BYTES];
        for (slot, letter) in bytes.iter_mut().zip(of(key)) {
            *slot = letter;
        }
        u64::from_be_bytes(bytes)
    };
    let mut headed: Vec<(u64, Key)> = keys.iter().map(|key| (head(key), *key)).collect();
    headed.sort_unstable_by(|(first_head, first), (second_head, second)| {
        first_head
            .cmp(second_head)
            .then_with(|| of(first).skip(HEAD_BYTES).cmp(of(second).skip(HEAD_BYTES)))
            .then(first.rank.cmp(&second.rank))
            .then(first.at.cmp(&second.at))
    });
    for (slot, (_, key)) in keys.iter_mut().zip(headed) {
        *slot = key;
    }
}

fn write_order(out: &mut impl Write, keys: &[Key]) -> io::Result<()> {
    write_numbers(out, keys.iter().map(|key| key.at))?;
    let ranks: Vec<u32> = keys.iter().map(|key| key.rank).collect();
    write_numbers(out, least::levels(&ranks))
}

fn write_numbers(
    out: &mut impl Write,
    numbers: impl IntoIterator<Item = u32>,
) -> io::Result<()> {
    numbers.into_iter().try_for_each(|number| out.write_all(&number.to_le_bytes()))
}
