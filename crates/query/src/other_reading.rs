//! Other readings of a question: one that is better than the words suggest, a weaker one
//! where too little is found, and the very words.

use super::answer::{Answer, QueryInterpretation};
use super::filter::OperatorFilter;
use super::free_text::FreeText;
use super::resolver::whole_name;
use super::search::Searcher;
use super::view::HitView;
use super::weaker::{lacks_words, weaker, within_instead};
use crate::parsed::part::{PartRole, QueryPart};
use crate::parsed::query::{DocumentQuery, HitKindFilter, ParsedQuery};
use tracuu_index::entry::EntryKind;
use tracuu_index::error::ReadError;
use tracuu_index::plan::Plan;
use tracuu_index::reader::of_kind;
use tracuu_print::messages::spoken;
use tracuu_text::one_line::one_line;
use tracuu_text::span::Span;

impl Searcher {
    /// What the collection makes of a question, where it is better than how the words read.
    pub(crate) fn better_reading(
        &self,
        query: &ParsedQuery,
    ) -> Result<Option<ParsedQuery>, ReadError> {
        match whole_name(&self.directory, query)? {
            Some(name) => Ok(Some(name)),
            None => self.who_inside(query),
        }
    }

    /// "ai theo dõi Chương trình …": whoever the document itself says, where it says who does
    /// what.
    fn who_inside(&self, query: &ParsedQuery) -> Result<Option<ParsedQuery>, ReadError> {
        let is_open = query.who.is_some() && query.place.is_none();
        let Some(inside) = within_instead(query).filter(|_| is_open) else {
            return Ok(None);
        };
        let Some(within) = &inside.within else { return Ok(None) };
        let documents = self.directory.documents(within)?;
        let tasks = of_kind(EntryKind::Assignment);
        let n_tasks = self.collection().count(&Plan::all([tasks, documents.inside()]))?;
        Ok((n_tasks > 0).then_some(inside))
    }

    /// The answer of another reading of a question that finds too little as it was read; `None`
    /// where none finds anything.
    pub(crate) fn other_reading(
        &self,
        query: &ParsedQuery,
        echo: &QueryInterpretation,
        view: HitView,
        filter: &OperatorFilter,
    ) -> Result<Option<Answer>, ReadError> {
        if let Some(weaker) = weaker(query) {
            let answer = self.answer(&weaker, view)?;
            if answer.total.value() > 0 {
                return Ok(Some(answer));
            }
        }
        if lacks_words(query, &echo.understood) {
            return Ok(None);
        }
        self.said_answer(query, echo, view, filter)
    }

    /// The places that say in these very words what was read as a document or a time and is
    /// none here: "Đề án 06", "tháng 8/2024". `None` where no text says so.
    fn said_answer(
        &self,
        query: &ParsedQuery,
        echo: &QueryInterpretation,
        view: HitView,
        filter: &OperatorFilter,
    ) -> Result<Option<Answer>, ReadError> {
        let documents = query.documents.as_ref();
        // "Tỉnh ủy chủ trì" is short; in a longer question the order of words counts less.
        let is_of_bodies = !query.performers.is_empty()
            && query.hit_kind == HitKindFilter::Anything
            && !FreeText::new(&query.text).is_sentence();
        let is_plain = (query.performers.is_empty() || documents.is_none())
            && query.performers.iter().all(|one| !one.is_denied)
            && query.relation.is_none()
            && query.deadline.is_none()
            && query.denied.is_none();
        let may_be = is_of_bodies || documents.is_some_and(DocumentQuery::may_be_said);
        if !is_plain || !may_be {
            return Ok(None);
        }
        let is_read = |part: &QueryPart| {
            matches!(
                part.role,
                PartRole::Type
                    | PartRole::Cites
                    | PartRole::Date
                    | PartRole::Lead
                    | PartRole::Coordinating
                    | PartRole::Agency
            )
        };
        let read: Vec<&QueryPart> =
            echo.understood.iter().filter(|part| is_read(part)).collect();
        let starts = read.iter().filter_map(|part| part.at);
        let ends = read.iter().filter_map(|part| Some(part.at? + part.text.len()));
        let (Some(start), Some(end)) = (starts.min(), ends.max()) else {
            return Ok(None);
        };
        // "Tỉnh ủy chủ trì": what a body does stands beside its name.
        let said = if is_of_bodies {
            one_line(&query.text)
        } else {
            one_line(Span::new(start, end).of(&query.text))
        };
        for words in said_forms(&said) {
            let mut filter = filter.clone();
            filter.add_phrase(&words);
            let plain = ParsedQuery {
                hit_kind: HitKindFilter::Anything,
                documents: None,
                performers: Vec::new(),
                ..query.clone()
            };
            let mut echo = echo.clone();
            echo.dropped = echo.understood.extract_if(.., |part| is_read(part)).collect();
            let mut answer = self.text_answer(&plain, echo, view, &filter)?.answer;
            if answer.total.value() > 0 {
                answer.query.summary = spoken().query_said(&words);
                return Ok(Some(answer));
            }
        }
        Ok(None)
    }
}

/// Words as typed, and with their last number written with two digits or without the zero:
/// "đề án 6", "đề án 06".
fn said_forms(said: &str) -> Vec<String> {
    let mut forms = vec![said.to_owned()];
    let (before, last) = said.rsplit_once(' ').unwrap_or(("", said));
    if last.bytes().all(|digit| digit.is_ascii_digit()) {
        let other = match last.strip_prefix('0') {
            Some(rest) if !rest.is_empty() => rest.to_owned(),
            _ => format!("0{last}"),
        };
        forms.extend(
            (last.len() < 3).then(|| format!("{before} {other}").trim().to_owned()),
        );
    }
    forms
}
