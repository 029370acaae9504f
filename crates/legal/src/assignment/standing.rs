//! Whether a part of a document gives tasks or tells what is done.

use super::words::{CUES, Cue};
use crate::document::level::ProvisionLevel;
use crate::document::outline::{Outline, Provision};
use tracuu_text::layout::BlockKind;
use tracuu_text::manuscript::Manuscript;

/// Words of a title among which a word for results must stand.
const MAX_TITLE_START: usize = 5;

/// What a part does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Standing {
    /// It gives tasks.
    Tasks,
    /// It tells what is done.
    Results,
    /// Its title does not say.
    Open,
}

/// What each provision of a document does: as its title says, else as the part above.
#[derive(Debug)]
pub(super) struct Standings {
    by_provision: Vec<Standing>,
    /// That of text outside of provisions.
    whole: Standing,
}

impl Standings {
    pub(super) fn new(manuscript: &Manuscript, outline: &Outline) -> Self {
        let whole = if is_report(manuscript, outline) {
            Standing::Results
        } else {
            Standing::Open
        };
        let mut by_provision: Vec<Standing> =
            Vec::with_capacity(outline.provisions.len());
        for provision in &outline.provisions {
            let above = provision.parent.and_then(|at| by_provision.get(at).copied());
            let is_told = whole == Standing::Results;
            let own = standing(manuscript.text(), provision, is_told);
            by_provision.push(match own {
                Standing::Open => above.unwrap_or(whole),
                own => own,
            });
        }
        Self { by_provision, whole }
    }

    fn at(&self, provision: Option<usize>) -> Standing {
        provision.and_then(|at| self.by_provision.get(at).copied()).unwrap_or(self.whole)
    }

    /// Whether a provision gives tasks.
    pub(super) fn gives_tasks(&self, provision: Option<usize>) -> bool {
        self.at(provision) == Standing::Tasks
    }

    /// Whether a provision tells what is done.
    pub(super) fn tells(&self, provision: Option<usize>) -> bool {
        self.at(provision) == Standing::Results
    }
}

/// What a provision says of itself: the first telling word of its title decides. Small
/// units tell results in a report only: "Đánh giá hiện trạng rừng" is a task elsewhere.
fn standing(text: &str, provision: &Provision, is_report: bool) -> Standing {
    use ProvisionLevel::{Chapter, Part, Section, Subsection};
    let may_tell =
        is_report || matches!(provision.level, Part | Chapter | Section | Subsection);
    let found = title_standing(provision.title.of(text), may_tell);
    let is_measure = provision.is_measure.then_some(Standing::Tasks);
    found.or(is_measure).unwrap_or(Standing::Open)
}

/// The first telling word of a title.
fn title_standing(title: &str, may_tell: bool) -> Option<Standing> {
    CUES.all(&CUES.words(title)).into_iter().find_map(|found| match found.value {
        Cue::Results if may_tell && found.start < MAX_TITLE_START => {
            Some(Standing::Results)
        }
        Cue::Context | Cue::Tasks => Some(Standing::Tasks),
        _ => None,
    })
}

/// Whether a title that is no provision's says that tasks stand under it: at its start.
pub(super) fn title_gives_tasks(title: &str) -> Option<bool> {
    let words = CUES.words(title);
    CUES.starting_at(&words, 0).into_iter().find_map(|found| match found.value {
        Cue::Context | Cue::Tasks => Some(true),
        Cue::Results => Some(false),
        _ => None,
    })
}

/// Whether the head of a document names a type that tells what is done: Báo cáo.
fn is_report(manuscript: &Manuscript, outline: &Outline) -> bool {
    let head = outline.first(ProvisionLevel::Header);
    let end = head.map_or(0, |head| head.span.end);
    let lines = manuscript.blocks().iter().take_while(|block| block.span.start < end);
    let mut lines = lines.filter(|block| !matches!(block.kind, BlockKind::Table(_)));
    lines.any(|block| CUES.whole(manuscript.slice(block.span)) == Some(Cue::Report))
}
