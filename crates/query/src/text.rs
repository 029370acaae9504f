//! Answering with a search of the text: the words that no structure has used.

use super::answer::{Answer, Hit, Part, QueryEcho, Total};
use super::filter::Filter;
use super::free_text::FreeText;
use super::hit::{merged, text_hit};
use super::ranking::rank::{matching, ranked};
use super::ranking::score::Features;
use super::ranking::terms::Terms;
use super::search::{Searcher, View};
use super::structure::units_asked;
use super::suggestion;
use crate::parsed::query::{Asked, Understanding};
use crate::print::remove_part::gaps;
use crate::print::summary;
use crate::read::parse::spaced;
use tracuu_index::entry::{EntryKind, Record};
use tracuu_index::error::ReadError;
use tracuu_index::plan::{Field, Plan};
use tracuu_index::reader::of_kind;
use tracuu_text::span::Span;

impl Searcher {
    /// Searches the text of all entries, or of the kind that is asked for.
    pub(crate) fn text_answer(
        &self,
        asked: &Understanding,
        mut echo: QueryEcho,
        (view, filter): (View, &Filter),
    ) -> Result<Answer, ReadError> {
        let mut text = whole_text(asked);
        let mut words = FreeText::new(&text);
        let is_sentence = words.is_sentence();
        let relaxed = is_sentence.then(|| filter.without_phrases());
        let filter = relaxed.as_ref().unwrap_or(filter);
        if is_sentence && asked.with_phrases != asked.text {
            text = spaced(&ranking_text(asked));
            words = FreeText::new(&text);
            echo.understood.retain(|part| part.role != "phrase" || part.excluded);
        }
        echo.free_text.clone_from(&text);
        echo.understood.retain(|part| part.role == "kind" || part.is_operator);
        if !(text.is_empty() && echo.understood.iter().any(|part| part.is_operator)) {
            let mut others: Vec<Span> =
                echo.understood.iter().flat_map(|part| part.places.clone()).collect();
            others.sort_unstable();
            echo.understood.push(Part {
                role: "text",
                value: text.clone(),
                text: text.clone(),
                places: gaps(&others, asked.repaired.len()),
                ..Part::default()
            });
        }
        echo.summary = summary::with_operators(summary::of_text(&text), &asked.operators);
        if words.is_empty() && filter.is_empty() {
            let total = Total { value: 0, exact: true };
            return Ok(Answer { query: echo, total, ..Answer::default() });
        }
        let terms = Terms::new(&ranking_text(asked));
        let search = TextSearch { terms, asked: asked.asked, filter };
        let found = self.text_page(&search, view)?;
        let marks = |text: &str| {
            let mut spans = words.marks(text);
            spans.extend(filter.marks(text));
            merged(spans)
        };
        let hits: Vec<Hit> = found
            .items
            .iter()
            .filter_map(|item| {
                let hit = text_hit(&item.record, &marks, item.score)?;
                let reasons = item.features.filter(|_| view.explain);
                let reasons = reasons.map(|features| features.reasons());
                Some(Hit { reasons: reasons.unwrap_or_default(), ..hit })
            })
            .collect();
        let suggestions = if hits.is_empty() && view.page.offset == 0 {
            suggestion::unquoted(asked).into_iter().collect()
        } else {
            Vec::new()
        };
        let total = Total { value: found.total, exact: found.is_exact };
        let answer =
            Answer { query: echo, total, hits, suggestions, ..Answer::default() };
        self.with_facets(answer, view, &search.matching())
    }

    /// One page of text hits: ranked by words; in another order, or where there are no
    /// words, all that fits.
    fn text_page(
        &self,
        search: &TextSearch<'_>,
        view: View,
    ) -> Result<TextPage, ReadError> {
        if let Some(key) = view.sort.key() {
            let listed = self.collection.listed_by(&search.matching(), key, view.page)?;
            let items = listed.items.into_iter().map(|record| Item::plain(0.0, record));
            let items = items.collect();
            return Ok(TextPage { items, total: listed.total, is_exact: true });
        }
        if search.terms.is_empty() {
            let found = self.collection.best(&search.matching(), view.page)?;
            let plain = |(score, record)| Item::plain(score, record);
            let items = found.items.into_iter().map(plain).collect();
            let total = found.total;
            return Ok(TextPage { items, total, is_exact: true });
        }
        let narrowed = |plan| search.narrowed(plan);
        let ranked = ranked(&self.collection, &search.terms, narrowed, view.page)?;
        let items = ranked.items.iter().map(|ranking| {
            Ok(Item {
                score: ranking.score,
                features: Some(ranking.features),
                record: self.collection.record_at(ranking.entry)?,
            })
        });
        Ok(TextPage {
            items: items.collect::<Result<_, ReadError>>()?,
            total: ranked.total,
            is_exact: ranked.is_exact,
        })
    }
}

/// A search of the text.
struct TextSearch<'f> {
    terms: Terms,
    asked: Asked,
    filter: &'f Filter,
}

impl TextSearch<'_> {
    /// A plan, narrowed to the kind that is asked for and by the operators. A plan that
    /// nothing narrows stays flat, which the engine is fast at.
    fn narrowed(&self, plan: Plan) -> Plan {
        let kinds = match self.asked {
            Asked::Measures | Asked::Units => units_asked(self.asked),
            Asked::Documents => of_kind(EntryKind::Document),
            Asked::Anything => return self.filter.of(plan),
        };
        self.filter.of(Plan::all([plan, Plan::Const(Box::new(kinds), 0.0)]))
    }

    /// All entries that are found, unranked.
    fn matching(&self) -> Plan {
        if !self.terms.is_empty() {
            return self.narrowed(matching(&self.terms));
        }
        let kinds = [
            EntryKind::Document,
            EntryKind::Measure,
            EntryKind::Provision,
            EntryKind::Assignment,
        ];
        let any = kinds.map(|kind| kind.name().to_owned());
        self.narrowed(Plan::Const(Box::new(Plan::any_of(Field::Kind, any)), 0.0))
    }
}

/// One page of records with their scores.
struct TextPage {
    items: Vec<Item>,
    total: usize,
    is_exact: bool,
}

/// A record with its score, and what this is made of where words have ranked it.
struct Item {
    score: f32,
    features: Option<Features>,
    record: Record,
}

impl Item {
    fn plain(score: f32, record: Record) -> Self {
        Self { score, features: None, record }
    }
}

/// The text to rank by: that which is searched, and the phrases that are wanted. Words
/// that ask are left in: they tell that the meaning of a term is asked for.
pub(crate) fn ranking_text(asked: &Understanding) -> String {
    if asked.asked == Asked::Anything {
        return asked.with_phrases.clone();
    }
    whole_text(asked)
}

/// The words of a query that is searched as text: from the first word that carries a
/// subject to the last; all of it where no word does ("la" may be "lá" as well as "là").
fn whole_text(asked: &Understanding) -> String {
    let performers = asked.performers.iter().map(|performer| performer.span);
    let all = asked.free.iter().copied().chain(performers).reduce(Span::cover);
    all.map_or_else(|| spaced(&asked.text), |span| spaced(span.of(&asked.text)))
}
