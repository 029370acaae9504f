//! A finding as a comment of a Word document, for whoever edits the draft there.

use super::document_directory::DocumentDirectory;
use super::finding::Finding;
use super::statement;
use tracuu_extract::docx::comment::Comment;
use tracuu_print::messages::spoken;

/// The comment on a finding; `note` says why its correction was not written.
pub fn comment(
    finding: &Finding,
    known: &DocumentDirectory,
    note: Option<&str>,
) -> Comment {
    let mut text = text(finding, known);
    if let Some(note) = note {
        text = format!("{text}\n{note}");
    }
    Comment { span: finding.span, text }
}

fn text(finding: &Finding, known: &DocumentDirectory) -> String {
    let label = finding.severity.label().to_uppercase();
    let mut lines = vec![format!("{label}: {}", finding.message)];
    let instead: Vec<String> =
        finding.replacements.iter().map(|words| format!("“{words}”")).collect();
    if !instead.is_empty() {
        let instead = instead.join(&format!(" {} ", spoken().finding_or()));
        lines.push(format!("{}: {instead}", spoken().finding_instead()));
    }
    lines.extend(statement::lines(&finding.evidence, known));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Evidence, Statement};
    use crate::rule::Rule;
    use tracuu_index::record::{FactRecord, FactSource};
    use tracuu_legal::document::fact_field::{FactConfidence, FactField};
    use tracuu_legal::document::provision_key::ProvisionKey;
    use tracuu_text::span::Span;

    #[test]
    fn a_comment_says_what_the_collection_states_in_the_words_of_staff() {
        let own = || FactSource::Own { document: "x.1.2019".to_owned() };
        let catalogue = FactSource::Catalogue {
            entries: vec!["công báo".to_owned()],
            confidence: FactConfidence::High,
        };
        let places = [ProvisionKey::new("y", "dieu-5.2"), ProvisionKey::new("z", "")];
        let evidence = |value: &str, source| Evidence {
            document: "x.1.2019".to_owned(),
            statement: Statement::Fact(FactRecord {
                field: FactField::Date,
                value: value.to_owned().into(),
                source,
            }),
        };
        let finding = Finding::new(Rule::CiteDate, Span::new(0, 1), "Sai ngày.")
            .with_replacement("ngày 30/8/2019")
            .with_evidence([
                evidence("2019-08-30", FactSource::Citations(places.to_vec().into())),
                evidence("2019-08-31", catalogue),
                evidence("2019", own()),
                evidence("2018", own()),
            ]);
        let told = text(&finding, &DocumentDirectory::default());
        assert_eq!(
            told,
            "LỖI: Sai ngày.\nCó thể viết: “ngày 30/8/2019”\n\
             Kho ghi: Ngày ban hành 30/8/2019 (y, Điều 5, khoản 2; z)\n\
             Kho ghi: Ngày ban hành 31/8/2019 (nguồn: công báo)\n\
             Kho ghi: Ngày ban hành năm 2019 (chính văn bản đó)"
        );
    }
}
