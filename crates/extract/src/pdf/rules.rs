//! Rules of a page, joined: programs draw the border of a table cell by cell.

use tracuu_pdf::page::Rule;

/// How far rules that are one may lie apart, across and along, in points.
const MAX_SHIFT: f64 = 1.6;
const MAX_GAP: f64 = 3.0;

/// Most rules of a page that are looked at: more make a drawing.
const MAX_RULES: usize = 20_000;

/// Most rules after joining: a table of 200 rows and 20 columns has 221.
const MAX_JOINED: usize = 2_000;

/// A rule in either direction: where it lies, and from where to where it goes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Stroke {
    pub(super) at: f64,
    pub(super) start: f64,
    pub(super) end: f64,
}

impl Stroke {
    pub(super) fn covers(&self, place: f64) -> bool {
        self.start - MAX_GAP <= place && place <= self.end + MAX_GAP
    }

    pub(super) fn length(&self) -> f64 {
        self.end - self.start
    }
}

/// The rules of a page.
#[derive(Default, Debug)]
pub(super) struct PageRules {
    pub(super) horizontal: Vec<Stroke>,
    pub(super) vertical: Vec<Stroke>,
}

impl PageRules {
    /// The rules of a page, as long as they get; none of a drawing.
    pub(super) fn new(rules: &[Rule]) -> Self {
        if rules.len() > MAX_RULES {
            return Self::default();
        }
        let (mut horizontal, mut vertical) = (Vec::new(), Vec::new());
        for rule in rules {
            match *rule {
                Rule::Horizontal { y, left, right } => {
                    horizontal.push(Stroke { at: y, start: left, end: right });
                }
                Rule::Vertical { x, top, bottom } => {
                    vertical.push(Stroke { at: x, start: top, end: bottom });
                }
            }
        }
        let (horizontal, vertical) = (join(horizontal), join(vertical));
        if horizontal.len() + vertical.len() > MAX_JOINED {
            return Self::default();
        }
        Self { horizontal, vertical }
    }
}

/// Joins pieces of one rule.
fn join(mut strokes: Vec<Stroke>) -> Vec<Stroke> {
    strokes.sort_by(|one, other| one.at.total_cmp(&other.at));
    let mut joined = Vec::new();
    // Groups of rules that lie on one line; a group is no wider than the shift.
    let mut group: Vec<Stroke> = Vec::new();
    for stroke in strokes {
        if group.first().is_some_and(|first| stroke.at - first.at > MAX_SHIFT) {
            join_group(&mut group, &mut joined);
        }
        group.push(stroke);
    }
    join_group(&mut group, &mut joined);
    joined
}

fn join_group(group: &mut Vec<Stroke>, joined: &mut Vec<Stroke>) {
    group.sort_by(|one, other| one.start.total_cmp(&other.start));
    let mut open: Option<Stroke> = None;
    for stroke in group.drain(..) {
        match &mut open {
            Some(last) if stroke.start - last.end <= MAX_GAP => {
                last.end = last.end.max(stroke.end);
            }
            _ => {
                joined.extend(open);
                open = Some(stroke);
            }
        }
    }
    joined.extend(open);
}
