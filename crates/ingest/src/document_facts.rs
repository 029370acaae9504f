//! What linking a collection needs of a document: its head, and what its mentions say, where they
//! stand and what they do. Neither text nor layout, so that the facts of a whole collection are
//! held at once; the whole reading is fetched only where entries are made of it.
//!
//! Mentions are much alike: what they say is kept once for all documents ([`MentionForms`]).

use jiff::civil::Date;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::corpus::checksum::Checksum;
use tracuu_legal::citation::amending_clause::AmendingAction;
use tracuu_legal::citation::force;
use tracuu_legal::citation::home::StatedHome;
use tracuu_legal::citation::legal_status::StatusChange;
use tracuu_legal::citation::mention::{Citation, Pinpoint};
use tracuu_legal::citation::provision_mention::ProvisionHolder;
use tracuu_legal::citation::relation::{Party, Relation, RelationKind};
use tracuu_legal::citation::stated::StatedMention;
use tracuu_legal::document::date::DateText;
use tracuu_legal::document::document_type::DocumentType;
use tracuu_legal::document::header::{Fact, Header};
use tracuu_legal::reading::Reading;
use tracuu_text::span::Span;

/// Longest wording of a statement that is kept, in bytes.
const MAX_WORDS_BYTES: usize = 300;

/// What linking needs of a document.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(super) struct DocumentFacts {
    pub(super) head: HeadFacts,
    pub(super) home: StatedHome,
    /// The head as a mention of the document itself; `None` where it states no symbol.
    pub(super) own_form: Option<FormId>,
    /// What each mention says.
    forms: Vec<FormId>,
    /// For each mention the provision in which it begins, as an index of `paths`.
    places: Vec<Option<u32>>,
    /// The mentions that take up another one, with that one; in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    antecedents: Vec<(u32, u32)>,
    paths: Vec<String>,
    /// What the document says of its own force.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) force: Vec<ForceFacts>,
    /// What its clauses change in others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) changes: Vec<ChangeFacts>,
    /// Length of the canonical text, in bytes.
    pub(super) n_bytes: usize,
    /// Checksum of it.
    pub(super) text: String,
}

/// What the head states.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub(super) struct HeadFacts {
    pub(super) document_type: Option<DocumentType>,
    pub(super) issuer: Option<String>,
    pub(super) title: Option<String>,
    pub(super) date: Option<Date>,
}

/// Place of a form in the table of all of them.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize,
)]
#[serde(transparent)]
pub(super) struct FormId(pub(super) u32);

/// What a mention says and does, wherever it stands.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(super) struct MentionForm {
    pub(super) stated: StatedMention,
    /// The date that other mentions of its document state for its symbol.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) date: Option<DateText>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) relation: Option<RelationFacts>,
}

/// The relation in which a mention stands. Mentions at its ends are given by their distance.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(super) struct RelationFacts {
    pub(super) kind: RelationKind,
    pub(super) source: PartyFacts,
    pub(super) target: PartyFacts,
    pub(super) is_partial: bool,
    /// The words that say so, in one line.
    pub(super) cue: Option<String>,
    /// What it says of the force of its target.
    pub(super) change: Option<StatusStatement>,
}

/// An end of a relation.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(super) enum PartyFacts {
    This,
    /// So many mentions behind this one.
    Mention(i64),
    Unstated,
}

/// A statement on the force of a document.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(super) struct StatusStatement {
    pub(super) change: StatusChange,
    /// The words, in one line.
    pub(super) words: String,
    /// The provision in which they stand.
    pub(super) path: String,
}

/// A statement of a document on its own force.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(super) struct ForceFacts {
    pub(super) day: Option<Date>,
    pub(super) statement: StatusStatement,
}

/// Provisions of another document that a clause changes.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(super) struct ChangeFacts {
    /// The mention of that document.
    pub(super) mention: usize,
    pub(super) action: AmendingAction,
    pub(super) places: Vec<Pinpoint>,
    /// The provision in which the clause stands.
    pub(super) path: String,
}

/// What mentions say, each once.
#[derive(Default)]
pub(super) struct MentionForms {
    all: Vec<MentionForm>,
    /// By their form in JSON.
    by_json: FxHashMap<Box<[u8]>, FormId>,
}

impl MentionForms {
    /// The form with this JSON; `None` where it is none.
    pub(super) fn read(&mut self, json: &[u8]) -> Option<FormId> {
        if let Some(known) = self.by_json.get(json) {
            return Some(*known);
        }
        let form = serde_json::from_slice(json).ok()?;
        let id = FormId(u32::try_from(self.all.len()).ok()?);
        self.all.push(form);
        self.by_json.insert(json.into(), id);
        Some(id)
    }

    /// Gives back what only reading needs: all have been read.
    pub(super) fn seal(&mut self) {
        self.by_json = FxHashMap::default();
        self.all.shrink_to_fit();
    }

    pub(super) fn get(&self, id: FormId) -> &MentionForm {
        &self.all[id.0 as usize]
    }
}

impl DocumentFacts {
    /// The facts of a reading; each form goes to `add`, which gives its id.
    pub(super) fn new(
        reading: &Reading,
        mut add: impl FnMut(MentionForm) -> Option<FormId>,
    ) -> Option<Self> {
        let (text, header) = (reading.text(), &reading.document.header);
        let mut paths = Paths { reading, all: Vec::new() };
        let head = Citation::from_head(header);
        let own_form = match head {
            Some(head) => {
                let mut form = MentionForm::said(text, &head);
                // Also one that is put together from several places.
                form.stated.issuer =
                    header.issuer.as_ref().map(|fact| fact.value.clone());
                Some(add(form)?)
            }
            None => None,
        };
        let (mut forms, mut places) = (Vec::new(), Vec::new());
        let mut antecedents = Vec::new();
        for (index, citation) in reading.citations.iter().enumerate() {
            forms.push(add(form(reading, index, citation))?);
            places.push(paths.add(citation.span));
            if let Some(antecedent) = citation.antecedent {
                let pair = (u32::try_from(index), u32::try_from(antecedent));
                antecedents.push((pair.0.ok()?, pair.1.ok()?));
            }
        }
        Some(Self {
            head: HeadFacts::new(header),
            home: StatedHome::read(header),
            own_form,
            forms,
            places,
            antecedents,
            paths: paths.all,
            force: force_facts(reading),
            changes: change_facts(reading),
            n_bytes: text.len(),
            text: format!("{:.32}", Checksum::compute(text.as_bytes())),
        })
    }

    /// Number of mentions.
    pub(super) fn n_mentions(&self) -> usize {
        self.forms.len()
    }

    /// What each mention says.
    pub(super) fn forms(&self) -> &[FormId] {
        &self.forms
    }

    /// The mention that one takes up.
    pub(super) fn antecedent(&self, mention: usize) -> Option<usize> {
        let at = |(one, _): &(u32, u32)| *one as usize;
        let place = self.antecedents.binary_search_by_key(&mention, at).ok()?;
        Some(self.antecedents[place].1 as usize)
    }

    /// The path of the provision in which a mention begins; `None` past the body.
    pub(super) fn path(&self, mention: usize) -> Option<&str> {
        let place = (*self.places.get(mention)?)?;
        self.paths.get(place as usize).map(String::as_str)
    }

    /// Gives its forms the ids that they have in another table.
    pub(super) fn renumber(&mut self, ids: &[FormId]) -> Option<()> {
        for form in self.forms.iter_mut().chain(&mut self.own_form) {
            *form = *ids.get(form.0 as usize)?;
        }
        let n_places = self.places.len();
        (n_places == self.forms.len()).then_some(())
    }
}

impl HeadFacts {
    fn new(header: &Header) -> Self {
        fn value<T: Clone>(fact: Option<&Fact<T>>) -> Option<T> {
            fact.map(|fact| fact.value.clone())
        }
        Self {
            document_type: value(header.document_type.as_ref()),
            issuer: value(header.issuer.as_ref()),
            title: value(header.title.as_ref()),
            date: value(header.date.as_ref()),
        }
    }
}

impl MentionForm {
    /// A mention that does nothing.
    fn said(text: &str, citation: &Citation) -> Self {
        let stated = StatedMention::read(text, citation);
        Self { stated, date: None, relation: None }
    }

    /// What a mention says by which its document is known again: its symbol, else its name.
    pub(super) fn words(&self) -> String {
        let StatedMention { symbol, name, .. } = &self.stated;
        match (symbol, name) {
            (Some(symbol), _) => symbol.to_string(),
            (None, Some(name)) => tracuu_text::syllable::normal_words(name),
            (None, None) => String::new(),
        }
    }
}

impl PartyFacts {
    fn new(party: Party, own: usize) -> Self {
        match party {
            Party::This => Self::This,
            Party::Unstated => Self::Unstated,
            Party::Mention(at) => {
                let place = |at: usize| i64::try_from(at).unwrap_or(i64::MAX);
                Self::Mention(place(at) - place(own))
            }
        }
    }

    /// As an end of the relation of the mention with an index.
    pub(super) fn of(self, own: usize) -> Party {
        match self {
            Self::This => Party::This,
            Self::Unstated => Party::Unstated,
            Self::Mention(behind) => {
                let behind = isize::try_from(behind).unwrap_or(0);
                Party::Mention(own.saturating_add_signed(behind))
            }
        }
    }
}

/// The paths of provisions, each once.
struct Paths<'r> {
    reading: &'r Reading,
    all: Vec<String>,
}

impl Paths<'_> {
    fn add(&mut self, stretch: Span) -> Option<u32> {
        let path = path_at(self.reading, stretch)?;
        // Mentions come in the order of the text.
        if self.all.last().is_none_or(|last| last != path) {
            self.all.push(path.to_owned());
        }
        u32::try_from(self.all.len() - 1).ok()
    }
}

/// The path of the provision in which a stretch of the text begins; `None` past the body.
fn path_at(reading: &Reading, stretch: Span) -> Option<&str> {
    let outline = &reading.document.outline;
    outline.at(stretch.start).map(|index| outline.provisions[index].path.as_str())
}

fn in_line(text: &str, span: Span) -> String {
    span.of(text).replace('\n', " ")
}

fn form(reading: &Reading, index: usize, citation: &Citation) -> MentionForm {
    let text = reading.text();
    let relation = reading.relations.get(index).copied().flatten();
    MentionForm {
        date: reading.dates.date_of(citation).filter(|_| citation.date.is_none()),
        relation: relation.map(|relation| relation_facts(reading, index, &relation)),
        ..MentionForm::said(text, citation)
    }
}

fn relation_facts(reading: &Reading, index: usize, relation: &Relation) -> RelationFacts {
    let cue = relation.cue.unwrap_or_default();
    let change = status_change(relation).map(|change| StatusStatement {
        change,
        words: in_line(reading.text(), with_ends(reading, relation, cue)),
        path: path_at(reading, cue).unwrap_or_default().to_owned(),
    });
    RelationFacts {
        kind: relation.kind,
        source: PartyFacts::new(relation.source, index),
        target: PartyFacts::new(relation.target, index),
        is_partial: relation.is_partial,
        cue: relation.cue.map(|cue| in_line(reading.text(), cue)),
        change,
    }
}

/// The cue with the mentions at both ends, as far as that is short.
fn with_ends(reading: &Reading, relation: &Relation, cue: Span) -> Span {
    let mut span = cue;
    for party in [relation.source, relation.target] {
        let Party::Mention(index) = party else { continue };
        let wider = span.cover(reading.citations[index].span);
        if wider.len() <= MAX_WORDS_BYTES {
            span = wider;
        }
    }
    span
}

/// What a relation says of the force of its target.
fn status_change(relation: &Relation) -> Option<StatusChange> {
    Some(match relation.kind {
        RelationKind::Replaces | RelationKind::Repeals if relation.is_partial => {
            StatusChange::Amended
        }
        RelationKind::Replaces => StatusChange::Replaced,
        RelationKind::Repeals => StatusChange::Repealed,
        RelationKind::Amends => StatusChange::Amended,
        RelationKind::Corrects => StatusChange::Corrected,
        RelationKind::Suspends => StatusChange::Suspended,
        _ => return None,
    })
}

/// What a document says of its own force, its day of issue first.
fn force_facts(reading: &Reading) -> Vec<ForceFacts> {
    let text = reading.text();
    let statement = |change, span: Span| StatusStatement {
        change,
        words: in_line(text, span),
        path: path_at(reading, span).unwrap_or_default().to_owned(),
    };
    let date = reading.document.header.date.as_ref();
    let issued = date.map(|fact| ForceFacts {
        day: Some(fact.value),
        statement: statement(StatusChange::Issued, fact.span),
    });
    let clauses = force::clauses(text, &reading.citations).into_iter();
    let clauses = clauses.map(|clause| {
        let change =
            if clause.is_end { StatusChange::Expired } else { StatusChange::Entered };
        ForceFacts {
            day: clause.when.day(date.map(|fact| fact.value)),
            statement: statement(change, clause.span),
        }
    });
    issued.into_iter().chain(clauses).collect()
}

/// What the clauses of a document change in others.
fn change_facts(reading: &Reading) -> Vec<ChangeFacts> {
    let provisions = reading.provisions().into_iter();
    let changes = provisions.filter_map(|mention| {
        let ProvisionHolder::Mention(at) = mention.holder else { return None };
        Some(ChangeFacts {
            mention: at,
            action: mention.action?,
            path: path_at(reading, mention.span).unwrap_or_default().to_owned(),
            places: mention.places,
        })
    });
    changes.collect()
}
