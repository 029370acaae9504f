//! Resolving: which known document a mention names, or that it stays open.
//!
//! Never guesses: a mention that fits several documents is ambiguous with all of them, and
//! one that fits none is absent. What a scan damaged and what only a name tells is resolved
//! where nothing else can be meant, else its candidates are given.

use jiff::civil::Date;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::identity::{Identity, Locality};
use super::known_name;
use super::mention::{Citation, CitationKind};
use super::record::{title_key, titles_agree};
use super::series;
use super::stated::StatedMention;
use super::symbol_dates::SymbolDates;
use super::term::StatedTerm;
use crate::document::date::DateText;
use crate::document::document_type::DocumentType;
use crate::document::header::Confidence;
use tracuu_text::cancellation::checkpoint;

/// A document of the collection, held in full or known by citation only.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KnownDocument {
    /// Its id.
    pub id: String,
    /// What it is.
    pub identity: Identity,
    /// Its dates: more than one where those who cite it do not agree.
    pub dates: Vec<DateText>,
    /// Its titles, as stated anywhere.
    pub titles: Vec<String>,
}

/// The known documents, ready to be asked.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    documents: Vec<KnownDocument>,
    by_number: FxHashMap<String, Vec<usize>>,
}

/// The document that a mention stands in.
#[derive(Clone, Copy, Debug)]
pub struct Citing<'d> {
    /// Its canonical text.
    pub text: &'d str,
    /// All its mentions, as found: antecedents are among them.
    pub citations: &'d [Citation],
    /// Where it was written.
    pub home: &'d Locality,
    /// Its id, if that is known; self mentions name it.
    pub own: Option<&'d str>,
    /// When it was written, if that is known: it tells which law a name means.
    pub written: Option<Date>,
    /// The dates that it states for symbols: they hold for mentions without one.
    pub dates: &'d SymbolDates,
}

/// What the document in which a mention stands tells of what it names.
#[derive(Clone, Copy, Debug)]
pub struct CitingFacts<'d> {
    /// Where it was written.
    pub home: &'d Locality,
    /// Its id, if that is known; self mentions name it.
    pub own: Option<&'d str>,
    /// When it was written, if that is known: it tells which law a name means.
    pub written: Option<Date>,
    /// The date that its other mentions state for the symbol of this one.
    pub date: Option<DateText>,
}

/// Whether the document that a mention names is known.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ResolutionState {
    /// It names one document of the collection.
    Resolved,
    /// It can name several.
    Ambiguous,
    /// It names none of the collection.
    Absent,
    /// It lacks a part without which its document cannot be told, and nothing fits.
    Malformed,
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

impl Resolution {
    /// The document that it names.
    pub fn id(&self) -> Option<&str> {
        match self {
            Self::Resolved(id) => Some(id),
            _ => None,
        }
    }

    /// The documents that it can name, where these are several.
    pub fn candidates(&self) -> &[String] {
        match self {
            Self::Ambiguous(ids) => ids,
            _ => &[],
        }
    }

    /// The state without the ids.
    pub const fn state(&self) -> ResolutionState {
        match self {
            Self::Resolved(_) => ResolutionState::Resolved,
            Self::Ambiguous(_) => ResolutionState::Ambiguous,
            Self::Absent => ResolutionState::Absent,
            Self::Malformed => ResolutionState::Malformed,
        }
    }

    /// The name of the state on the wire and in the index.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Resolved(_) => "resolved",
            Self::Ambiguous(_) => "ambiguous",
            Self::Absent => "absent",
            Self::Malformed => "malformed",
        }
    }
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

    /// All documents, in catalogue order.
    pub fn documents(&self) -> &[KnownDocument] {
        &self.documents
    }

    /// The documents with a number, leading zeros aside, in catalogue order.
    pub fn numbered_as(&self, number: &str) -> impl Iterator<Item = &KnownDocument> {
        let places = self.by_number.get(number).into_iter().flatten();
        places.filter_map(|index| self.documents.get(*index))
    }

    /// What a mention names in its document: a reference what it takes up, a name what it
    /// means on the day of the document.
    pub fn resolve_in(&self, citing: &Citing<'_>, citation: &Citation) -> Resolution {
        checkpoint();
        let antecedent = citation.antecedent.and_then(|at| citing.citations.get(at));
        let named = antecedent.filter(|other| other.antecedent.is_none());
        let citation = named.unwrap_or(citation);
        let facts = CitingFacts {
            home: citing.home,
            own: citing.own,
            written: citing.written,
            date: citing.dates.date_of(citation),
        };
        self.resolve(&StatedMention::read(citing.text, citation), facts)
    }

    /// What a mention names that states this.
    pub fn resolve(
        &self,
        mention: &StatedMention,
        citing: CitingFacts<'_>,
    ) -> Resolution {
        match mention.kind {
            CitationKind::SelfReference => citing
                .own
                .map_or(Resolution::Absent, |id| Resolution::Resolved(id.to_owned())),
            CitationKind::BackReference => Resolution::Absent,
            CitationKind::Named => self.named(mention, citing.written),
            CitationKind::Numbered => {
                let elsewhere = citing.date.filter(|_| mention.date.is_none());
                let dated = elsewhere
                    .map(|date| self.numbered(mention, Some(date), citing.home))
                    // The date of another mention decides between documents, it makes none
                    // absent.
                    .filter(|dated| dated.id().is_some());
                dated.unwrap_or_else(|| self.numbered(mention, mention.date, citing.home))
            }
        }
    }

    /// What a name means.
    fn named(&self, mention: &StatedMention, written: Option<Date>) -> Resolution {
        let meanings = known_name::meanings_stated(mention, written);
        let found: Vec<&KnownDocument> = meanings
            .all
            .iter()
            .flat_map(|meaning| {
                let numbered = self.by_number.get(&meaning.symbol.number);
                let known = numbered.into_iter().flatten();
                let known = known.filter_map(|index| self.documents.get(*index));
                known.filter(|known| is_meant(known, meaning, mention.document_type))
            })
            .collect();
        match found[..] {
            [] => Resolution::Absent,
            [only] if meanings.are_certain && meanings.all.len() == 1 => {
                Resolution::Resolved(only.id.clone())
            }
            _ => ambiguous(&found),
        }
    }

    /// What a numbered mention of this date names.
    fn numbered(
        &self,
        mention: &StatedMention,
        date: Option<DateText>,
        home: &Locality,
    ) -> Resolution {
        let identity = Identity::from_stated(mention, home);
        let is_whole = identity.as_ref().is_some_and(|i| !i.symbol.issuers.is_empty());
        let term = mention.term;
        let candidates = mention.number.as_ref().and_then(|n| self.by_number.get(n));
        let fitting: Vec<&KnownDocument> = candidates
            .into_iter()
            .flatten()
            .filter_map(|index| self.documents.get(*index))
            .filter(|known| match &identity {
                Some(identity) if is_whole => fits(known, identity, date),
                _ => fits_part(known, mention, date),
            })
            .filter(|known| term.is_none_or(|term| may_be_of(known, term)))
            .collect();
        match fitting[..] {
            [] if is_whole => Resolution::Absent,
            [] => Resolution::Malformed,
            [only] if mention.confidence > Confidence::Weak => {
                Resolution::Resolved(only.id.clone())
            }
            _ => {
                let is_sure = mention.confidence > Confidence::Weak;
                let title = mention.title.as_deref().filter(|_| is_sure);
                let title = title.and_then(title_key);
                let place = identity.as_ref().filter(|_| is_sure);
                let evidence = Evidence { date, title, place };
                match evidence.choose(&fitting) {
                    Some(only) => Resolution::Resolved(only.id.clone()),
                    None => ambiguous(&fitting),
                }
            }
        }
    }
}

/// What decides between documents that all fit a mention. A repaired number counts only
/// where its date is the document's.
struct Evidence<'i> {
    date: Option<DateText>,
    /// In normal form.
    title: Option<String>,
    place: Option<&'i Identity>,
}

impl Evidence<'_> {
    /// The only document with the date; among those with it, or among all where none has
    /// it, the only one with the title, then the only one of the place.
    fn choose<'k>(&self, fitting: &[&'k KnownDocument]) -> Option<&'k KnownDocument> {
        let of_date =
            narrowed(fitting, |known| self.date.is_some_and(|date| known.has_date(date)));
        let of_title = narrowed(&of_date, |known| {
            self.title.as_ref().is_some_and(|title| known.has_title(title))
        });
        let at_place = narrowed(&of_title, |known| {
            let own = &known.identity.organisation;
            self.place.is_some_and(|identity| identity.organisation == *own)
        });
        let is_decided = at_place.len() < fitting.len()
            || self.date.is_some_and(|date| fitting.iter().all(|k| k.has_date(date)));
        match at_place[..] {
            [only] if is_decided => Some(only),
            _ => None,
        }
    }
}

impl KnownDocument {
    fn has_date(&self, date: DateText) -> bool {
        self.dates.iter().any(|own| own.agrees(date))
    }

    fn has_title(&self, title: &str) -> bool {
        let own = self.titles.iter().filter_map(|own| title_key(own));
        own.into_iter().any(|own| titles_agree(&own, title))
    }
}

/// Those of several documents for which something holds, all where it holds for none.
fn narrowed<'k>(
    documents: &[&'k KnownDocument],
    holds: impl Fn(&KnownDocument) -> bool,
) -> Vec<&'k KnownDocument> {
    let found: Vec<_> = documents.iter().copied().filter(|known| holds(known)).collect();
    if found.is_empty() { documents.to_vec() } else { found }
}

fn ambiguous(fitting: &[&KnownDocument]) -> Resolution {
    Resolution::Ambiguous(fitting.iter().map(|known| known.id.clone()).collect())
}

/// Whether a known document is the one that a name means.
fn is_meant(
    known: &KnownDocument,
    meaning: &known_name::NameMeaning,
    stated: Option<DocumentType>,
) -> bool {
    let issued = DateText::Day(meaning.issued);
    let date = known.dates.is_empty() || known.dates.iter().any(|d| d.agrees(issued));
    let own = known.identity.document_type;
    // "Luật Hình sự" is also said of the code.
    let types = own.zip(stated).is_none_or(|(own, stated)| {
        own == stated || own.is_cited_by_name() && stated.is_cited_by_name()
    });
    date && types && known.identity.symbol.same_work(&meaning.symbol)
}

/// Whether a known document can be the one of a whole symbol.
fn fits(known: &KnownDocument, identity: &Identity, date: Option<DateText>) -> bool {
    let in_series = date.is_none_or(|date| {
        known.dates.is_empty()
            || known.dates.iter().any(|own| series::same(&identity.symbol, *own, date))
    });
    in_series && known.identity.fits(identity)
}

/// Whether one of the dates of a known document lies in a term, or it has none.
fn may_be_of(known: &KnownDocument, term: StatedTerm) -> bool {
    let symbol = &known.identity.symbol;
    known.dates.is_empty() || known.dates.iter().any(|date| term.allows(symbol, *date))
}

/// Whether a known document can be the one of a symbol cut short: type, number, and year
/// or date, as far as stated.
fn fits_part(
    known: &KnownDocument,
    mention: &StatedMention,
    date: Option<DateText>,
) -> bool {
    let stated = mention.document_type;
    let types: Vec<DocumentType> = known.identity.symbol.types();
    let type_fits = stated.is_none_or(|stated| {
        known
            .identity
            .document_type
            .map_or(types.iter().any(|own| own.fits(stated)), |own| own.fits(stated))
    });
    let symbol = &known.identity.symbol;
    let year = mention.number_year.is_none_or(|year| symbol.year == Some(year));
    let code =
        mention.symbol.as_ref().is_none_or(|part| part.type_code == symbol.type_code);
    let date = date.is_none_or(|date| {
        known.dates.is_empty() || known.dates.iter().any(|own| own.agrees(date))
    });
    type_fits && year && code && date
}

tracuu_text::display_serde_names!(ResolutionState);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::citation::find;
    use crate::citation::record::{CitingDocument, group};

    fn catalogue(text: &str) -> Catalogue {
        let home = Locality::default();
        let citations = find::in_text(text);
        let records = group(&[CitingDocument {
            text,
            citations: &citations,
            head: None,
            home: &home,
        }]);
        let known = records.into_iter().map(|record| KnownDocument {
            id: record.id,
            dates: record.dates.iter().map(|stated| stated.value).collect(),
            titles: record.titles.into_iter().map(|stated| stated.value).collect(),
            identity: record.identity,
        });
        Catalogue::new(known.collect())
    }

    #[track_caller]
    fn check_resolution(known: &str, mention: &str, expected: &Resolution) {
        let catalogue = catalogue(known);
        let citations = find::in_text(mention);
        let first = citations.first().expect("help: no citation was found");
        let citing = CitingFacts {
            home: &Locality::default(),
            own: Some("own"),
            written: None,
            date: None,
        };
        let found = catalogue.resolve(&StatedMention::read(mention, first), citing);
        assert_eq!(&found, expected, "{mention}");
    }

    /// What the last mention of a text is, written on a day.
    #[track_caller]
    fn check_in(known: &str, text: &str, written: Option<Date>, expected: &Resolution) {
        let citations = find::in_text(text);
        let citing = Citing {
            text,
            citations: &citations,
            home: &Locality::default(),
            own: None,
            written,
            dates: &SymbolDates::new(&citations),
        };
        let last = citations.last().expect("help: no citation was found");
        assert_eq!(&catalogue(known).resolve_in(&citing, last), expected, "{text}");
    }

    #[test]
    fn references_and_names_resolve_in_their_document() {
        let one = |id: &str| Resolution::Resolved(id.to_owned());
        let known = "Nghị quyết số 57-NQ/TW ngày 22/12/2024; Nghị quyết số 57-NQ/TU; \
                     Luật số 45/2013/QH13; Luật số 31/2024/QH15";
        let plan = "Nghị quyết số 57-NQ/TW ngày 22/12/2024, nghị quyết nêu trên";
        check_in(known, plan, None, &one("dang.tw.nghi-quyet.57.2024"));
        let plan = "Nghị quyết số 57-NQ/TW ngày 22/12/2024. Nghị quyết 57";
        check_in(known, plan, None, &one("dang.tw.nghi-quyet.57.2024"));
        let law = "theo Luật Đất đai;";
        let day = |year| Some(jiff::civil::date(year, 3, 1));
        check_in(known, law, day(2015), &one("nn.qh.luat.45.2013"));
        check_in(known, law, day(2025), &one("nn.qh.luat.31.2024"));
        let both = ["nn.qh.luat.45.2013", "nn.qh.luat.31.2024"].map(str::to_owned);
        check_in(known, law, None, &Resolution::Ambiguous(both.to_vec()));
        check_in(known, "Nghị quyết nêu trên", None, &Resolution::Absent);
    }

    #[test]
    fn what_the_text_says_elsewhere_decides_between_documents() {
        let known = "Chỉ thị số 03-CT/TW ngày 14/5/2011 về tiết kiệm điện ở công sở;\n\
                     Chỉ thị số 03-CT/TW ngày 15/5/2016 về trồng rừng ven sông lớn;";
        let later = Resolution::Resolved("dang.tw.chi-thi.3.2016".to_owned());
        let dated = "Chỉ thị số 03-CT/TW ngày 15/5/2016 đã rõ. Theo Chỉ thị số 03-CT/TW";
        check_in(known, dated, None, &later);
        let titled = "Chỉ thị số 03-CT/TW về trồng rừng ven sông lớn";
        check_in(known, titled, None, &later);
    }

    #[test]
    fn a_repaired_number_resolves_only_with_its_date() {
        let known = "Nghị định số 140/2025/NĐ-CP ngày 12/6/2025";
        let id = "nn.cp.nghi-dinh.140.2025".to_owned();
        let damaged = "Nghị định số I 40/2025/NĐ-CP";
        check_in(known, damaged, None, &Resolution::Ambiguous(vec![id.clone()]));
        let dated = "Nghị định số I 40/2025/NĐ-CP ngày 12/6/2025";
        check_in(known, dated, None, &Resolution::Resolved(id));
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
