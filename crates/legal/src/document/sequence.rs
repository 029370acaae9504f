//! Which labels count, and what stands under what: number sequences decide.
//!
//! A label is taken where it continues an open sequence or opens a new one; a number that
//! fits nowhere stays text. Marks, bold type and heading levels are not looked at.
//! One pass, one label of look-ahead; each line is touched a bounded number of times.

use std::ops::Range;

use super::heading;
use super::label;
use super::level::ProvisionLevel;
use super::line::{Line, Shape};
use super::numbering::{Label, Number, Scheme, component};
use super::succession::{follows, supports};
use super::tree::{Node, Tree};
use super::words::{self, Role};
use tracuu_text::capitals::begins_firmly;
use tracuu_text::manuscript::Manuscript;

/// Greatest step in a sequence of numbers where one was left out by mistake.
const NUMBER_STEP: u16 = 3;

/// Times that one scheme may stand inside itself.
const MAX_SAME: usize = 2;

/// Longest unnumbered heading over a second sequence, in words.
const MAX_SUBHEAD_WORDS: usize = 30;

/// Reads the numbered units of the lines in `range` into the tree. Text before the first
/// goes to `owner`, or to a preamble where there is none.
pub(super) fn read_units(
    tree: &mut Tree,
    manuscript: &Manuscript,
    lines: &[Line<'_>],
    scope: Scope,
) {
    let mut reader = Reader::new(lines.get(scope.range).unwrap_or_default(), scope.owner);
    let mut at = 0;
    while at < reader.lines.len() {
        at += match reader.placed(at) {
            Some((depth, label)) => reader.open(tree, manuscript, at, (depth, label)),
            None => reader.text(tree, at),
        };
    }
}

/// A stretch of lines with numbering of its own.
pub(super) struct Scope {
    /// The lines.
    pub range: Range<usize>,
    /// The annex or enclosed document that they belong to.
    pub owner: Option<usize>,
}

/// A unit that is open at the current line.
struct Open {
    unit: usize,
    scheme: Scheme,
    number: Number,
    is_heading: bool,
}

/// What the line before tells about a label.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Before {
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

struct Reader<'l> {
    lines: &'l [Line<'l>],
    readings: Vec<[Option<Label>; 2]>,
    /// Whether the next label of the same scheme is the next number.
    is_supported: Vec<[bool; 2]>,
    owner: Option<usize>,
    preamble: Option<usize>,
    stack: Vec<Open>,
    last: [Option<Number>; Scheme::COUNT],
    before: Before,
}

impl<'l> Reader<'l> {
    fn new(lines: &'l [Line<'l>], owner: Option<usize>) -> Self {
        let readings: Vec<_> = lines
            .iter()
            .map(
                |line| {
                    if line.is_plain() { label::read(line.text) } else { [None, None] }
                },
            )
            .collect();
        let is_supported = supports(&readings);
        Self {
            lines,
            readings,
            is_supported,
            owner,
            preamble: None,
            stack: Vec::new(),
            last: [None; Scheme::COUNT],
            before: Before::Heading,
        }
    }

    /// The label of a line if it counts, with the number of open units that stay open.
    fn placed(&self, at: usize) -> Option<(usize, Label)> {
        let readings = self.readings.get(at)?;
        let line = self.lines.get(at)?;
        let look = |nth: usize| {
            let label = (*readings.get(nth)?)?;
            let words = line.text.get(label.end..).unwrap_or_default();
            let is_supported = self.is_supported.get(at)?.get(nth).copied()?;
            Some(Look {
                label,
                is_firm: words.is_empty() || begins_firmly(words),
                is_supported,
            })
        };
        let looks = [look(0), look(1)];
        let looks = || looks.iter().flatten();
        let placed = |look: &Look, depth: Option<usize>| Some((depth?, look.label));
        looks()
            .find_map(|look| placed(look, self.continues(look)))
            .or_else(|| looks().find_map(|look| placed(look, self.opens(look))))
            .or_else(|| looks().find_map(|look| placed(look, self.restarts(look))))
    }

    /// Where a label continues an open sequence.
    fn continues(&self, look: &Look) -> Option<usize> {
        if !self.allows(look) {
            return None;
        }
        let label = &look.label;
        if label.scheme == Scheme::Dotted {
            return self.continues_dotted(look);
        }
        let of_scheme = |open: &Open| open.scheme == label.scheme;
        let next = |open: &Open| of_scheme(open) && follows(label, &open.number);
        if let Some(at) = self.stack.iter().rposition(next) {
            return Some(at);
        }
        let nearest = self.stack.iter().rposition(of_scheme)?;
        let number = self.stack.get(nearest)?.number;
        self.follows_with_gap(look, &number).then_some(nearest)
    }

    /// A step over missing numbers, or one number twice: only where the sequence goes on
    /// from here. Named labels need no such support.
    fn follows_with_gap(&self, look: &Look, number: &Number) -> bool {
        let (value, last) = (look.label.number.value(), number.value());
        let is_sure = look.is_firm && !matches!(self.before, Before::Loose | Before::Cut);
        if look.label.scheme.is_named() {
            return is_sure && value > last;
        }
        let is_near = value == last || (value > last && value - last <= NUMBER_STEP);
        is_sure && look.is_supported && is_near && look.label.scheme != Scheme::Letter
    }

    fn continues_dotted(&self, look: &Look) -> Option<usize> {
        let number = &look.label.number;
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
    fn opens(&self, look: &Look) -> Option<usize> {
        let label = &look.label;
        let is_open = self.stack.iter().any(|open| open.scheme == label.scheme);
        if label.scheme == Scheme::Dotted {
            return self.opens_dotted(look);
        }
        if is_open || !self.allows(look) || self.before == Before::Loose && !look.is_firm
        {
            return None;
        }
        let value = label.number.value();
        let last = self.last.get(label.scheme as usize).copied().flatten();
        let goes_on = last.is_some_and(|last| value == last.value() + 1)
            && (label.scheme.is_named() || self.before == Before::Heading);
        let is_later = label.scheme.is_named()
            && look.is_firm
            && last.is_none_or(|last| value > last.value());
        (value == 1 || goes_on || is_later).then(|| self.depth_for(label.scheme))
    }

    fn opens_dotted(&self, look: &Look) -> Option<usize> {
        let number = &look.label.number;
        if !self.allows(look) || number.value() != 1 {
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
    fn restarts(&self, look: &Look) -> Option<usize> {
        let scheme = look.label.scheme;
        if look.label.number.parts() != [1] || !look.is_firm && scheme < Scheme::Letter {
            return None;
        }
        let same = |open: &&Open| open.scheme == scheme;
        let at = self.stack.iter().rposition(|open| open.scheme == scheme)?;
        match self.before {
            Before::LeadIn if !scheme.is_named() => {
                (self.stack.iter().filter(same).count() < MAX_SAME)
                    .then_some(self.stack.len())
            }
            Before::Subhead | Before::Heading if look.is_supported => Some(at),
            Before::Finished if scheme.is_named() && look.is_supported => Some(at),
            _ => None,
        }
    }

    /// Whether the line before lets a label follow.
    fn allows(&self, look: &Look) -> bool {
        let is_small = matches!(look.label.scheme, Scheme::Letter | Scheme::Bracket);
        match self.before {
            Before::Cut => false,
            Before::Loose => look.is_firm || is_small,
            _ => true,
        }
    }

    /// How many open units stay open when a sequence of `scheme` opens.
    fn depth_for(&self, scheme: Scheme) -> usize {
        let closes = |open: &Open| match scheme {
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
    fn open(
        &mut self,
        tree: &mut Tree,
        manuscript: &Manuscript,
        at: usize,
        (depth, label): (usize, Label),
    ) -> usize {
        self.stack.truncate(depth);
        let Some(line) = self.lines.get(at) else { return 1 };
        let label_at = |place: usize| {
            self.readings.get(place).and_then(|[first, second]| first.or(*second))
        };
        let heading = heading::read(
            manuscript,
            self.lines,
            &heading::At { line: at, label: &label, reading: &label_at },
        );
        let above = self.stack.last();
        let parent = above.map(|open| open.unit).or(self.owner);
        let prefix_is_said = above.is_some_and(|open| {
            open.number.parts() == label.number.prefix()
                && matches!(
                    open.scheme,
                    Scheme::Arabic | Scheme::Dotted | Scheme::Bracket
                )
        });
        let printed = line.text.get(..label.printed).unwrap_or_default().trim();
        let mut node = Node::new(
            label.scheme.level(),
            &component(&label, prefix_is_said),
            line.start,
        );
        printed.clone_into(&mut node.label);
        node.title = heading.title;
        node.parent = parent;
        node.paragraphs.extend(heading.paragraph);
        let unit = tree.add(node);
        let is_heading = heading.paragraph.is_none();
        self.before = self.before_next(at + heading.n_lines - 1, is_heading);
        if let Some(last) = self.last.get_mut(label.scheme as usize) {
            *last = Some(label.number);
        }
        self.stack.push(Open {
            unit,
            scheme: label.scheme,
            number: label.number,
            is_heading,
        });
        heading.n_lines
    }

    /// Gives a line without label to the open unit; returns 1, the line.
    fn text(&mut self, tree: &mut Tree, at: usize) -> usize {
        let Some(line) = self.lines.get(at) else { return 1 };
        let open = self.stack.last().map(|open| open.unit).or(self.owner);
        let unit = open.or(self.preamble).unwrap_or_else(|| {
            let unit =
                tree.add(Node::new(ProvisionLevel::Preamble, "preamble", line.start));
            self.preamble = Some(unit);
            unit
        });
        if line.shape != Shape::Rule {
            tree.add_paragraph(unit, line.span, line.shape == Shape::Table);
        }
        self.before = before_after_text(line);
        1
    }

    fn before_next(&self, at: usize, is_heading: bool) -> Before {
        let Some(line) = self.lines.get(at) else { return Before::Heading };
        if line.text.ends_with(':') {
            Before::LeadIn
        } else if is_heading {
            Before::Heading
        } else {
            match before_after_text(line) {
                Before::Subhead => Before::Loose,
                other => other,
            }
        }
    }
}

/// A label with what its line tells.
struct Look {
    label: Label,
    is_firm: bool,
    is_supported: bool,
}

fn before_after_text(line: &Line<'_>) -> Before {
    if line.shape != Shape::Text {
        return Before::Heading;
    }
    if line.text.ends_with(':') {
        return Before::Subhead;
    }
    if line.is_complete() {
        return Before::Finished;
    }
    if line.text.ends_with(',') {
        return Before::Loose;
    }
    if line.is_open() {
        return Before::Cut;
    }
    let is_item = line.text.starts_with(['-', '+', '•', '*', '–']);
    let is_subhead = !is_item
        && begins_firmly(line.text)
        && line.n_words() <= MAX_SUBHEAD_WORDS
        && !words::opens_with(&line.lead, Role::Basis);
    if is_subhead { Before::Subhead } else { Before::Loose }
}
