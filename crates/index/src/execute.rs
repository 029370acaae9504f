//! A plan as a query of tantivy.

use std::ops::Bound;

use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery,
    Occur, PhraseQuery, Query, RangeQuery, TermQuery, TermSetQuery,
};
use tantivy::schema::IndexRecordOption;

use super::plan::{Clauses, Field, Plan};
use super::schema::Fields;

/// The engine's query for a plan.
pub(super) fn compile(plan: &Plan, fields: &Fields) -> Box<dyn Query> {
    match plan {
        Plan::All => Box::new(AllQuery),
        Plan::Nothing => Box::new(EmptyQuery),
        Plan::Term(field, value) => {
            let option = IndexRecordOption::WithFreqs;
            Box::new(TermQuery::new(term(fields, *field, value), option))
        }
        Plan::AnyOf(field, values) => {
            let terms = values.iter().map(|value| term(fields, *field, value));
            Box::new(TermSetQuery::new(terms))
        }
        Plan::Phrase(field, words) => phrase(fields, *field, words),
        Plan::Range(field, low, high) => {
            let bound =
                |value| Bound::Included(Term::from_field_u64(fields.of(*field), value));
            Box::new(RangeQuery::new(bound(*low), bound(*high)))
        }
        Plan::Bool(clauses) => boolean(clauses, fields),
        Plan::Boost(inner, factor) => {
            Box::new(BoostQuery::new(compile(inner, fields), *factor))
        }
        Plan::Const(inner, score) => {
            Box::new(ConstScoreQuery::new(compile(inner, fields), *score))
        }
        Plan::DisMax(plans, tie) => {
            let queries = plans.iter().map(|inner| compile(inner, fields)).collect();
            Box::new(DisjunctionMaxQuery::with_tie_breaker(queries, *tie))
        }
    }
}

fn term(fields: &Fields, field: Field, value: &str) -> Term {
    Term::from_field_text(fields.of(field), value)
}

/// A phrase of one word is a term: the engine's phrase query wants two.
fn phrase(fields: &Fields, field: Field, words: &[(usize, String)]) -> Box<dyn Query> {
    match words {
        [] => Box::new(EmptyQuery),
        [(_, only)] => compile(&Plan::Term(field, only.clone()), fields),
        _ => {
            let terms = words
                .iter()
                .map(|(offset, word)| (*offset, term(fields, field, word)))
                .collect();
            Box::new(PhraseQuery::new_with_offset(terms))
        }
    }
}

fn boolean(clauses: &Clauses, fields: &Fields) -> Box<dyn Query> {
    let of = |occur: Occur, plans: &[Plan]| -> Vec<(Occur, Box<dyn Query>)> {
        plans.iter().map(|plan| (occur, compile(plan, fields))).collect()
    };
    let mut compiled = of(Occur::Must, &clauses.must);
    compiled.extend(of(Occur::Should, &clauses.should));
    let excluded = clauses.must_not.iter().map(|plan| excluded(plan, fields));
    compiled.extend(excluded.map(|query| (Occur::MustNot, query)));
    Box::new(BooleanQuery::with_minimum_required_clauses(
        compiled,
        clauses.minimum_should,
    ))
}

/// A plan whose entries are left out. tantivy 0.27 asks what it leaves out for entries that
/// it may have passed, which phrases and conjunctions take for a fault (an assertion in
/// debug builds, `PhraseScorer::seek_danger`); a union of two passes over that.
fn excluded(plan: &Plan, fields: &Fields) -> Box<dyn Query> {
    match plan {
        Plan::Term(..) | Plan::AnyOf(..) | Plan::Range(..) | Plan::Nothing => {
            compile(plan, fields)
        }
        _ => {
            let twice = [compile(plan, fields), compile(plan, fields)];
            Box::new(BooleanQuery::union(twice.into()))
        }
    }
}
