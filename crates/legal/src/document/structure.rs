//! `Manuscript → Outline`: cuts the lines into zones, reads the numbered units of each, and
//! marks the measures.

use super::level::ProvisionLevel;
use super::line::{Line, Shape};
use super::measure::mark_measures;
use super::outline::Outline;
use super::quotation;
use super::sequence::{self, Scope};
use super::title_block::TitleBlock;
use super::tree::{DraftId, DraftProvision, TreeBuilder};
use super::zone::{self, Zone, ZoneKind};
use tracuu_text::manuscript::Manuscript;
use tracuu_text::span::Span;

/// Reads the provision tree of a manuscript. Never fails: text that has no recognisable
/// structure is one preamble. Linear in the length of the text.
pub fn read_outline(manuscript: &Manuscript) -> Outline {
    let lines = quotation::lines(manuscript);
    let (head, zones) = zone::split(&lines);
    let mut tree = TreeBuilder::default();
    let mut owner = None;
    for zone in &zones {
        match zone.kind {
            ZoneKind::Body => {
                let scope = Scope { range: zone.lines.clone(), owner };
                sequence::read_units(&mut tree, manuscript, &lines, scope);
            }
            _ => add_special(&mut tree, &lines, zone, &mut owner),
        }
    }
    let (mut outline, enclosed) = tree.finish(manuscript.body().end);
    let own = head.type_word.map(|word| word.document_type);
    let title = title_text(manuscript, &lines, &head);
    mark_measures(&mut outline, manuscript, &enclosed, own, title);
    outline
}

fn title_text<'m>(
    manuscript: &'m Manuscript,
    lines: &[Line<'_>],
    head: &TitleBlock,
) -> &'m str {
    let lines = lines.get(head.title.clone()).unwrap_or_default();
    match (lines.first(), lines.last()) {
        (Some(first), Some(last)) => manuscript.slice(first.span.cover(last.span)),
        _ => "",
    }
}

/// Adds a unit that is no numbered one; an annex or enclosed document becomes the owner of
/// what follows.
fn add_special(
    tree: &mut TreeBuilder,
    lines: &[Line<'_>],
    zone: &Zone,
    owner: &mut Option<DraftId>,
) {
    let zone_lines = lines.get(zone.lines.clone()).unwrap_or_default();
    let first = zone_lines.first().or_else(|| lines.get(zone.lines.start));
    let start = first.map_or(0, |line| line.start);
    let (level, component) = match zone.kind {
        ZoneKind::Header | ZoneKind::Body => (ProvisionLevel::Header, "header"),
        ZoneKind::Recipients => (ProvisionLevel::Recipients, "recipients"),
        ZoneKind::Signature => (ProvisionLevel::Signature, "signature"),
        ZoneKind::Annex => (ProvisionLevel::Annex, "annex"),
        ZoneKind::Enclosure(document_type) => {
            (ProvisionLevel::Enclosure, document_type.id())
        }
    };
    let mut draft = DraftProvision::new(level, component, start);
    match zone.kind {
        ZoneKind::Annex | ZoneKind::Enclosure(_) => {
            draft.title = words_of(zone_lines, start);
            if let ZoneKind::Enclosure(document_type) = zone.kind {
                draft.document_type = Some(document_type);
            }
            *owner = Some(tree.add(draft));
        }
        _ => {
            draft.parent = owner.filter(|_| zone.kind != ZoneKind::Header);
            let text_lines = zone_lines.iter().filter(|line| line.shape == Shape::Text);
            draft.paragraphs.extend(text_lines.map(|line| line.span));
            tree.add(draft);
        }
    }
}

/// The stretch from the first to the last line of words; empty at `start` where there are
/// none, as in an annex without a caption.
fn words_of(lines: &[Line<'_>], start: usize) -> Span {
    let mut words = lines.iter().filter(|line| line.shape == Shape::Text);
    let Some(first) = words.next() else { return Span::new(start, start) };
    words.next_back().map_or(first.span, |last| first.span.cover(last.span))
}
