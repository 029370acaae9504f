//! Puts the parts of a document together: styles, text, notes, boxes, page heads.

use std::io::{Cursor, Read};

use cfb::CompoundFile;
use rustc_hash::FxHashMap;

use super::bytes::{Plc, u16_at};
use super::error::DocError;
use super::fonts::DocFonts;
use super::formatting::{PageKind, Stretches};
use super::header::{DocHeader, DocPart};
use super::lists;
use super::notes::DocNotes;
use super::pieces::Pieces;
use super::reader::DocReader;
use super::story::DocStory;
use super::styles::DocStyles;
use crate::flow::counter::ListCounter;
use crate::flow::tally::ReadTally;
use crate::flow::{Flow, RawDocument};
use tracuu_text::styled::StyledText;

/// Place of the number of pages in the settings ([MS-DOC] 2.7.2, `cPg`).
const N_PAGES_AT: usize = 46;

/// Most bytes of a stream: a file has no more (`read::MAX_SOURCE_BYTES`).
const MAX_STREAM_BYTES: u64 = 32 << 20;

/// Name of the main stream.
const MAIN: &str = "WordDocument";

/// The first page heads are lines above notes; then come six for each section
/// ([MS-DOC] 2.8.24).
const N_NOTE_LINES: usize = 6;

/// Most heads and feet of pages that are read.
const MAX_MARGINS: usize = 64;

/// Reads a document of Word 97 to 2003.
///
/// # Errors
///
/// A damaged, encrypted or older file, or one that is too large; see [`DocError`].
pub(crate) fn read(bytes: &[u8]) -> Result<RawDocument, DocError> {
    let mut file = CompoundFile::open(Cursor::new(bytes))
        .map_err(|_| DocError::Damaged { what: "its container" })?;
    let main = stream(&mut file, MAIN)?;
    let header = DocHeader::read(&main)?;
    let table = stream(&mut file, header.table_name())?;
    let part = |part| header.part(part, &table);
    let texts = header.texts;
    let mut reader = DocReader {
        pieces: Pieces::read(&main, part(DocPart::Pieces))?,
        runs: Stretches::read(&main, part(DocPart::RunPages), PageKind::Runs),
        paragraphs: Stretches::read(
            &main,
            part(DocPart::ParagraphPages),
            PageKind::Paragraphs,
        ),
        styles: DocStyles::read(part(DocPart::Styles)),
        fonts: DocFonts::read(part(DocPart::Fonts)),
        numbering: lists::read(part(DocPart::ListFormats), part(DocPart::Lists)),
        counter: ListCounter::default(),
        tally: ReadTally::default(),
    };
    let (places, notes) = (part(DocPart::FootnotePlaces), part(DocPart::FootnoteTexts));
    let footnotes = DocNotes::new(places, notes, texts.body);
    let (places, notes) = (part(DocPart::EndnotePlaces), part(DocPart::EndnoteTexts));
    let endnotes = DocNotes::new(places, notes, texts.endnotes_at());
    let notes: FxHashMap<_, _> = footnotes.all().chain(endnotes.all()).collect();
    let (mut flow, pages) = DocStory::read_body(&mut reader, texts.body, notes)?;
    let boxes = (texts.boxes_at(), texts.boxes_at() + texts.boxes);
    flow.append(DocStory::read(&mut reader, boxes, FxHashMap::default())?);
    let heads = Plc::new(part(DocPart::PageHeads), 0);
    let furniture = read_margins(&mut reader, heads, texts.page_heads_at())?;
    let n_stated = u16_at(part(DocPart::Settings), N_PAGES_AT).map(u32::from);
    let knows_pages = pages.are_all(n_stated);
    Ok(RawDocument { blocks: flow.finish(), furniture, knows_pages })
}

/// A stream of the container, bounded by the file that holds it.
fn stream(
    file: &mut CompoundFile<Cursor<&[u8]>>,
    name: &'static str,
) -> Result<Vec<u8>, DocError> {
    let damaged = |_| DocError::Damaged { what: "its streams" };
    let limit = MAX_STREAM_BYTES;
    let stream = file.open_stream(name).map_err(damaged)?;
    let mut bytes = Vec::new();
    stream.take(limit).read_to_end(&mut bytes).map_err(damaged)?;
    Ok(bytes)
}

/// Heads and feet of pages, each text once.
fn read_margins(
    reader: &mut DocReader<'_>,
    heads: Plc<'_>,
    start: usize,
) -> Result<Vec<StyledText>, DocError> {
    let mut furniture = Vec::new();
    for index in (N_NOTE_LINES..heads.len()).take(MAX_MARGINS) {
        let span = heads.place(index).zip(heads.place(index + 1));
        let Some((from, to)) = span.filter(|(from, to)| from < to) else { continue };
        let flow: Flow =
            DocStory::read(reader, (start + from, start + to), FxHashMap::default())?;
        flow.add_to_furniture(&mut furniture);
    }
    Ok(furniture)
}
