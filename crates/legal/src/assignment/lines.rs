//! The lines of a text as a tree: which line heads which, by their labels and provisions.

use super::standing::{Standings, title_gives_tasks};
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
    /// Whether what stands under it are tasks; `None` where the line above it decides.
    pub(super) gives_tasks: Option<bool>,
}

impl Line {
    /// Whether it ends in a colon and says that tasks follow: "yêu cầu:".
    pub(super) fn leads_in_tasks(&self, text: &str) -> bool {
        self.gives_tasks == Some(true) && ends_open(text, self.body)
    }
}

/// Whether a line ends in a colon.
pub(super) fn ends_open(text: &str, body: Span) -> bool {
    body.of(text).ends_with(':')
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
    let mut tree = LineTree { text, lines: Vec::new(), open: Vec::new() };
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
        let level = begun.and_then(|unit| level_rank(unit.level));
        line.rank = level.unwrap_or_else(|| style_rank(line.style, block.span.of(text)));
        if let Some(begun) = begun
            && !begun.title.is_empty()
            && begun.title.end <= block.span.end
        {
            line.body = Span::new(begun.title.start, block.span.end).trimmed(text);
        }
        line.may_be_heading = is_short(line.body.of(text));
        line.has_duty_word = has_duty_word(line.body.of(text));
        line.gives_tasks = gives_tasks(text, &line, level.is_some());
        tree.add(line, begun.is_some());
    }
    tree.lines
}

/// Whether a line ends like a sentence or an item of a list.
fn ends_flat(body: &str) -> bool {
    body.ends_with(['.', ';', ','])
}

/// Whether what stands under a line are tasks, by its own words: those of a line that ends in
/// a colon, and of a title that the outline does not know as one.
fn gives_tasks(text: &str, line: &Line, is_provision: bool) -> Option<bool> {
    let body = line.body.of(text);
    if ends_open(text, line.body) {
        let mut found = CUES.all(&CUES.words(body)).into_iter();
        return Some(found.any(|found| {
            matches!(found.value, Cue::Context | Cue::Charge | Cue::Ask | Cue::LeadIn)
        }));
    }
    let is_title = !is_provision
        && matches!(line.style, None | Some(LabelStyle::Roman))
        && line.may_be_heading
        && !ends_flat(body);
    if is_title { title_gives_tasks(body) } else { None }
}

/// The lines read so far, and which of them may head the next.
struct LineTree<'t> {
    text: &'t str,
    lines: Vec<Line>,
    open: Vec<OpenLine>,
}

/// A line that may head what follows.
struct OpenLine {
    at: usize,
    /// Twice its rank; odd for a line without a label, which stands just above its items.
    depth: u8,
}

impl LineTree<'_> {
    fn add(&mut self, mut line: Line, is_provision: bool) {
        self.settle_heading(line.rank);
        let depth = 2 * line.rank;
        self.close_to(depth);
        line.parent = self.open.last().map(|open| open.at);
        if let Some(above) = line.parent.and_then(|at| self.lines.get_mut(at)) {
            let has_duty = above.may_be_heading
                && above.heads < Heads::Duties
                && line.has_duty_word
                && opens_with_duty(self.text, line.body);
            let heads = if has_duty { Heads::Duties } else { Heads::Lines };
            above.heads = above.heads.max(heads);
        }
        let heads = line.style.is_some()
            || is_provision
            || line.may_be_heading
            || line.gives_tasks.is_some();
        if heads {
            self.open.push(OpenLine { at: self.lines.len(), depth });
        }
        self.lines.push(line);
    }

    /// Ends the lines that do not head what is less deep than they are.
    fn close_to(&mut self, depth: u8) {
        while self.open.last().is_some_and(|open| depth <= open.depth) {
            self.open.pop();
        }
    }

    /// Gives a line without a label, right above one of a rank, its place: above all items of
    /// that rank; where it leads in lines without labels, above all up to the next article.
    fn settle_heading(&mut self, next: u8) {
        let before = self.lines.len().checked_sub(1);
        let is_heading =
            |open: &OpenLine| Some(open.at) == before && open.depth == 2 * UNLABELLED;
        let Some(heading) = self.open.pop_if(|open| is_heading(open)) else { return };
        let Some(line) = self.lines.get_mut(heading.at) else { return };
        let is_led_in = line.leads_in_tasks(self.text);
        let mut depth = heading.depth;
        if next < UNLABELLED && !ends_flat(line.body.of(self.text)) {
            depth = (2 * next).saturating_sub(1);
            self.close_to(depth);
            if let Some(line) = self.lines.get_mut(heading.at) {
                line.parent = self.open.last().map(|open| open.at);
            }
        } else if next == UNLABELLED && is_led_in {
            depth = 2 * ARTICLE + 1;
        }
        self.open.push(OpenLine { at: heading.at, depth });
    }
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
        gives_tasks: None,
    }
}

/// Rank of a line without a label: below letters, above bullets.
const UNLABELLED: u8 = 8;
/// The rank of an article: what is smaller heads whole parts of a document.
const ARTICLE: u8 = 3;

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
