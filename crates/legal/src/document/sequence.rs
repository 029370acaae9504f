//! Which labels count, and what stands under what: number sequences decide.
//!
//! A label is taken where it continues an open sequence or opens a new one; a number that
//! fits nowhere stays text. Marks, bold type and heading levels are not looked at.
//! One pass, one label of look-ahead; each line is touched a bounded number of times.

use std::ops::Range;

use super::heading;
use super::level::ProvisionLevel;
use super::line::{Line, Shape};
use super::line_label::{LineLabel, read_labels};
use super::numbering::{Label, Number, Scheme, component};
use super::succession::follows;
use super::tree::{DraftId, DraftProvision, TreeBuilder};
use super::words::{self, Role};
use tracuu_text::capitals::begins_firmly;
use tracuu_text::manuscript::Manuscript;

/// Greatest step in a sequence of numbers where one was left out by mistake.
const NUMBER_STEP: u16 = 3;

/// Times that one scheme may stand inside itself.
const MAX_SAME: usize = 2;

/// Number from which a label without a mark continues its sequence also as the last one.
const MIN_LATE_NUMBER: u16 = 3;

/// Longest unnumbered heading over a second sequence, in words.
const MAX_SUBHEAD_WORDS: usize = 30;

/// Reads the numbered units of the lines in `range` into the tree. Text before the first
/// goes to `owner`, or to a preamble where there is none.
pub(super) fn read_units(
    tree: &mut TreeBuilder,
    manuscript: &Manuscript,
    lines: &[Line<'_>],
    scope: Scope,
) {
    let lines = &lines[scope.range];
    let mut reader = SequenceReader {
        tree,
        manuscript,
        lines,
        labels: read_labels(lines),
        owner: scope.owner,
        preamble: None,
        stack: Vec::new(),
        last: [None; Scheme::COUNT],
        before: LineBefore::Heading,
    };
    let mut at = 0;
    while at < lines.len() {
        at += match reader.place(at) {
            Some(placement) => reader.open(at, &placement),
            None => reader.add_text(&lines[at]),
        };
    }
}

/// A stretch of lines with numbering of its own.
pub(super) struct Scope {
    pub range: Range<usize>,
    /// The annex or enclosed document that the lines belong to.
    pub owner: Option<DraftId>,
}

/// A label that counts.
struct Placement {
    label: Label,
    /// How many open units stay open.
    depth: usize,
}

/// A unit that is open at the current line.
struct OpenUnit {
    unit: DraftId,
    scheme: Scheme,
    number: Number,
    is_heading: bool,
    has_bullet: bool,
}

/// What the line before tells about a label.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum LineBefore {
    /// Nothing, a heading, a rule, a table.
    Heading,
    /// A labelled line that ends with a colon.
    LeadIn,
    /// Text without label that announces a list or heads one.
    Subhead,
    /// A finished sentence.
    Finished,
    /// Text that ends with a comma or without a mark.
    Loose,
    /// Text that surely goes on.
    Cut,
}

struct SequenceReader<'l> {
    tree: &'l mut TreeBuilder,
    manuscript: &'l Manuscript,
    lines: &'l [Line<'l>],
    /// One pair for each line.
    labels: Vec<[Option<LineLabel>; 2]>,
    owner: Option<DraftId>,
    preamble: Option<DraftId>,
    stack: Vec<OpenUnit>,
    /// The last number of each scheme.
    last: [Option<Number>; Scheme::COUNT],
    before: LineBefore,
}

impl SequenceReader<'_> {
    /// The label of a line if it counts, and where.
    fn place(&self, at: usize) -> Option<Placement> {
        let labels = || self.labels[at].iter().flatten();
        let placed = |line: &LineLabel, depth: Option<usize>| {
            Some(Placement { label: line.label, depth: depth? })
        };
        if let Some(weak) = labels().find(|line| line.label.is_weak) {
            return placed(weak, self.continues_weakly(weak));
        }
        labels()
            .find_map(|line| placed(line, self.continues(line)))
            .or_else(|| labels().find_map(|line| placed(line, self.opens(line))))
            .or_else(|| labels().find_map(|line| placed(line, self.restarts(line))))
    }

    /// Where a label that lacks a mark or stands behind a bullet belongs: next in a sequence
    /// that goes on behind it, or that is of its kind; or first in one that goes on.
    fn continues_weakly(&self, line: &LineLabel) -> Option<usize> {
        if matches!(self.before, LineBefore::Loose | LineBefore::Cut) {
            return None;
        }
        let label = &line.label;
        // A Roman number over capitals is a heading, mark or not.
        if label.scheme == Scheme::Roman
            && line.is_heading
            && let Some(at) = self.continues(line)
        {
            return Some(at);
        }
        let has_bullet = label.start > 0;
        let next =
            |open: &OpenUnit| open.scheme == label.scheme && follows(label, &open.number);
        if let Some(at) = self.stack.iter().rposition(next) {
            let is_alike = has_bullet && self.stack[at].has_bullet;
            let is_late = !has_bullet && label.number.value() >= MIN_LATE_NUMBER;
            return (line.is_supported || is_alike || is_late).then_some(at);
        }
        let is_first = label.number.value() == 1 && line.is_supported;
        is_first.then(|| self.opens(line).or_else(|| self.restarts(line)))?
    }

    /// Where a label continues an open sequence.
    fn continues(&self, line: &LineLabel) -> Option<usize> {
        if !self.allows(line) {
            return None;
        }
        let label = &line.label;
        if label.scheme == Scheme::Dotted {
            return self.continues_dotted(line);
        }
        let of_scheme = |open: &OpenUnit| open.scheme == label.scheme;
        let next = |open: &OpenUnit| of_scheme(open) && follows(label, &open.number);
        if let Some(at) = self.stack.iter().rposition(next) {
            return Some(at);
        }
        let nearest = self.stack.iter().rposition(of_scheme)?;
        let number = &self.stack[nearest].number;
        self.follows_with_gap(line, number).then_some(nearest)
    }

    /// A step over missing numbers, or one number twice: only where the sequence goes on
    /// from here, or before the heading of a part. Named labels need no such support.
    fn follows_with_gap(&self, line: &LineLabel, number: &Number) -> bool {
        let (value, last) = (line.label.number.value(), number.value());
        let is_sure =
            line.is_firm && !matches!(self.before, LineBefore::Loose | LineBefore::Cut);
        if line.label.scheme.is_named() {
            return is_sure && value > last;
        }
        let is_near = value == last || (value > last && value - last <= NUMBER_STEP);
        let is_meant = line.is_supported || line.is_heading;
        is_sure && is_meant && is_near && line.label.scheme != Scheme::Letter
    }

    fn continues_dotted(&self, line: &LineLabel) -> Option<usize> {
        let number = &line.label.number;
        let (prefix, value) = (number.prefix(), number.value());
        let sibling = self.stack.iter().rposition(|open| {
            open.scheme == Scheme::Dotted
                && open.number.prefix() == prefix
                && value > open.number.value()
                && value - open.number.value() <= NUMBER_STEP
        });
        if sibling.is_some() {
            return sibling;
        }
        // 1.3 is followed by 2.1 where the units 1 and 2 have no line of their own.
        self.stack.iter().rposition(|open| {
            open.scheme == Scheme::Dotted
                && open.number.parts().len() == 2
                && prefix.first().is_some_and(|first| {
                    open.number.parts().first().is_some_and(|last| *first == last + 1)
                })
                && prefix.len() == 1
                && value == 1
        })
    }

    /// Where a label opens a sequence inside the open units.
    fn opens(&self, line: &LineLabel) -> Option<usize> {
        let label = &line.label;
        let is_open = self.stack.iter().any(|open| open.scheme == label.scheme);
        if label.scheme == Scheme::Dotted {
            return self.opens_dotted(line);
        }
        if is_open
            || !self.allows(line)
            || self.before == LineBefore::Loose && !line.is_firm
        {
            return None;
        }
        let value = label.number.value();
        let last = self.last[label.scheme as usize];
        let goes_on = last.is_some_and(|last| value == last.value() + 1)
            && (label.scheme.is_named() || self.before == LineBefore::Heading);
        let is_later = label.scheme.is_named()
            && line.is_firm
            && last.is_none_or(|last| value > last.value());
        (value == 1 || goes_on || is_later).then(|| self.depth_for(label.scheme))
    }

    fn opens_dotted(&self, line: &LineLabel) -> Option<usize> {
        let number = &line.label.number;
        if !self.allows(line) || number.value() != 1 {
            return None;
        }
        let prefix = number.prefix();
        let above = self.stack.iter().rposition(|open| match open.scheme {
            Scheme::Dotted => open.number.parts() == prefix,
            Scheme::Letter | Scheme::Capital => false,
            _ => [open.number.value()] == *prefix,
        });
        let is_first =
            prefix == [1] && !self.stack.iter().any(|open| open.scheme == Scheme::Dotted);
        match above {
            Some(above) => Some(above + 1),
            None => is_first.then(|| self.depth_for(Scheme::Dotted)),
        }
    }

    /// Where a sequence starts anew although one of its kind is open: under a lead-in it
    /// stands inside; after an unnumbered heading it follows the open one.
    fn restarts(&self, line: &LineLabel) -> Option<usize> {
        let scheme = line.label.scheme;
        if line.label.number.parts() != [1] || !line.is_firm && scheme < Scheme::Letter {
            return None;
        }
        let same = |open: &&OpenUnit| open.scheme == scheme;
        let at = self.stack.iter().rposition(|open| open.scheme == scheme)?;
        match self.before {
            LineBefore::LeadIn if !scheme.is_named() => {
                (self.stack.iter().filter(same).count() < MAX_SAME)
                    .then_some(self.stack.len())
            }
            LineBefore::Subhead | LineBefore::Heading if line.is_supported => Some(at),
            LineBefore::Finished if scheme.is_named() && line.is_supported => Some(at),
            _ => None,
        }
    }

    /// Whether the line before lets a label follow.
    fn allows(&self, line: &LineLabel) -> bool {
        let is_small = matches!(line.label.scheme, Scheme::Letter | Scheme::Bracket);
        match self.before {
            LineBefore::Cut => false,
            LineBefore::Loose => line.is_firm || is_small,
            _ => true,
        }
    }

    /// How many open units stay open when a sequence of `scheme` opens.
    fn depth_for(&self, scheme: Scheme) -> usize {
        let closes = |open: &OpenUnit| match scheme {
            Scheme::Letter | Scheme::Bracket => false,
            Scheme::Arabic | Scheme::Dotted => match open.scheme {
                Scheme::Letter | Scheme::Bracket => !open.is_heading,
                other => other.rank() > scheme.rank(),
            },
            _ => open.scheme.rank() > scheme.rank(),
        };
        let n_closed = self.stack.iter().rev().take_while(|open| closes(open)).count();
        self.stack.len() - n_closed
    }

    /// Opens a unit; returns the lines that its heading takes.
    fn open(&mut self, at: usize, Placement { label, depth }: &Placement) -> usize {
        self.stack.truncate(*depth);
        let line = &self.lines[at];
        let label_at = |place: usize| {
            let [first, second] = self.labels.get(place)?;
            first.or(*second).map(|line| line.label).filter(|label| !label.is_weak)
        };
        let heading = heading::read(
            self.manuscript,
            self.lines,
            &heading::At { line: at, label, reading: &label_at },
        );
        let above = self.stack.last();
        let prefix_is_said = above.is_some_and(|open| {
            open.number.parts() == label.number.prefix()
                && matches!(
                    open.scheme,
                    Scheme::Arabic | Scheme::Dotted | Scheme::Bracket
                )
        });
        let component = component(label, prefix_is_said);
        let mut draft = DraftProvision::new(label.scheme.level(), &component, line.start);
        let printed = line.text.get(label.start..label.printed).unwrap_or_default();
        printed.trim().clone_into(&mut draft.label);
        draft.title = heading.title;
        draft.parent = above.map(|open| open.unit).or(self.owner);
        draft.paragraphs.extend(heading.paragraph);
        let unit = self.tree.add(draft);
        let is_heading = heading.paragraph.is_none();
        self.before = self.before_next(at + heading.n_lines - 1, is_heading);
        self.last[label.scheme as usize] = Some(label.number);
        let (scheme, number) = (label.scheme, label.number);
        let has_bullet = label.start > 0;
        self.stack.push(OpenUnit { unit, scheme, number, is_heading, has_bullet });
        heading.n_lines
    }

    /// Gives a line without label to the open unit; returns 1, the line.
    fn add_text(&mut self, line: &Line<'_>) -> usize {
        let open = self.stack.last().map(|open| open.unit).or(self.owner);
        let unit = open.unwrap_or_else(|| {
            *self.preamble.get_or_insert_with(|| {
                let level = ProvisionLevel::Preamble;
                self.tree.add(DraftProvision::new(level, "preamble", line.start))
            })
        });
        if line.shape != Shape::Rule {
            self.tree.add_paragraph(unit, line.span, line.shape == Shape::Table);
        }
        self.before = before_after_text(line);
        1
    }

    fn before_next(&self, at: usize, is_heading: bool) -> LineBefore {
        let line = &self.lines[at];
        if line.text.ends_with(':') {
            LineBefore::LeadIn
        } else if is_heading {
            LineBefore::Heading
        } else {
            match before_after_text(line) {
                LineBefore::Subhead => LineBefore::Loose,
                other => other,
            }
        }
    }
}

fn before_after_text(line: &Line<'_>) -> LineBefore {
    if line.shape != Shape::Text {
        return LineBefore::Heading;
    }
    if line.text.ends_with(':') {
        return LineBefore::Subhead;
    }
    if line.is_complete() {
        return LineBefore::Finished;
    }
    if line.text.ends_with(',') {
        return LineBefore::Loose;
    }
    if line.is_open() {
        return LineBefore::Cut;
    }
    let is_item = line.text.starts_with(['-', '+', '•', '*', '–']);
    let is_subhead = !is_item
        && begins_firmly(line.text)
        && line.n_words() <= MAX_SUBHEAD_WORDS
        && !words::opens_with(&line.lead, Role::Basis);
    if is_subhead { LineBefore::Subhead } else { LineBefore::Loose }
}
