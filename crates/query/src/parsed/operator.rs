//! Operators of a question: quoted phrases, denied words, fields.

use super::field::QueryField;
use super::part::{PartRole, QueryPart};
use super::value::FieldValue;
use tracuu_text::span::Span;

/// One operator of a question.
#[derive(Clone, Debug)]
pub(crate) struct Operator {
    /// Its place in the text after repair, minus and quotes included.
    pub(crate) span: Span,
    /// Whether what it asks for must not be.
    pub(crate) is_excluded: bool,
    /// What it asks for.
    pub(crate) condition: Condition,
}

/// What an operator asks for.
#[derive(Clone, Debug)]
pub(crate) enum Condition {
    /// These words in this order.
    Phrase(String),
    /// A field with a value.
    Field(QueryField, FieldValue),
}

impl Operator {
    /// The words of the phrase that hits must have; `None` for any other operator.
    pub(crate) fn wanted_phrase(&self) -> Option<&str> {
        match &self.condition {
            Condition::Phrase(words) if !self.is_excluded => Some(words),
            _ => None,
        }
    }

    /// The operator as a part of the question; `text` is the text after repair.
    pub(crate) fn part(&self, text: &str) -> QueryPart {
        let (role, value) = match &self.condition {
            Condition::Phrase(words) => (PartRole::Phrase, words.clone()),
            Condition::Field(field, value) => (field.role(), value.to_string()),
        };
        QueryPart {
            text: self.span.of(text).to_owned(),
            excluded: self.is_excluded,
            is_operator: true,
            at: Some(self.span.start),
            places: vec![self.span],
            ..QueryPart::new(role, value)
        }
    }
}
