//! `tracuu header FILE`.

use std::fmt::Display;
use std::path::Path;

use serde::Serialize;

use super::failure::Outcome;
use super::input;
use super::output::Output;
use tracuu_legal::document::document::Document;
use tracuu_legal::document::header::{Confidence, Fact, Header};
use tracuu_print::date::shown_date;
use tracuu_print::messages::VIETNAMESE;
use tracuu_server::wire::offset_unit::OffsetUnit;
use tracuu_text::utf16::Utf16Offsets;

/// The facts of a document's head on the wire.
#[derive(Serialize)]
struct HeaderAnswer {
    offset_unit: OffsetUnit,
    header: HeaderFacts,
}

/// Each fact, null where the document does not state it.
#[derive(Serialize)]
struct HeaderFacts {
    r#type: Option<HeaderFact>,
    symbol: Option<HeaderFact>,
    issuer: Option<HeaderFact>,
    organisation: Option<HeaderFact>,
    /// What is known of the symbol of a draft whose number is blank.
    symbol_tail: Option<HeaderFact>,
    date: Option<HeaderFact>,
    /// What is known of the date of a draft whose day is blank.
    partial_date: Option<HeaderFact>,
    place: Option<HeaderFact>,
    title: Option<HeaderFact>,
    signer: Option<HeaderFact>,
    signer_post: Option<HeaderFact>,
    recipients: Vec<HeaderFact>,
    secrecy: Option<HeaderFact>,
    urgency: Option<HeaderFact>,
}

/// A value with the place that states it.
#[derive(Serialize)]
struct HeaderFact {
    value: String,
    start: usize,
    end: usize,
    confidence: Confidence,
}

/// Prints a document's own facts; nothing found where it states none.
pub(super) fn run(file: &Path, output: &mut Output) -> anyhow::Result<Outcome> {
    let manuscript = input::manuscript(file)?;
    let document = Document::read(manuscript);
    let offsets = Utf16Offsets::new(document.manuscript.text());
    let header = HeaderFacts::new(&document.header, &offsets);
    let answer = HeaderAnswer { offset_unit: OffsetUnit::Utf16, header };
    let is_found = answer.header.labelled().iter().any(|(_, fact)| fact.is_some());
    if output.is_text() {
        print(&answer.header, output)?;
    } else {
        output.json(&answer)?;
    }
    Ok(Outcome::from_found(is_found))
}

fn print(facts: &HeaderFacts, output: &mut Output) -> anyhow::Result<()> {
    for (label, fact) in facts.labelled() {
        let Some(fact) = fact else { continue };
        let doubt = match fact.confidence {
            Confidence::Weak => VIETNAMESE.cli_header_doubtful(),
            Confidence::Likely | Confidence::Sure => "",
        };
        let value = shown_date(&fact.value);
        output.line(&format!("{label:<17}{value}{doubt}"))?;
    }
    for (place, recipient) in facts.recipients.iter().enumerate() {
        let label = if place == 0 { VIETNAMESE.cli_header_recipients() } else { "" };
        output.line(&format!("{label:<17}{}", recipient.value))?;
    }
    Ok(())
}

impl HeaderFacts {
    fn new(header: &Header, offsets: &Utf16Offsets<'_>) -> Self {
        let text = |fact: &Option<Fact<String>>| {
            fact.as_ref().map(|fact| HeaderFact::new(fact, &fact.value, offsets))
        };
        Self {
            r#type: header
                .document_type
                .as_ref()
                .map(|fact| HeaderFact::new(fact, fact.value.name(), offsets)),
            symbol: header
                .symbol
                .as_ref()
                .map(|fact| HeaderFact::new(fact, &fact.value, offsets)),
            symbol_tail: header
                .blank_symbol
                .as_ref()
                .map(|fact| HeaderFact::new(fact, fact.value.tail(), offsets)),
            partial_date: header
                .partial_date
                .as_ref()
                .map(|fact| HeaderFact::new(fact, fact.value, offsets)),
            issuer: text(&header.issuer),
            organisation: text(&header.organisation),
            date: header
                .date
                .as_ref()
                .map(|fact| HeaderFact::new(fact, fact.value, offsets)),
            place: text(&header.place),
            title: text(&header.title),
            signer: text(&header.signer),
            signer_post: text(&header.signer_post),
            recipients: header
                .recipients
                .iter()
                .map(|fact| HeaderFact::new(fact, &fact.value, offsets))
                .collect(),
            secrecy: text(&header.secrecy),
            urgency: text(&header.urgency),
        }
    }

    /// The facts that have one value, with their Vietnamese labels.
    fn labelled(&self) -> [(&'static str, Option<&HeaderFact>); 11] {
        [
            (VIETNAMESE.fact_type(), self.r#type.as_ref()),
            (
                VIETNAMESE.role_number(),
                self.symbol.as_ref().or(self.symbol_tail.as_ref()),
            ),
            (VIETNAMESE.fact_issuer(), self.issuer.as_ref()),
            (VIETNAMESE.cli_header_organisation(), self.organisation.as_ref()),
            (VIETNAMESE.fact_date(), self.date.as_ref().or(self.partial_date.as_ref())),
            (VIETNAMESE.document_place(), self.place.as_ref()),
            (VIETNAMESE.fact_title(), self.title.as_ref()),
            (VIETNAMESE.cli_header_signer_post(), self.signer_post.as_ref()),
            (VIETNAMESE.document_signer(), self.signer.as_ref()),
            (VIETNAMESE.cli_header_secrecy(), self.secrecy.as_ref()),
            (VIETNAMESE.cli_header_urgency(), self.urgency.as_ref()),
        ]
    }
}

impl HeaderFact {
    fn new<T>(fact: &Fact<T>, value: impl Display, offsets: &Utf16Offsets<'_>) -> Self {
        Self {
            value: value.to_string(),
            start: offsets.of_byte(fact.span.start),
            end: offsets.of_byte(fact.span.end),
            confidence: fact.confidence,
        }
    }
}
