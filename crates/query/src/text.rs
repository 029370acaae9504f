//! Answering with a search of the text: the words that no structure has used.

use super::answer::{Answer, Hit, QueryInterpretation};
use super::filter::OperatorFilter;
use super::free_text::FreeText;
use super::hit::{merged, text_hit};
use super::joined_form::joined_forms;
use super::plan::units::units_of;
use super::ranking::rank::{matching, ranked};
use super::ranking::score::Features;
use super::ranking::terms::RankingTerms;
use super::search::Searcher;
use super::suggestion;
use super::view::HitView;
use crate::parsed::part::{PartRole, QueryPart};
use crate::parsed::query::{HitKindFilter, ParsedQuery};
use crate::print::remove_part::gaps;
use crate::print::summary;
use tracuu_index::entry::{EntryKind, Record};
use tracuu_index::error::ReadError;
use tracuu_index::plan::{Field, Plan};
use tracuu_index::reader::of_kind;
use tracuu_index::total::Total;
use tracuu_print::messages::VIETNAMESE;
use tracuu_text::one_line::one_line;
use tracuu_text::span::Span;

impl Searcher {
    /// Searches the text of all entries, or of the kind that is asked for.
    pub(crate) fn text_answer(
        &self,
        query: &ParsedQuery,
        mut echo: QueryInterpretation,
        view: HitView,
        filter: &OperatorFilter,
    ) -> Result<Answer, ReadError> {
        let mut text = whole_text(query);
        let mut words = FreeText::new(&text);
        let is_sentence = words.is_sentence();
        let relaxed = is_sentence.then(|| filter.without_phrases());
        let filter = relaxed.as_ref().unwrap_or(filter);
        if is_sentence && query.with_phrases != query.text {
            text = one_line(&ranking_text(query));
            words = FreeText::new(&text);
            echo.understood.retain(|part| part.role != PartRole::Phrase || part.excluded);
        }
        echo.free_text.clone_from(&text);
        echo.understood.retain(|part| part.role == PartRole::Kind || part.is_operator);
        if !(text.is_empty() && echo.understood.iter().any(|part| part.is_operator)) {
            let mut others: Vec<Span> =
                echo.understood.iter().flat_map(|part| part.places.clone()).collect();
            others.sort_unstable();
            echo.understood.push(QueryPart {
                text: text.clone(),
                places: gaps(&others, query.repaired.len()),
                ..QueryPart::new(PartRole::Text, text.clone())
            });
        }
        echo.summary =
            summary::with_operators(summary::text_line(&text), &query.operators);
        if words.is_empty() && filter.is_empty() {
            return Ok(Answer { query: echo, ..Answer::default() });
        }
        let ranking = joined_forms(self.collection(), &ranking_text(query))?;
        let terms = RankingTerms::new(&ranking.text);
        let words = if ranking.is_changed { FreeText::new(&ranking.text) } else { words };
        let mut search = TextSearch { terms, hit_kind: query.hit_kind, filter };
        let found = self.text_page(&search, view)?;
        if !found.missing.is_empty() {
            search.terms.required.retain(|word| !found.missing.contains(&word.text));
            echo.summary =
                VIETNAMESE.query_missing(&echo.summary, found.missing.join(", "));
        }
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
                let reasons = reasons.map_or_else(Vec::new, |one| one.present());
                Some(Hit { reasons, ..hit })
            })
            .collect();
        let is_nothing = hits.is_empty() && view.page.offset == 0;
        let suggestions = suggestion::unquoted(query).filter(|_| is_nothing);
        let suggestions = suggestions.into_iter().collect();
        let total =
            Total::new(found.total.value(), found.total.is_exact() && !filter.is_cut());
        let answer =
            Answer { query: echo, total, hits, suggestions, ..Answer::default() };
        self.with_facets(answer, view, &search.matching())
    }

    /// One page of text hits: ranked by words; in another order, or where there are no
    /// words, all that fits.
    fn text_page(
        &self,
        search: &TextSearch<'_>,
        view: HitView,
    ) -> Result<TextPage, ReadError> {
        if let Some(key) = view.sort.key() {
            let listed =
                self.collection().listed_by(&search.matching(), key, view.page)?;
            let items =
                listed.items.into_iter().map(|record| TextHit::plain(0.0, record));
            let items = items.collect();
            let total = Total::Exact(listed.total);
            return Ok(TextPage { items, total, missing: Vec::new() });
        }
        if search.terms.is_empty() {
            let found = self.collection().best(&search.matching(), view.page)?;
            let plain = |(score, record)| TextHit::plain(score, record);
            let items = found.items.into_iter().map(plain).collect();
            let total = Total::Exact(found.total);
            return Ok(TextPage { items, total, missing: Vec::new() });
        }
        let narrowed = |plan| search.narrowed(plan);
        let ranked = ranked(self.collection(), &search.terms, narrowed, view.page)?;
        let items = ranked.items.iter().map(|ranking| {
            Ok(TextHit {
                score: ranking.score,
                features: Some(ranking.features),
                record: self.collection().record_at(ranking.entry)?,
            })
        });
        Ok(TextPage {
            items: items.collect::<Result<_, ReadError>>()?,
            total: ranked.total,
            missing: ranked.missing,
        })
    }
}

/// A search of the text.
struct TextSearch<'f> {
    terms: RankingTerms,
    hit_kind: HitKindFilter,
    filter: &'f OperatorFilter,
}

impl TextSearch<'_> {
    /// A plan, narrowed to the kind that is asked for and by the operators. A plan that
    /// nothing narrows stays flat, which the engine is fast at.
    fn narrowed(&self, plan: Plan) -> Plan {
        let kinds = match self.hit_kind {
            HitKindFilter::Measures | HitKindFilter::Units => units_of(self.hit_kind),
            HitKindFilter::Documents => of_kind(EntryKind::Document),
            HitKindFilter::Assignments => of_kind(EntryKind::Assignment),
            HitKindFilter::Anything => return self.filter.apply(plan),
        };
        self.filter.apply(Plan::all([plan, Plan::Const(Box::new(kinds), 0.0)]))
    }

    /// All entries that are found, unranked.
    fn matching(&self) -> Plan {
        if !self.terms.is_empty() {
            return self.narrowed(matching(&self.terms));
        }
        let any = EntryKind::hits().map(|kind| kind.name().to_owned());
        self.narrowed(Plan::Const(Box::new(Plan::any_of(Field::Kind, any)), 0.0))
    }
}

/// One page of records with their scores.
struct TextPage {
    items: Vec<TextHit>,
    total: Total,
    /// Words that stand nowhere.
    missing: Vec<String>,
}

/// A record with its score, and what this is made of where words have ranked it.
struct TextHit {
    score: f32,
    features: Option<Features>,
    record: Record,
}

impl TextHit {
    fn plain(score: f32, record: Record) -> Self {
        Self { score, features: None, record }
    }
}

/// The text to rank by: that which is searched, and the phrases that are wanted. Words
/// that ask are left in: they tell that the meaning of a term is asked for.
pub(crate) fn ranking_text(query: &ParsedQuery) -> String {
    if query.hit_kind == HitKindFilter::Anything {
        return query.with_phrases.clone();
    }
    whole_text(query)
}

/// The words of a query that is searched as text: from the first word that carries a
/// subject to the last; all of it where no word does ("la" may be "lá" as well as "là").
fn whole_text(query: &ParsedQuery) -> String {
    let performers = query.performers.iter().map(|performer| performer.span);
    let all = query.free.iter().copied().chain(performers).reduce(Span::cover);
    all.map_or_else(|| one_line(&query.text), |span| one_line(span.of(&query.text)))
}
