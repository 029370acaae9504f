//! The plan of a query: a small tree over the fields of the index, free of any engine.
//!
//! Terms are already analysed. [`super::execute`] runs a plan on tantivy; the same tree
//! can be sent to another engine with the same tokens.

/// A field of the index.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Field {
    /// What an entry is; see [`super::entry::EntryKind`].
    Kind,
    /// Id of the entry.
    Id,
    /// Id of the document that the entry is or stands in.
    Document,
    /// Ids of a unit itself and of every unit around it.
    Within,
    /// Ids of the documents cited in the unit's own text.
    Cites,
    /// Ids of the documents cited in the unit or a unit inside it, and the kinds of
    /// these citations: `numbered`, `named`.
    CitesWithin,
    /// Of a held document `kind:id` for each relation and document, `cites:id` for each
    /// document that it cites, `stated:id` for those whose relations it states.
    Relation,
    /// Ids of lead agencies.
    Lead,
    /// Ids of coordinating agencies.
    Coordinating,
    /// Ids of agencies in any role.
    Agency,
    /// Id of a document's type.
    Type,
    /// Ids of the bodies that issued a document.
    Issuer,
    /// Number in a document's symbol, without leading zeros; of a unit, its last number.
    Number,
    /// Year inside a document's symbol.
    SymbolYear,
    /// Type code in a document's symbol, in canonical letters.
    Code,
    /// Issuer codes in a document's symbol, joined by hyphens.
    IssuerCode,
    /// `yes` where a document is held in full.
    Held,
    /// Folder of the corpus in which a held document lies.
    Collection,
    /// Date of issue as `yyyymmdd`; every stated one.
    Date,
    /// Year of issue, from every stated date and from the symbol.
    Year,
    /// Place of an entry's document among all symbols in Vietnamese order, from 1.
    SymbolRank,
    /// Place of an entry's document among all titles in Vietnamese order, from 1.
    TitleRank,
    /// Number of mentions of a document in the collection.
    Mentions,
    /// Order of entries in a listing: documents, measures, provisions, assignments, each
    /// as the corpus has them.
    Order,
    /// Syllables in normal form, with positions.
    Exact,
    /// Folded syllables, with positions.
    Folded,
    /// Folded words.
    Word,
    /// Pairs of adjacent folded syllables; only for how many entries have one.
    Pair,
    /// Tokens of the document symbols in the text.
    Symbol,
    /// Folded syllables of titles and headings, with positions.
    Heading,
}

impl Field {
    /// All fields, in the order of the schema.
    pub const ALL: [Self; 30] = [
        Self::Kind,
        Self::Id,
        Self::Document,
        Self::Within,
        Self::Cites,
        Self::CitesWithin,
        Self::Relation,
        Self::Lead,
        Self::Coordinating,
        Self::Agency,
        Self::Type,
        Self::Issuer,
        Self::Number,
        Self::SymbolYear,
        Self::Code,
        Self::IssuerCode,
        Self::Held,
        Self::Collection,
        Self::Date,
        Self::Year,
        Self::SymbolRank,
        Self::TitleRank,
        Self::Mentions,
        Self::Order,
        Self::Exact,
        Self::Folded,
        Self::Word,
        Self::Pair,
        Self::Symbol,
        Self::Heading,
    ];

    /// The name in the schema.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Id => "id",
            Self::Document => "document",
            Self::Within => "within",
            Self::Cites => "cites",
            Self::CitesWithin => "cites_within",
            Self::Relation => "relation",
            Self::Lead => "lead",
            Self::Coordinating => "coordinating",
            Self::Agency => "agency",
            Self::Type => "type",
            Self::Issuer => "issuer",
            Self::Number => "number",
            Self::SymbolYear => "symbol_year",
            Self::Code => "code",
            Self::IssuerCode => "issuer_code",
            Self::Held => "held",
            Self::Collection => "collection",
            Self::Date => "date",
            Self::Year => "year",
            Self::SymbolRank => "symbol_rank",
            Self::TitleRank => "title_rank",
            Self::Mentions => "mentions",
            Self::Order => "order",
            Self::Exact => "exact",
            Self::Folded => "folded",
            Self::Word => "word",
            Self::Pair => "pair",
            Self::Symbol => "symbol",
            Self::Heading => "heading",
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
