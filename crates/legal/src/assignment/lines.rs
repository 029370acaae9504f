//! The lines of a text as a tree: which line heads which, by their labels and provisions.

use super::standing::Standings;
use super::words::{CUES, Cue, has_duty_word};
use crate::document::block_label::{BlockLabel, LabelStyle};
use crate::document::level::ProvisionLevel;
use crate::document::outline::Outline;
use tracuu_text::layout::{Block, BlockKind};
use tracuu_text::manuscript::Manuscript;
use tracuu_text::span::Span;
use tracuu_text::words::{Word, words_and_marks_in};

/// Longest heading that may name a body, in bytes.
const MAX_HEADING: usize = 240;
/// Words of a line among which a duty that opens it is looked for: an opening clause.
const MAX_OPENING: usize = 40;

/// A line of running text.
#[derive(Debug)]
pub(super) struct Line {
    /// Its words without the label.
    pub(super) body: Span,
    pub(super) style: Option<LabelStyle>,
    /// Of two lines the one of the smaller rank heads the other.
    pub(super) rank: u8,
    /// The provision that it stands in.
    pub(super) provision: Option<usize>,
    /// The line that it stands under.
    pub(super) parent: Option<usize>,
    /// Whether it is short and without a sentence, so that it may name a body.
    pub(super) may_be_heading: bool,
    /// What stands directly under it.
    pub(super) heads: Heads,
    /// Whether it holds a word that gives or names a duty.
    pub(super) has_duty_word: bool,
}

/// What stands directly under a line.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Heads {
    /// No line.
    Nothing,
    /// Lines, none of which opens with a duty of nobody.
    Lines,
    /// Lines, one of which opens with a duty of nobody.
    Duties,
}

/// The lines of a manuscript in which tasks can be given, each with the line above it.
/// Linear.
pub(super) fn lines(
    manuscript: &Manuscript,
    outline: &Outline,
    standings: &Standings,
) -> Vec<Line> {
    let text = manuscript.text();
    let mut lines: Vec<Line> = Vec::new();
    let mut open: Vec<(u8, usize)> = Vec::new();
    for block in manuscript.blocks() {
        let provision = outline.at(block.span.start);
        let unit = provision.and_then(|at| outline.provisions.get(at));
        let is_read = !matches!(block.kind, BlockKind::Table(_) | BlockKind::Furniture)
            && unit.is_none_or(|unit| unit.level.is_running_text());
        if !is_read || standings.tells(provision) {
            continue;
        }
        let begun = unit.filter(|unit| unit.span.start == block.span.start);
        let mut line = line(text, block);
        line.provision = provision;
        let rank = rank(line.style, begun.map(|unit| unit.level), block.span.of(text));
        line.rank = rank;
        if let Some(begun) = begun
            && !begun.title.is_empty()
            && begun.title.end <= block.span.end
        {
            line.body = Span::new(begun.title.start, block.span.end).trimmed(text);
        }
        let before = lines.len().checked_sub(1);
        while let Some((above, at)) = open.last()
            // An unlabelled heading heads what follows it, however that is labelled.
            && (rank <= *above && !(*above == UNLABELLED && Some(*at) == before && rank != *above))
        {
            open.pop();
        }
        line.parent = open.last().map(|(_, at)| *at);
        line.may_be_heading = is_short(line.body.of(text));
        line.has_duty_word = has_duty_word(line.body.of(text));
        if let Some(above) = line.parent.and_then(|at| lines.get_mut(at)) {
            let has_duty = above.may_be_heading
                && above.heads < Heads::Duties
                && line.has_duty_word
                && opens_with_duty(text, line.body);
            let heads = if has_duty { Heads::Duties } else { Heads::Lines };
            above.heads = above.heads.max(heads);
        }
        let heads = line.style.is_some() || begun.is_some() || line.may_be_heading;
        if heads {
            open.push((rank, lines.len()));
        }
        lines.push(line);
    }
    lines
}

fn line(text: &str, block: &Block) -> Line {
    let label = BlockLabel::read(block.span.of(text));
    let label_end = label.map_or(0, |label| label.end);
    Line {
        body: Span::new(block.span.start + label_end, block.span.end).trimmed(text),
        style: label.map(|label| label.style),
        rank: UNLABELLED,
        provision: None,
        parent: None,
        may_be_heading: false,
        heads: Heads::Nothing,
        has_duty_word: false,
    }
}

/// Rank of a line without a label: below letters, above bullets.
pub(super) const UNLABELLED: u8 = 8;
/// The rank of an article: what is smaller heads whole parts of a document.
pub(super) const ARTICLE: u8 = 3;

/// The rank of a line: of two lines the one of the smaller rank heads the other.
fn rank(style: Option<LabelStyle>, level: Option<ProvisionLevel>, block: &str) -> u8 {
    level.and_then(level_rank).unwrap_or_else(|| style_rank(style, block))
}

fn level_rank(level: ProvisionLevel) -> Option<u8> {
    use ProvisionLevel as Level;
    match level {
        Level::Enclosure | Level::Annex => Some(0),
        Level::Part | Level::Chapter => Some(1),
        Level::Section | Level::Subsection => Some(2),
        Level::Article => Some(ARTICLE),
        Level::Clause => Some(4),
        Level::Subclause => Some(5),
        Level::Point => Some(7),
        Level::Header | Level::Preamble | Level::Recipients | Level::Signature => None,
    }
}

fn style_rank(style: Option<LabelStyle>, block: &str) -> u8 {
    match style {
        Some(LabelStyle::Roman) => 1,
        Some(LabelStyle::Number) => 4,
        Some(LabelStyle::Dotted) => 5,
        Some(LabelStyle::Letter) => 7,
        Some(LabelStyle::Bullet) if block.trim_start().starts_with('-') => 9,
        Some(LabelStyle::Bullet) => 10,
        None => UNLABELLED,
    }
}

/// Whether a line can be a heading: few words, and no sentence ends inside.
fn is_short(body: &str) -> bool {
    let inside = body.trim_end_matches(['.', ':', ';', ' ', '*']);
    !inside.is_empty()
        && body.len() <= MAX_HEADING
        && !inside.contains(';')
        && !inside.contains(". ")
}

/// Whether a line opens with a word of duty, or with a clause and then one: "Chủ trì …",
/// "Trên cơ sở …, chủ trì …".
fn opens_with_duty(text: &str, body: Span) -> bool {
    let words: Vec<Word<'_>> = words_and_marks_in(text, body).take(MAX_OPENING).collect();
    let opens = CUES.longest_at(&words, 0).map(|found| found.value);
    is_duty_from(&words, 0) || (opens == Some(Cue::Clause) && duty_behind_comma(&words))
}

/// Whether a duty stands at a word, or behind words like "chủ động".
fn is_duty_from(words: &[Word<'_>], mut at: usize) -> bool {
    loop {
        let found = CUES.starting_at(words, at);
        if found.iter().any(|found| found.value.is_duty()) {
            return true;
        }
        match found.into_iter().find(|found| found.value == Cue::Gap) {
            Some(gap) => at = gap.end,
            None => return false,
        }
    }
}

fn duty_behind_comma(words: &[Word<'_>]) -> bool {
    (1..words.len()).any(|at| {
        let is_behind = words.get(at - 1).is_some_and(|word| word.normal == ",");
        is_behind && is_duty_from(words, at)
    })
}
