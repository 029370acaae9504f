//! The plan of a query: a small tree over the fields of the index, free of any engine.
//!
//! Terms are already analysed. `execute` runs a plan on tantivy; the same tree
//! can be sent to another engine with the same tokens.

use serde::{Deserialize, Serialize};

/// Declares the fields of the index: a row has the name in the schema and how the field is
/// indexed. The order of the rows is that of the schema.
macro_rules! fields {
    ($($(#[$doc:meta])* $field:ident = $name:literal, $shape:ident;)*) => {
        /// A field of the index.
        #[derive(
            Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize,
        )]
        pub enum Field {
            $($(#[$doc])* $field,)*
        }

        impl Field {
            /// All fields, in the order of the schema.
            pub const ALL: [Self; [$(Self::$field),*].len()] = [$(Self::$field),*];

            /// The name in the schema.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$field => $name,)* }
            }

            /// How the field is indexed.
            pub const fn shape(self) -> Shape {
                match self { $(Self::$field => Shape::$shape,)* }
            }
        }
    };
}

/// How a field is indexed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    /// One term as it is.
    Key,
    /// One term as it is, also in a column, to be counted and joined.
    ColumnKey,
    /// A number for ranges and order.
    Number,
    /// A number for order only.
    Rank,
    /// Terms, and which entries have them.
    Presence,
    /// Terms, and how often an entry has them.
    Frequencies,
    /// Terms with their positions.
    Positions,
}

fields! {
    /// What an entry is; see [`super::entry::EntryKind`].
    Kind = "kind", ColumnKey;
    /// Id of the entry.
    Id = "id", ColumnKey;
    /// The group of entries with which it is written and removed; see
    /// [`super::writer::Writer::add_group`].
    Group = "group", Key;
    /// Id of the document that the entry is or stands in.
    Document = "document", ColumnKey;
    /// Ids that a document had in earlier indexes, and that of the manifest.
    FormerId = "former_id", Key;
    /// Ids of a unit itself and of every unit around it.
    Within = "within", ColumnKey;
    /// Ids of the documents cited in the unit's own text.
    Cites = "cites", ColumnKey;
    /// Ids of the documents cited in the unit or a unit inside it, and the kinds of
    /// these citations: `numbered`, `named`.
    CitesWithin = "cites_within", Key;
    /// Of a held document `kind:id` for each relation and document, `cites:id` for each
    /// document that it cites, `stated:id` for those whose relations it states.
    Relation = "relation", Key;
    /// Ids of lead agencies.
    Lead = "lead", Key;
    /// Ids of coordinating agencies.
    Coordinating = "coordinating", Key;
    /// Ids of agencies in any role.
    Agency = "agency", ColumnKey;
    /// Id of a document's type.
    Type = "type", ColumnKey;
    /// Ids of the bodies that issued a document.
    Issuer = "issuer", ColumnKey;
    /// Places of a unit and of the provisions inside it; see [`super::key::place_terms`].
    Place = "place", Key;
    /// Provisions that a unit cites; see [`super::key::cited_place_terms`].
    CitesPlace = "cites_place", Key;
    /// Number in a document's symbol, without leading zeros; of a unit, its last number.
    Number = "number", Key;
    /// Year inside a document's symbol.
    SymbolYear = "symbol_year", Key;
    /// Type code in a document's symbol, in canonical letters.
    Code = "code", Key;
    /// Issuer codes in a document's symbol; see [`tracuu_legal::document::issuer_code::comparable`].
    IssuerCode = "issuer_code", Key;
    /// `yes` where a document is held in full.
    Held = "held", Key;
    /// Folder of the corpus in which a held document lies.
    Collection = "collection", ColumnKey;
    /// Date of issue as `yyyymmdd`; every stated one.
    Date = "date", Number;
    /// Year of issue, from every stated date and from the symbol.
    Year = "year", Number;
    /// Place of an entry's document among all symbols in Vietnamese order, from 1.
    SymbolRank = "symbol_rank", Rank;
    /// Place of an entry's document among all titles in Vietnamese order, from 1.
    TitleRank = "title_rank", Rank;
    /// First day of the time in which an assignment is due, as `yyyymmdd`; that of
    /// [`Self::Deadline`] where it is due by a day. See `AssignmentRecord::due`.
    DeadlineStart = "deadline_start", Number;
    /// Last day of that time.
    Deadline = "deadline", Number;
    /// How often a recurring assignment is due: the serde name of its `Recurrence`.
    Recurrence = "recurrence", Key;
    /// Number of mentions of a document in the collection.
    Mentions = "mentions", Rank;
    /// Order of entries in a listing: documents, measures, provisions, assignments, each
    /// as the corpus has them.
    Order = "order", Rank;
    /// Syllables in normal form, with positions.
    Exact = "exact", Positions;
    /// Folded syllables, with positions.
    Folded = "folded", Positions;
    /// Folded words.
    Word = "word", Frequencies;
    /// Pairs of adjacent folded syllables; only for how many entries have one.
    Pair = "pair", Presence;
    /// Tokens of the document symbols in the text.
    Symbol = "symbol", Frequencies;
    /// Folded syllables of titles and headings, with positions.
    Heading = "heading", Positions;
}

/// A field whose terms a [`Join`] can take from the entries of a plan.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum JoinColumn {
    /// Ids of the entries.
    Id,
    /// Ids of the documents that they stand in.
    Document,
    /// Of units the ids of themselves and of the units around them; of assignments those of
    /// the units that they cover.
    Within,
    /// Ids of the documents that units cite.
    Cites,
}

impl JoinColumn {
    /// The field.
    pub const fn field(self) -> Field {
        match self {
            Self::Id => Field::Id,
            Self::Document => Field::Document,
            Self::Within => Field::Within,
            Self::Cites => Field::Cites,
        }
    }
}

/// A direction of order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Direction {
    /// The smallest first.
    Ascending,
    /// The largest first.
    Descending,
}

/// A query over the index.
#[derive(Clone, Debug, PartialEq)]
pub enum Plan {
    /// Every entry.
    All,
    /// No entry.
    Nothing,
    /// Entries that have a term.
    Term(Field, String),
    /// Entries that have any of some terms, all scored alike.
    AnyOf(Field, Vec<String>),
    /// Entries that have terms at these distances from the first.
    Phrase(Field, Vec<(usize, String)>),
    /// Entries that have a term which the entries of another plan have; see [`Join`].
    Join(Box<Join>),
    /// Entries whose number lies in a closed range.
    Range(Field, u64, u64),
    /// Clauses together.
    Bool(Clauses),
    /// The scores of a plan times a factor.
    Boost(Box<Plan>, f32),
    /// The entries of a plan, each with the same score.
    Const(Box<Plan>, f32),
    /// The best score of several plans, and a share of the others.
    DisMax(Vec<Plan>, f32),
    /// Entries that fit plans of so many points together, all scored alike; see
    /// [`Self::at_least`].
    AtLeast(Vec<(Plan, u32)>, u32),
}

/// Entries found by others: those that have in `field` a term which some entry of `plan` has
/// in `column`. The engine finds the terms when the plan runs, so that their number has no
/// bound and no id passes through the caller. All are scored alike.
#[derive(Clone, Debug, PartialEq)]
pub struct Join {
    /// Where the entries have the term.
    pub field: Field,
    /// Where the entries of `plan` have it.
    pub column: JoinColumn,
    /// The other entries.
    pub plan: Plan,
}

/// Clauses of a [`Plan::Bool`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Clauses {
    /// All must hold.
    pub must: Vec<Plan>,
    /// Each adds to the score.
    pub should: Vec<Plan>,
    /// None may hold.
    pub must_not: Vec<Plan>,
    /// How many of `should` must hold.
    pub minimum_should: usize,
}

impl Plan {
    /// A single term.
    pub fn term(field: Field, value: impl Into<String>) -> Self {
        Self::Term(field, value.into())
    }

    /// Any of some terms; nothing where there are none.
    pub fn any_of(field: Field, values: impl IntoIterator<Item = String>) -> Self {
        let values: Vec<String> = values.into_iter().collect();
        if values.is_empty() { Self::Nothing } else { Self::AnyOf(field, values) }
    }

    /// All of some plans.
    pub fn all(must: impl IntoIterator<Item = Self>) -> Self {
        Self::Bool(Clauses { must: must.into_iter().collect(), ..Clauses::default() })
    }

    /// At least one of some plans, their scores added up.
    pub fn some(should: impl IntoIterator<Item = Self>) -> Self {
        let should = should.into_iter().collect();
        Self::Bool(Clauses { should, minimum_should: 1, ..Clauses::default() })
    }

    /// Entries that fit plans of at least so many points together. Cheap where the plans of
    /// which an entry must fit one are rare, however common the others are.
    pub fn at_least(points: u32, plans: impl IntoIterator<Item = (Self, u32)>) -> Self {
        Self::AtLeast(plans.into_iter().collect(), points)
    }

    /// Entries that have in `field` a term which some entry of `plan` has in `column`.
    pub fn joined(field: Field, column: JoinColumn, plan: Self) -> Self {
        Self::Join(Box::new(Join { field, column, plan }))
    }

    /// The documents of a plan (a plan over documents only) and all that stands in them,
    /// however many they are.
    pub fn in_documents(documents: Self) -> Self {
        let parts = Self::joined(Field::Document, JoinColumn::Id, documents.clone());
        Self::some([documents, parts])
    }

    /// The units whose own text cites one of the documents of a plan.
    pub fn citing(documents: Self) -> Self {
        Self::joined(Field::Cites, JoinColumn::Id, documents)
    }

    /// This plan without the entries of another.
    #[must_use]
    pub fn but_not(self, excluded: Self) -> Self {
        Self::Bool(Clauses {
            must: vec![self],
            must_not: vec![excluded],
            ..Clauses::default()
        })
    }

    /// This plan with its scores multiplied.
    #[must_use]
    pub fn boosted(self, factor: f32) -> Self {
        Self::Boost(Box::new(self), factor)
    }
}
