//! Answering with a search of the text: the words that no structure has used.

use super::answer::{Answer, Hit, QueryInterpretation};
use super::filter::OperatorFilter;
use super::free_text::{FreeText, limited_terms};
use super::hit::{merged, text_hit};
use super::joined_form::joined_forms;
use super::plan::units::units_of;
use super::ranking::rank::{RankedPage, RankedSearch, matching};
use super::ranking::relaxed::ranked;
use super::ranking::score::Features;
use super::ranking::terms::RankingTerms;
use super::search::Searcher;
use super::suggestion;
use super::view::HitView;
use crate::parsed::part::{PartRole, QueryPart};
use crate::parsed::query::{HitKindFilter, ParsedQuery};
use crate::print::remove_part::gaps;
use crate::print::summary;
use crate::read::token::type_at_start;
use tracuu_analysis::term::{self, Field as Terms};
use tracuu_index::entry::{EntryKind, Record};
use tracuu_index::error::ReadError;
use tracuu_index::plan::{Field, Plan};
use tracuu_index::reader::{Collection, of_documents, of_kind};
use tracuu_index::total::Total;
use tracuu_print::messages::spoken;
use tracuu_text::one_line::one_line;
use tracuu_text::span::Span;
use tracuu_text::words::{Word, words};

impl Searcher {
    /// Searches the text of all entries, or of the kind that is asked for.
    pub(crate) fn text_answer(
        &self,
        query: &ParsedQuery,
        mut echo: QueryInterpretation,
        view: HitView,
        filter: &OperatorFilter,
    ) -> Result<TextAnswer, ReadError> {
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
        echo_words(&mut echo, query, &text);
        if words.is_empty() && filter.is_empty() {
            let answer = Answer { query: echo, ..Answer::default() };
            return Ok(TextAnswer { answer, is_partial: false });
        }
        let ranking = joined_forms(self.collection(), &ranking_text(query))?;
        let terms = RankingTerms::new(&ranking.text);
        let words = if ranking.is_changed { FreeText::new(&ranking.text) } else { words };
        let mut search = TextSearch { terms, hit_kind: query.hit_kind, filter };
        let found = self.text_page(query, &search, view)?;
        if !found.missing.is_empty() {
            search.terms.required.retain(|word| !found.missing.contains(&word.text));
            echo.summary =
                spoken().query_missing(&echo.summary, found.missing.join(", "));
        }
        if found.is_partial {
            echo.summary = spoken().query_nearest(&echo.summary);
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
        let unquoted = suggestion::unquoted(query).into_iter();
        let is_plain = filter.is_empty();
        let apart = suggestion::apart(&found.apart).filter(|_| is_plain);
        let suggestions = unquoted.chain(apart).filter(|_| is_nothing).collect();
        let total =
            Total::new(found.total.value(), found.total.is_exact() && !filter.is_cut());
        let answer =
            Answer { query: echo, total, hits, suggestions, ..Answer::default() };
        let answer = self.with_facets(answer, view, &search.matching())?;
        Ok(TextAnswer { answer, is_partial: found.is_partial })
    }

    /// One page of text hits: ranked by words; in another order, or where there are no
    /// words, all that fits.
    fn text_page(
        &self,
        query: &ParsedQuery,
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
            return Ok(TextPage::plain(items, total));
        }
        if search.terms.is_empty() {
            let found = self.collection().best(&search.matching(), view.page)?;
            let plain = |(score, record)| TextHit::plain(score, record);
            let items = found.items.into_iter().map(plain).collect();
            return Ok(TextPage::plain(items, Total::Exact(found.total)));
        }
        let narrowed = &|plan| search.narrowed(plan);
        let collection = self.collection();
        let preferred = preferred(collection, query)?;
        let preferred = preferred.as_ref();
        let ranked_search = RankedSearch { collection, narrowed, preferred };
        let RankedPage { items, total, missing, is_partial, apart } =
            ranked(&ranked_search, &search.terms, view.page)?;
        let items = items.iter().map(|ranking| {
            Ok(TextHit {
                score: ranking.score,
                features: Some(ranking.features),
                record: collection.record_at(ranking.entry)?,
            })
        });
        let items = items.collect::<Result<_, ReadError>>()?;
        Ok(TextPage { items, total, missing, is_partial, apart })
    }
}

/// Records that a text is searched, and nothing else of the question counts but operators and
/// a kind of hit.
fn echo_words(echo: &mut QueryInterpretation, query: &ParsedQuery, text: &str) {
    text.clone_into(&mut echo.free_text);
    // Hits stand in these documents, whatever the words are.
    let is_within = query.within.is_some() && query.documents.is_none();
    let narrows = |part: &QueryPart| match part.role {
        PartRole::Kind => true,
        PartRole::Within | PartRole::Type => is_within || part.is_operator,
        _ => part.is_operator,
    };
    echo.understood.retain(narrows);
    if !(text.is_empty() && echo.understood.iter().any(|part| part.is_operator)) {
        let mut others: Vec<Span> =
            echo.understood.iter().flat_map(|part| part.places.clone()).collect();
        others.sort_unstable();
        echo.understood.push(QueryPart {
            text: text.to_owned(),
            places: gaps(&others, query.repaired.len()),
            ..QueryPart::new(PartRole::Text, text)
        });
    }
    let line = summary::text_line(text);
    let within = query.within.as_ref().filter(|_| is_within);
    let line = summary::with_within(line, within);
    echo.summary = summary::with_operators(line, &query.operators);
}

/// The answer of a search of the text.
pub(crate) struct TextAnswer {
    pub(crate) answer: Answer,
    /// Whether no entry has enough of the words, and the hits are the nearest.
    pub(crate) is_partial: bool,
}

/// What the words before a subject ask for without saying that nothing else counts: "nhiệm
/// vụ du lịch" tasks, "nghị quyết về du lịch" documents of the type that are called so.
/// `None` where there is nothing of the kind.
fn preferred(
    collection: &Collection,
    query: &ParsedQuery,
) -> Result<Option<Plan>, ReadError> {
    if query.prefers_tasks {
        let kinds = [EntryKind::Measure, EntryKind::Assignment];
        return Ok(Some(Plan::some(kinds.map(of_kind))));
    }
    let Some(name) = query.name.map(|span| span.of(&query.text)) else { return Ok(None) };
    let words: Vec<Word<'_>> = words(name).collect();
    let Some((n_words, types)) = type_at_start(name, &words) else { return Ok(None) };
    let Some(subject) = words.get(n_words) else { return Ok(None) };
    let subject = name.get(subject.span.start..).unwrap_or_default();
    let subject = limited_terms(subject, Terms::Word);
    let subject = subject.iter().filter(|word| !word.is_function);
    let subject: Vec<Plan> = subject
        .flat_map(|word| term::syllables(&word.text))
        .map(|syllable| Plan::term(Field::Heading, syllable))
        .collect();
    if subject.is_empty() {
        return Ok(None);
    }
    let types = types.iter().map(|kind| kind.id().to_owned());
    let of_type = Plan::all([of_documents(), Plan::any_of(Field::Type, types)]);
    let plan = Plan::all(subject.into_iter().chain([of_type]));
    Ok((collection.count(&plan)? > 0).then_some(plan))
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
    /// Whether these are the nearest, and none has enough.
    is_partial: bool,
    /// Words that stand in no entry together.
    apart: Vec<String>,
}

impl TextPage {
    /// A page that no words have ranked.
    fn plain(items: Vec<TextHit>, total: Total) -> Self {
        Self { items, total, missing: Vec::new(), is_partial: false, apart: Vec::new() }
    }
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
    if query.hit_kind == HitKindFilter::Anything && !query.prefers_tasks {
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
