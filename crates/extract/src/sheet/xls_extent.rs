//! How far the cells of an Excel 97 to 2003 workbook lie apart: the crate that reads them lays
//! out all between the first and the last, and what a sheet states to hold beforehand.

use std::io::{self, Cursor, Read as _, Seek as _, SeekFrom, Write as _};
use std::ops::Range;
use std::path::PathBuf;

use cfb::{CompoundFile, Entry};

/// Streams that hold a workbook: since Excel 97, and before (MS-XLS 2.1.2).
const WORKBOOKS: [&str; 2] = ["Workbook", "Book"];

/// Most cells that are laid out, of all sheets together. At 32 bytes, held twice and once more
/// for formulas, they stay below the memory of a worker; 65,536 full rows have 64 columns.
const MAX_CELLS: u64 = 1 << 22;

/// What stands in the way of laying out a workbook.
#[derive(PartialEq, Eq, Debug)]
pub(super) enum ExtentFault {
    Damaged,
    TooMuch,
}

impl From<io::Error> for ExtentFault {
    fn from(_: io::Error) -> Self {
        Self::Damaged
    }
}

/// The workbook without what its sheets state about their size: it is only a hint, and one
/// that was once formatted as a whole states 16 million cells.
///
/// Follows the sectors of each stream of the container once: the crate of the workbooks would
/// follow those that form a ring for ever (found by a fuzzer).
///
/// # Errors
/// Where a stream is damaged, or its cells lie too far apart.
pub(super) fn bounded(bytes: &[u8]) -> Result<Vec<u8>, ExtentFault> {
    let mut container = CompoundFile::open(Cursor::new(bytes.to_vec()))?;
    let paths: Vec<PathBuf> = container
        .walk()
        .filter(Entry::is_stream)
        .map(|stream| stream.path().to_owned())
        .collect();
    for path in paths {
        let is_workbook = WORKBOOKS.iter().any(|name| path.ends_with(name));
        let mut stream = container.open_stream(path)?;
        if !is_workbook {
            // The sectors are gone through when a stream is first read; an empty one has no
            // byte to read.
            let _n_read = stream.read(&mut [0])?;
            continue;
        }
        let mut workbook = Vec::new();
        stream.read_to_end(&mut workbook)?;
        for stated in stated_sizes(&workbook)? {
            let at = u64::try_from(stated.start).unwrap_or(u64::MAX);
            stream.seek(SeekFrom::Start(at))?;
            stream.write_all(&vec![0; stated.len()])?;
        }
        stream.flush()?;
    }
    Ok(container.into_inner().into_inner())
}

/// Where the sheets of a workbook state their size.
///
/// # Errors
/// Where the cells of all sheets lie too far apart.
fn stated_sizes(workbook: &[u8]) -> Result<Vec<Range<usize>>, ExtentFault> {
    let mut stated = Vec::new();
    let mut n_cells = 0;
    for start in sheet_starts(workbook) {
        let mut cells = Extent::default();
        let mut depth = 0_usize;
        for record in Records::new(workbook, start) {
            match (record.kind, record.content(workbook)) {
                (Record::BEGIN, _) => depth += 1,
                (Record::END, _) if depth <= 1 => break,
                (Record::END, _) => depth -= 1,
                // Charts inside a sheet keep values of their own.
                _ if depth > 1 => {}
                (Record::SIZE, _) => stated.push(record.place.clone()),
                (kind, [row_0, row_1, column_0, column_1, .., last_0, last_1])
                    if Record::CELLS.contains(&kind) =>
                {
                    let row = u16::from_le_bytes([*row_0, *row_1]);
                    cells.add(row, u16::from_le_bytes([*column_0, *column_1]));
                    if kind == Record::SEVERAL_NUMBERS {
                        cells.add(row, u16::from_le_bytes([*last_0, *last_1]));
                    }
                }
                _ => {}
            }
        }
        n_cells += cells.n_cells();
        if n_cells > MAX_CELLS {
            return Err(ExtentFault::TooMuch);
        }
    }
    Ok(stated)
}

/// Where each sheet begins, as the records before the sheets say.
fn sheet_starts(workbook: &[u8]) -> Vec<usize> {
    let records = Records::new(workbook, 0);
    let globals = records.take_while(|record| record.kind != Record::END);
    let sheets = globals.filter(|record| record.kind == Record::SHEET);
    let starts = sheets.filter_map(|record| {
        let (start, _) = record.content(workbook).split_first_chunk()?;
        usize::try_from(u32::from_le_bytes(*start)).ok()
    });
    starts.collect()
}

/// The least rectangle around cells; rows and columns from 0.
#[derive(Default)]
struct Extent(Option<(Range<u64>, Range<u64>)>);

impl Extent {
    fn add(&mut self, row: u16, column: u16) {
        let with =
            |range: &Range<u64>, at: u64| range.start.min(at)..range.end.max(at + 1);
        let (row, column) = (u64::from(row), u64::from(column));
        self.0 = Some(match &self.0 {
            Some((rows, columns)) => (with(rows, row), with(columns, column)),
            None => (row..row + 1, column..column + 1),
        });
    }

    fn n_cells(&self) -> u64 {
        let size = |range: &Range<u64>| range.end - range.start;
        self.0.as_ref().map_or(0, |(rows, columns)| size(rows) * size(columns))
    }
}

/// A record of a workbook (MS-XLS 2.1.4).
struct Record {
    kind: u16,
    /// The bytes of its content.
    place: Range<usize>,
}

impl Record {
    /// Begins the workbook, a sheet or a chart (`BOF`).
    const BEGIN: u16 = 0x0809;
    /// Ends what was begun (`EOF`).
    const END: u16 = 0x000A;
    /// Names a sheet and says where it begins (`BoundSheet8`).
    const SHEET: u16 = 0x0085;
    /// The range of a sheet that is in use (`Dimensions`).
    const SIZE: u16 = 0x0200;
    /// Numbers side by side (`MulRk`): the last two bytes are the last column.
    const SEVERAL_NUMBERS: u16 = 0x00BD;
    /// What stands in cells: each begins with its row and column.
    const CELLS: [u16; 8] = [
        0x0006, // Formula
        Self::SEVERAL_NUMBERS,
        0x00D6, // RString
        0x00FD, // LabelSst
        0x0203, // Number
        0x0204, // Label
        0x0205, // BoolErr
        0x027E, // Rk
    ];

    fn content<'a>(&self, workbook: &'a [u8]) -> &'a [u8] {
        &workbook[self.place.clone()]
    }
}

/// The records from a place on, up to the first that is cut off.
struct Records<'a> {
    workbook: &'a [u8],
    at: usize,
}

impl<'a> Records<'a> {
    fn new(workbook: &'a [u8], at: usize) -> Self {
        Self { workbook, at }
    }
}

impl Iterator for Records<'_> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        let rest = self.workbook.get(self.at..)?;
        let [kind_0, kind_1, length_0, length_1] = *rest.first_chunk()?;
        let start = self.at + 4;
        let end = start + usize::from(u16::from_le_bytes([length_0, length_1]));
        self.workbook.get(start..end)?;
        self.at = end;
        Some(Record { kind: u16::from_le_bytes([kind_0, kind_1]), place: start..end })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::Format;
    use crate::raw::RawContent;
    use crate::sheet::document::read;
    use crate::sheet::error::SheetError;

    /// Bytes of a sector, and of the header before the first (MS-CFB 2.2).
    const SECTOR: usize = 512;

    fn record(kind: u16, content: &[u8]) -> Vec<u8> {
        let length = u16::try_from(content.len()).unwrap();
        [&kind.to_le_bytes(), &length.to_le_bytes(), content].concat()
    }

    /// A container with one stream.
    fn container(stream: &[u8]) -> Vec<u8> {
        let mut file =
            CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new()))
                .unwrap();
        file.create_stream("/Workbook").unwrap().write_all(stream).unwrap();
        file.into_inner().into_inner()
    }

    /// A workbook of one sheet that states its rows and columns, with "Việc" in some cells.
    fn workbook(rows: u32, columns: u16, cells: &[(u16, u16)]) -> Vec<u8> {
        let begin = |kind: u16| {
            let version = [0x0600_u16.to_le_bytes(), kind.to_le_bytes()].concat();
            record(Record::BEGIN, &[&version[..], &[0; 12]].concat())
        };
        let end = record(Record::END, &[]);
        let globals = begin(0x0005);
        let named = |start: u32| {
            record(
                Record::SHEET,
                &[&start.to_le_bytes()[..], &[0, 0, 1, 0, b'A']].concat(),
            )
        };
        let start = globals.len() + named(0).len() + end.len();
        let mut size = [0_u32.to_le_bytes(), rows.to_le_bytes()].concat();
        size.extend([0_u16, columns, 0].map(u16::to_le_bytes).concat());
        let cells = cells.iter().map(|(row, column)| {
            let word: Vec<u8> =
                "Việc".encode_utf16().flat_map(u16::to_le_bytes).collect();
            let head = [*row, *column, 0, 4].map(u16::to_le_bytes).concat();
            record(0x0204, &[&head[..], &[1], &word].concat())
        });
        let sheet = [
            begin(0x0010),
            record(Record::SIZE, &size),
            cells.collect::<Vec<_>>().concat(),
            end.clone(),
        ];
        let start = u32::try_from(start).unwrap();
        container(&[globals, named(start), end, sheet.concat()].concat())
    }

    #[test]
    fn a_sheet_that_states_all_its_cells_is_read() {
        let bytes = workbook(65_536, 256, &[(0, 0), (1, 0), (1, 2)]);
        let document = read(&bytes, Format::Xls).unwrap();
        let [title, table] = &document.blocks[..] else { panic!("two blocks") };
        assert!(matches!(&title.content, RawContent::Paragraph(_)), "{title:?}");
        let RawContent::Table(table) = &table.content else { panic!("{table:?}") };
        assert_eq!(table.rows[0].cells.cells.len(), 2);
    }

    #[test]
    fn cells_that_lie_too_far_apart_are_refused_before_they_are_laid_out() {
        let far = workbook(1, 1, &[(0, 0), (65_535, 255)]);
        assert_eq!(
            read(&far, Format::Xls).err(),
            Some(SheetError::TooMuch { format: Format::Xls })
        );
        let most = u16::try_from(MAX_CELLS / 65_536).unwrap();
        assert_eq!(bounded(&workbook(1, 1, &[(0, 0), (65_535, most - 1)])).err(), None);
        assert_eq!(
            bounded(&workbook(1, 1, &[(0, 0), (65_535, most)])).err(),
            Some(ExtentFault::TooMuch)
        );
    }

    #[test]
    fn a_container_whose_sectors_form_a_ring_is_damaged_and_ends() {
        let mut bytes = container(&[0; 20 * SECTOR]);
        // The allocation table begins in the sector that the header names first; the stream
        // has the long chain, whose last link is made to lead to its first.
        let table = SECTOR
            * (1 + usize::try_from(u32::from_le_bytes(
                bytes[76..80].try_into().unwrap(),
            ))
            .unwrap());
        let is_chained = |bytes: &[u8], at: usize| {
            let next = bytes[table + 4 * at..][..4].try_into().unwrap();
            u32::from_le_bytes(next) == u32::try_from(at + 1).unwrap()
        };
        let chained: Vec<usize> =
            (0..SECTOR / 4).filter(|at| is_chained(&bytes, *at)).collect();
        let (first, last) = (chained[0], chained.last().unwrap() + 1);
        assert_eq!(last - first + 1, 20, "the stream and nothing else");
        bytes[table + 4 * last..][..4]
            .copy_from_slice(&u32::try_from(first).unwrap().to_le_bytes());
        let ring = read(&bytes, Format::Xls);
        assert_eq!(ring.err(), Some(SheetError::Damaged { format: Format::Xls }));
    }
}
