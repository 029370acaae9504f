//! `tracuu cite FILE`.

use std::path::Path;

use super::failure::{Outcome, message};
use super::input;
use super::output::{Output, eprint_line};
use crate::config::settings::Settings;
use tracuu_check::document_directory::DocumentDirectory;
use tracuu_check::draft::Draft;
use tracuu_index::error::OpenError;
use tracuu_index::generation::GenerationError;
use tracuu_index::reader::Collection;
use tracuu_legal::citation::mention::{Citation, CitationKind};
use tracuu_legal::citation::relation::PartyRole;
use tracuu_legal::citation::resolve::Resolution;
use tracuu_legal::citation::resolve::ResolutionState;
use tracuu_print::date::shown_date;
use tracuu_print::messages::VIETNAMESE;
use tracuu_server::wire::citation::{
    CitationFacts, CitationSpan, Citations, ProvisionSpan, UnreadWords,
};
use tracuu_server::wire::offset_unit::OffsetUnit;

/// Lists the citations of a document, resolved against the collection where there is one.
pub(super) fn run(
    settings: &Settings,
    file: &Path,
    output: &mut Output,
) -> anyhow::Result<Outcome> {
    let manuscript = input::manuscript(file)?;
    let draft = Draft::read(manuscript, settings.office.province.as_deref());
    let directory = collection(settings)?;
    let resolve = |citation: &Citation| draft.resolve(citation, directory.catalogue());
    let resolutions: Vec<Resolution> = draft.citations.iter().map(resolve).collect();
    let citations = CitationSpan::all(&draft, &resolutions);
    let answer = Citations {
        offset_unit: OffsetUnit::Utf16,
        citations,
        provisions: ProvisionSpan::all(&draft, &resolutions),
        unparsed: UnreadWords::all(&draft),
    };
    if output.is_text() {
        for citation in &answer.citations {
            print(citation, output)?;
        }
    } else {
        output.json(&answer)?;
    }
    Ok(Outcome::from_found(!answer.citations.is_empty()))
}

/// The documents of the collection; none where there is no index. An index that is there
/// but cannot be read is said, and its documents count as unknown.
fn collection(settings: &Settings) -> anyhow::Result<DocumentDirectory> {
    match Collection::open(&settings.index) {
        Ok(collection) => Ok(DocumentDirectory::read(&collection)?),
        Err(OpenError::Generation(GenerationError::Missing(_))) => {
            Ok(DocumentDirectory::default())
        }
        Err(error) => {
            let cause = message(&error.into());
            eprint_line(&format!(
                "warning: {cause}\nwarning: no citation can be resolved"
            ));
            Ok(DocumentDirectory::default())
        }
    }
}

/// The relation in words, with the words that say so; none where the document is named
/// only.
fn relation(facts: &CitationFacts) -> Option<String> {
    let (kind, detail) = facts.relation.zip(facts.relation_detail.as_ref())?;
    let cue = detail.cue.as_ref()?;
    let label = VIETNAMESE.relation(kind);
    let who = match (detail.source.role, detail.target.role) {
        (PartyRole::This, _) => "",
        (PartyRole::Citation, PartyRole::This) => VIETNAMESE.cli_cite_acts_on_this(),
        (PartyRole::Citation, _) => VIETNAMESE.cli_cite_acts_on_other(),
        (PartyRole::Unstated, _) => VIETNAMESE.cli_cite_by_unnamed(),
        (PartyRole::Other, _) => VIETNAMESE.cli_cite_by_other(),
    };
    Some(VIETNAMESE.cli_cite_relation(label, who, cue))
}

fn print(citation: &CitationSpan, output: &mut Output) -> anyhow::Result<()> {
    output.bold(&citation.text.replace('\n', " "))?;
    let facts = &citation.facts;
    let place = format!("  [{}–{}]", citation.start, citation.end);
    output.line(&place)?;
    let mut parts: Vec<String> = Vec::new();
    parts.extend(facts.symbol.iter().map(|symbol| VIETNAMESE.cli_cite_symbol(symbol)));
    parts.extend(facts.date.iter().map(|date| shown_date(date)));
    parts.extend(facts.issuer.clone());
    if !parts.is_empty() {
        output.line(&format!("    {}", parts.join(", ")))?;
    }
    if let Some(line) = relation(facts) {
        output.line(&format!("    {line}"))?;
    }
    let state = match (facts.state, &facts.document) {
        _ if facts.kind == CitationKind::SelfReference => {
            VIETNAMESE.cli_cite_itself().to_owned()
        }
        (ResolutionState::Resolved, Some(id)) => VIETNAMESE.cli_cite_resolved(id),
        (ResolutionState::Ambiguous, _) => {
            VIETNAMESE.cli_cite_ambiguous(facts.candidates.join(", "))
        }
        (ResolutionState::Malformed, _) => VIETNAMESE.cli_cite_malformed().to_owned(),
        (ResolutionState::Resolved | ResolutionState::Absent, _) => {
            VIETNAMESE.cli_cite_absent().to_owned()
        }
    };
    output.line(&format!("    {state}"))?;
    Ok(())
}
