//! Asking the file of suggestions.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Range;
use std::path::Path;

use tantivy::Directory;
use tantivy::directory::{MmapDirectory, OwnedBytes};

use super::alphabet::{END, LAST_TONE, SPACE, TONELESS, plain, shapes_of};
use super::file::{Head, INSIDE, KindPlaces, NAME, OrderPlaces};
use super::least::{Least, Numbers};
use super::record::{SuggestionKind, SuggestionRecord};
use super::word::{Agreement, TypedWord};

/// Most ranges that a typed beginning may have: words typed without marks may have many,
/// and beyond this the rarest spellings are left out.
const MAX_RANGES: usize = 256;

/// Why the file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// It cannot be opened.
    #[error("cannot open {NAME}: {0}")]
    Open(#[from] tantivy::directory::error::OpenReadError),
    /// It cannot be mapped.
    #[error("cannot read {NAME}: {0}")]
    Read(#[from] std::io::Error),
    /// It is not what the writer writes.
    #[error("{NAME} is damaged")]
    Damaged,
}

/// The suggestions of a generation, open. What the file holds is trusted for its length
/// only: a damaged one gives fewer or other suggestions and nothing worse.
#[derive(Clone, Debug)]
pub struct Suggestions {
    kinds: Vec<Kind>,
    record_bytes: OwnedBytes,
}

#[derive(Clone, Debug)]
struct Kind {
    folded: Order,
    marked: Order,
    records: Numbers,
}

/// The keys of a kind in one order.
#[derive(Clone, Debug)]
struct Order {
    texts: OwnedBytes,
    keys: Numbers,
    ranks: Least,
}

/// A suggestion that was found.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Found {
    /// Its number among those of its kind; the most used has the least.
    pub item: u32,
    /// Whether the typed text is its beginning, and not a part from a later word on.
    pub is_beginning: bool,
}

impl Suggestions {
    /// Opens the file in the folder of a generation.
    ///
    /// # Errors
    /// Where it is not there, cannot be mapped, or is not one.
    pub fn open(generation: &Path) -> Result<Self, TableError> {
        let directory =
            MmapDirectory::open(generation).map_err(|_| TableError::Damaged)?;
        let file = directory.open_read(Path::new(NAME))?.read_bytes()?;
        Self::read(&file).ok_or(TableError::Damaged)
    }

    fn read(file: &OwnedBytes) -> Option<Self> {
        let (_, places) = Head::read(file)?;
        let part = |place: &Range<usize>| file.slice(place.clone());
        let texts = part(&places.key_bytes);
        let order = |places: &OrderPlaces| Order {
            texts: texts.clone(),
            keys: Numbers::new(part(&places.keys)),
            ranks: Least::new(
                places.ranks.iter().map(|level| Numbers::new(part(level))).collect(),
            ),
        };
        let kind = |places: &KindPlaces| Kind {
            folded: order(&places.folded),
            marked: order(&places.marked),
            records: Numbers::new(part(&places.records)),
        };
        Some(Self {
            kinds: places.kinds.iter().map(kind).collect(),
            record_bytes: part(&places.record_bytes),
        })
    }

    /// How many suggestions of a kind there are.
    pub fn n_items(&self, kind: SuggestionKind) -> usize {
        self.kind(kind).map_or(0, |kind| kind.records.len())
    }

    /// The suggestions of a kind in which the typed words stand one after the other: first
    /// those that begin with them, of these the most used first, without end but that of
    /// the collection. One that matches at several words comes several times.
    pub fn find(
        &self,
        kind: SuggestionKind,
        typed: &[TypedWord],
        agreement: Agreement,
    ) -> impl Iterator<Item = Found> + '_ {
        let order = self.kind(kind).map(|kind| match agreement {
            Agreement::Letters => (&kind.folded, kind.folded.beginning(typed)),
            _ => (&kind.marked, kind.marked.spellings(typed, agreement)),
        });
        order.into_iter().flat_map(|(order, ranges)| order.best(ranges))
    }

    /// A suggestion by its number.
    pub fn record(&self, kind: SuggestionKind, item: u32) -> Option<SuggestionRecord> {
        let records = &self.kind(kind)?.records;
        let item = usize::try_from(item).ok().filter(|item| *item < records.len())?;
        let bytes = self.record_bytes.get(records.get(item) as usize..)?;
        SuggestionRecord::read(bytes)
    }

    fn kind(&self, kind: SuggestionKind) -> Option<&Kind> {
        self.kinds.get(kind as usize)
    }
}

impl Order {
    /// The text of the key at a place, from there to the end of the file's texts.
    fn key(&self, place: usize) -> &[u8] {
        self.texts.get(self.keys.get(place) as usize..).unwrap_or_default()
    }

    /// The first place from `start` to `end` whose key does not pass; those that pass
    /// stand first.
    fn partition(
        &self,
        (start, end): (usize, usize),
        passes: impl Fn(&[u8]) -> bool,
    ) -> usize {
        let (mut low, mut high) = (start, end);
        while low < high {
            let middle = low + (high - low) / 2;
            if passes(self.key(middle)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// The keys that begin with the typed words, marks aside: one range.
    fn beginning(&self, typed: &[TypedWord]) -> Vec<Range<usize>> {
        let mut wanted: Vec<u8> = Vec::new();
        for word in typed {
            wanted.extend(word.letters.iter().filter_map(|letter| plain(*letter)));
            wanted.push(SPACE);
        }
        if typed.last().is_some_and(|last| !last.is_whole) {
            wanted.pop();
        }
        if typed.is_empty() {
            return Vec::new();
        }
        let head = |key: &[u8]| {
            let letters = key.iter().copied().take_while(|byte| *byte != END);
            letters.filter_map(plain).take(wanted.len()).cmp(wanted.iter().copied())
        };
        let all = (0, self.keys.len());
        let start = self.partition(all, |key| head(key).is_lt());
        let end = self.partition((start, all.1), |key| head(key).is_le());
        std::iter::once(start..end).collect()
    }

    /// The keys that begin with the typed words and agree in their marks: a range for each
    /// spelling that there is.
    fn spellings(&self, typed: &[TypedWord], agreement: Agreement) -> Vec<Range<usize>> {
        if typed.is_empty() {
            return Vec::new();
        }
        let whole = std::iter::once(0..self.keys.len()).collect();
        let mut walk = Walk { order: self, ranges: whole, depth: 0 };
        for word in typed {
            let is_exact = agreement == Agreement::Exact;
            match word.tone {
                Some(tone) => walk.step(&[tone]),
                None if is_exact && word.is_whole => walk.step(&[TONELESS]),
                None => walk.step(&(TONELESS..=LAST_TONE)),
            }
            for letter in &word.letters {
                if is_exact {
                    walk.step(&[*letter]);
                } else {
                    walk.step(&shapes_of(*letter));
                }
            }
            if word.is_whole {
                walk.step(&[SPACE]);
            }
        }
        walk.ranges
    }

    /// The keys of some ranges by rank.
    fn best(&self, ranges: Vec<Range<usize>>) -> Best<'_> {
        let mut best =
            Best { order: self, heap: BinaryHeap::with_capacity(ranges.len()) };
        for range in ranges {
            best.push(range);
        }
        best
    }
}

/// A walk along the letters of the typed words, all spellings at once.
struct Walk<'o> {
    order: &'o Order,
    ranges: Vec<Range<usize>>,
    depth: usize,
}

impl Walk<'_> {
    /// Goes on to the keys whose next byte is one of `bytes`.
    fn step(&mut self, bytes: &(impl IntoIterator<Item = u8> + Clone)) {
        let mut narrowed = Vec::with_capacity(self.ranges.len());
        for range in &self.ranges {
            for byte in bytes.clone() {
                let next = |key: &[u8]| key.get(self.depth).copied().unwrap_or(END);
                let ends = (range.start, range.end);
                let start = self.order.partition(ends, |key| next(key) < byte);
                let end =
                    self.order.partition((start, range.end), |key| next(key) <= byte);
                if start < end && narrowed.len() < MAX_RANGES {
                    narrowed.push(start..end);
                }
            }
        }
        self.ranges = narrowed;
        self.depth += 1;
    }
}

/// The keys of some ranges by rank, found one at a time: the best of a range parts it in
/// two.
struct Best<'o> {
    order: &'o Order,
    heap: BinaryHeap<Reverse<(u32, usize, usize, usize)>>,
}

impl Best<'_> {
    fn push(&mut self, range: Range<usize>) {
        if let Some((rank, place)) = self.order.ranks.of(range.start, range.end) {
            self.heap.push(Reverse((rank, place, range.start, range.end)));
        }
    }
}

impl Iterator for Best<'_> {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        let Reverse((rank, place, start, end)) = self.heap.pop()?;
        self.push(start..place);
        self.push(place + 1..end);
        Some(Found { item: rank & !INSIDE, is_beginning: rank & INSIDE == 0 })
    }
}
