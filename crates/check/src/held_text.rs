//! The words of a held document, by place, as the collection keeps them.

use std::cell::OnceCell;

use tracuu_index::error::ReadError;
use tracuu_index::reader::{Collection, MAX_PAGE, Page};
use tracuu_index::record::{OutlineEntry, Unit};
use tracuu_legal::citation::mention::Pinpoint;
use tracuu_text::words::{Word, words as text_words};

/// The units of a held document, in its order.
#[derive(Debug, Default)]
pub(super) struct HeldText {
    pub(super) units: Vec<Unit>,
    /// All of it, put together when it is first asked for.
    whole: OnceCell<Passage>,
}

/// A stretch of text with its words.
#[derive(Debug)]
pub(super) struct Passage {
    pub(super) text: String,
    /// In order; their places count from the start of the stretch.
    pub(super) words: Vec<Word<'static>>,
}

impl Passage {
    pub(super) fn new(text: String) -> Self {
        let owned = |Word { span, normal }: Word<'_>| Word {
            span,
            normal: normal.into_owned().into(),
        };
        let words = text_words(&text).map(owned).collect();
        Self { text, words }
    }

    /// Whether it has these words in this order, side by side.
    pub(super) fn holds(&self, wanted: &[Word<'_>]) -> bool {
        let is_here = |window: &[Word<'_>]| {
            window.iter().zip(wanted).all(|(one, other)| one.normal == other.normal)
        };
        wanted.is_empty() || self.words.windows(wanted.len()).any(is_here)
    }
}

impl HeldText {
    /// All units of a document; empty where it is not held.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub(super) fn read(collection: &Collection, id: &str) -> Result<Self, ReadError> {
        let mut units = Vec::new();
        loop {
            let page = Page { offset: units.len(), limit: MAX_PAGE };
            let listing = collection.units_of(id, page)?;
            let is_last = listing.items.is_empty();
            units.extend(listing.items);
            if is_last || units.len() >= listing.total {
                units.sort_by_key(|unit| unit.start);
                return Ok(Self { units, whole: OnceCell::new() });
            }
        }
    }

    /// The text between two places of the canonical text, as far as it is kept.
    pub(super) fn between(&self, start: usize, end: usize) -> Passage {
        let mut out = String::new();
        let mut at = start;
        for unit in &self.units {
            let from = at.max(unit.start).saturating_sub(unit.start);
            let to = end.saturating_sub(unit.start).min(unit.text.len());
            if let Some(part) = unit.text.get(from..to).filter(|part| !part.is_empty()) {
                out.push_str(part);
                out.push('\n');
                at = unit.start + to;
            }
        }
        Passage::new(out)
    }

    /// All of it.
    pub(super) fn whole(&self) -> &Passage {
        self.whole.get_or_init(|| self.between(0, usize::MAX))
    }
}

/// The line of a provision tree that a pinpoint names; `None` where it cannot be told.
pub(super) fn entry<'o>(
    outline: &'o [OutlineEntry],
    pin: &Pinpoint,
) -> Option<&'o OutlineEntry> {
    let article = pin.article.as_deref()?.to_ascii_lowercase();
    let steps = [pin.clause.as_deref(), pin.point.as_deref()];
    let wanted = steps
        .into_iter()
        .flatten()
        .fold(format!("dieu-{article}"), |path, step| format!("{path}.{step}"));
    let mut found = outline.iter().filter(|entry| {
        let before = entry.path.strip_suffix(&wanted);
        before.is_some_and(|before| before.is_empty() || before.ends_with('.'))
    });
    // An article of the same number may stand in what a document issues with itself.
    let first = found.next()?;
    found.next().is_none().then_some(first)
}
