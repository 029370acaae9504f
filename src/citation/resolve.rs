//! Resolving: which known document a mention names, or that it stays open.
//!
//! Never guesses: a mention that fits several documents is ambiguous with all of them, and
//! one that fits none is absent. Named documents and "nêu trên" are not resolved yet.

use rustc_hash::FxHashMap;

use super::identity::{Home, Identity};
use super::mention::{Citation, CitationKind};
use super::series;
use crate::document::date::DateText;
use crate::document::kind::DocumentType;

/// A document of the collection, held in full or known by citation only.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KnownDocument {
    /// Its id.
    pub id: String,
    /// What it is.
    pub identity: Identity,
    /// Its dates: more than one where those who cite it do not agree.
    pub dates: Vec<DateText>,
}

/// The known documents, ready to be asked.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    documents: Vec<KnownDocument>,
    by_number: FxHashMap<String, Vec<usize>>,
}

/// What became of a mention.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Resolution {
    /// It names this document.
    Resolved(String),
    /// It can name several: their ids in catalogue order.
    Ambiguous(Vec<String>),
    /// It names none of the collection.
    Absent,
    /// It lacks a part that its document cannot be told without, and nothing fits.
    Malformed,
}

impl Catalogue {
    /// A catalogue of these documents.
    pub fn new(documents: Vec<KnownDocument>) -> Self {
        let mut by_number: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for (index, document) in documents.iter().enumerate() {
            let number = document.identity.symbol.number.clone();
            by_number.entry(number).or_default().push(index);
        }
        Self { documents, by_number }
    }

    /// What a mention in `text` names. `own` is the id of the document that it stands in,
    /// if that is known; self mentions name it.
    pub fn resolve(
        &self,
        text: &str,
        citation: &Citation,
        home: &Home,
        own: Option<&str>,
    ) -> Resolution {
        match citation.kind {
            CitationKind::SelfReference => {
                own.map_or(Resolution::Absent, |id| Resolution::Resolved(id.to_owned()))
            }
            CitationKind::Named | CitationKind::BackReference => Resolution::Absent,
            CitationKind::Numbered => self.numbered(text, citation, home),
        }
    }

    fn numbered(&self, text: &str, citation: &Citation, home: &Home) -> Resolution {
        let identity = Identity::of(text, citation, home);
        let is_whole = identity.as_ref().is_some_and(|i| !i.symbol.issuers.is_empty());
        let candidates = citation.number.as_ref().and_then(|n| self.by_number.get(n));
        let fitting: Vec<&KnownDocument> = candidates
            .into_iter()
            .flatten()
            .filter_map(|index| self.documents.get(*index))
            .filter(|known| match &identity {
                Some(identity) if is_whole => fits(known, identity, citation.date),
                _ => fits_part(known, citation),
            })
            .collect();
        match fitting[..] {
            [] if is_whole => Resolution::Absent,
            [] => Resolution::Malformed,
            [only] => Resolution::Resolved(only.id.clone()),
            _ => one_with_date(&fitting, citation.date).unwrap_or_else(|| {
                Resolution::Ambiguous(
                    fitting.iter().map(|known| known.id.clone()).collect(),
                )
            }),
        }
    }
}

/// Whether a known document can be the one of a whole symbol.
fn fits(known: &KnownDocument, identity: &Identity, date: Option<DateText>) -> bool {
    let in_series = date.is_none_or(|date| {
        known.dates.is_empty()
            || known.dates.iter().any(|own| series::same(&identity.symbol, *own, date))
    });
    in_series && known.identity.fits(identity)
}

/// Whether a known document can be the one of a symbol cut short: type, number, and year
/// or date, as far as stated.
fn fits_part(known: &KnownDocument, citation: &Citation) -> bool {
    let stated = citation.document_type;
    let types: Vec<DocumentType> = known.identity.symbol.types();
    let type_fits = stated.is_none_or(|stated| {
        known.identity.document_type.map_or(types.contains(&stated), |own| own == stated)
    });
    let symbol = &known.identity.symbol;
    let year = citation.number_year.is_none_or(|year| symbol.year == Some(year));
    let code =
        citation.symbol.as_ref().is_none_or(|part| part.type_code == symbol.type_code);
    let date = citation.date.is_none_or(|date| {
        known.dates.is_empty() || known.dates.iter().any(|own| own.agrees(date))
    });
    type_fits && year && code && date
}

/// The only one of several whose date is the stated one.
fn one_with_date(
    fitting: &[&KnownDocument],
    date: Option<DateText>,
) -> Option<Resolution> {
    let date = date?;
    let mut dated =
        fitting.iter().filter(|known| known.dates.iter().any(|own| own.agrees(date)));
    let first = dated.next()?;
    dated.next().is_none().then(|| Resolution::Resolved(first.id.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::citation::find;
    use crate::citation::record::{CitingDocument, group};

    fn catalogue(text: &str) -> Catalogue {
        let home = Home::default();
        let citations = find::in_text(text);
        let records =
            group(&[CitingDocument { text, citations: &citations, home: &home }]);
        let known = records.into_iter().map(|record| KnownDocument {
            id: record.id,
            dates: record.dates.iter().map(|stated| stated.value).collect(),
            identity: record.identity,
        });
        Catalogue::new(known.collect())
    }

    #[track_caller]
    fn check_resolution(known: &str, mention: &str, expected: &Resolution) {
        let catalogue = catalogue(known);
        let citations = find::in_text(mention);
        let first = citations.first().expect("help: no citation was found");
        let found = catalogue.resolve(mention, first, &Home::default(), Some("own"));
        assert_eq!(&found, expected, "{mention}");
    }

    #[test]
    fn one_fitting_document_resolves_several_do_not() {
        let known = "Chỉ thị số 03-CT/TW ngày 14/5/2011; Chỉ thị số 03-CT/TW ngày 15/5/2016; \
                     Nghị định số 30/2020/NĐ-CP ngày 05/3/2020; Nghị quyết số 30-NQ/TU";
        let one = |id: &str| Resolution::Resolved(id.to_owned());
        check_resolution(
            known,
            "Chỉ thị số 03-CT/TW ngày 15/5/2016",
            &one("dang.tw.chi-thi.3.2016"),
        );
        let both =
            ["dang.tw.chi-thi.3.2011", "dang.tw.chi-thi.3.2016"].map(str::to_owned);
        check_resolution(
            known,
            "Chỉ thị số 03-CT/TW",
            &Resolution::Ambiguous(both.to_vec()),
        );
        check_resolution(known, "Nghị định 30", &one("nn.cp.nghi-dinh.30.2020"));
        check_resolution(
            known,
            "Nghị định số 30/2020/NĐ-CP",
            &one("nn.cp.nghi-dinh.30.2020"),
        );
        check_resolution(known, "Nghị định số 31/2020/NĐ-CP", &Resolution::Absent);
        check_resolution(known, "Nghị quyết 57", &Resolution::Malformed);
        check_resolution(known, "theo Nghị định này", &one("own"));
    }
}
