//! A checked Word draft that comes back mended: corrections as tracked changes, the other
//! findings as comments.

use jiff::civil::DateTime;

use super::comment::comment;
use super::document_directory::DocumentDirectory;
use super::finding::Finding;
use super::report::CheckReport;
use super::rule::FindingGroup;
use tracuu_extract::docx::revise::RevisionObstacle;
use tracuu_extract::docx::revision::{Revision, RevisionAuthor};
use tracuu_intake::reader::FileReader;
use tracuu_intake::word_changes::{WordChanges, WordFailure};
use tracuu_print::messages::spoken;

/// How a draft is to come back.
#[derive(Clone, Debug, Default)]
pub struct WordOptions {
    /// Who changes and comments, as Word shows it; `None`: the program.
    pub author: Option<String>,
    /// When; local time.
    pub date: Option<DateTime>,
    /// Which findings are put right.
    pub corrections: CorrectionChoice,
    /// The groups of which other findings become comments.
    pub commented: CommentedGroups,
    /// Whether a digital signature of the file may be broken, as any change breaks it.
    pub breaks_signature: bool,
}

/// Which findings are put right.
#[derive(Clone, Debug)]
pub enum CorrectionChoice {
    /// All of some groups that offer words, with the first ones offered.
    Groups(Vec<FindingGroup>),
    /// Those that somebody chose.
    Chosen(Vec<ChosenCorrection>),
}

/// A correction that somebody chose.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChosenCorrection {
    /// Index of the finding in the report.
    pub finding: usize,
    /// The words to write, one of those that the finding offers.
    pub words: String,
}

/// The groups whose findings become comments.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CommentedGroups(pub Vec<FindingGroup>);

/// A Word document that comes back.
#[derive(Clone, Debug)]
pub struct WordFile {
    /// The file.
    pub bytes: Vec<u8>,
    /// Findings that were put right in it.
    pub n_corrections: usize,
    /// Findings that it has comments on.
    pub n_comments: usize,
}

/// Why a draft does not come back as a Word document.
#[derive(Debug, thiserror::Error)]
pub enum WordError {
    /// It is signed, and nobody said that the signature may be broken.
    #[error("the Word document carries a digital signature, which any change breaks")]
    Signed,
    /// It cannot be written.
    #[error(transparent)]
    Write(#[from] WordFailure),
}

impl Default for CorrectionChoice {
    /// Nothing is put right.
    fn default() -> Self {
        Self::Groups(Vec::new())
    }
}

impl Default for CommentedGroups {
    /// What is wrong and what is missing; the rest would bury it.
    fn default() -> Self {
        Self(vec![FindingGroup::MustFix, FindingGroup::ShouldAdd])
    }
}

/// Writes a checked draft anew, with the corrections and comments that are asked for. A
/// correction that cannot be written becomes a comment that says why.
///
/// # Errors
///
/// See [`WordError`].
pub fn write_word_file(
    reader: &FileReader,
    original: &[u8],
    report: &CheckReport,
    known: &DocumentDirectory,
    options: &WordOptions,
) -> Result<WordFile, WordError> {
    let chosen = options.corrections.revisions(report);
    let revisions: Vec<Revision> =
        chosen.iter().map(|(_, revision)| revision.clone()).collect();
    let facts = reader.word_facts(original, &revisions)?;
    if facts.is_signed && !options.breaks_signature {
        return Err(WordError::Signed);
    }
    let mut written: Vec<Revision> = Vec::new();
    let mut state = vec![Correction::NotWanted; report.findings.len()];
    for ((finding, revision), obstacle) in chosen.into_iter().zip(facts.obstacles) {
        let Some(state) = state.get_mut(finding) else { continue };
        *state = obstacle.map_or(Correction::Written, Correction::Hindered);
        if obstacle.is_none() {
            written.push(revision);
        }
    }
    let mut comments = Vec::new();
    for (finding, state) in report.findings.iter().zip(&state) {
        let note = match state {
            Correction::Written => continue,
            Correction::Hindered(obstacle) => Some(reason(*obstacle)),
            Correction::NotWanted => None,
        };
        if note.is_some() || options.commented.0.contains(&finding.group()) {
            comments.push(comment(finding, known, note));
        }
    }
    let (n_corrections, n_comments) = (written.len(), comments.len());
    let author = options.author.as_deref().unwrap_or(spoken().check_comment_author());
    let author = RevisionAuthor { name: author.to_owned(), date: options.date };
    let changes = WordChanges { author, comments, revisions: written };
    let bytes = reader.change_word(original, changes)?;
    Ok(WordFile { bytes, n_corrections, n_comments })
}

/// What becomes of the correction that a finding offers.
#[derive(Clone, Copy)]
enum Correction {
    NotWanted,
    Written,
    Hindered(RevisionObstacle),
}

impl CorrectionChoice {
    /// The revisions with the findings that they put right, the first to be written first.
    fn revisions(&self, report: &CheckReport) -> Vec<(usize, Revision)> {
        let revision = |index: usize, finding: &Finding, words: &str| {
            (index, Revision { span: finding.span, words: words.to_owned() })
        };
        match self {
            Self::Groups(groups) => {
                let findings = report.findings.iter().enumerate();
                let mut offered: Vec<(usize, &Finding, &str)> = findings
                    .filter(|(_, finding)| groups.contains(&finding.group()))
                    .filter_map(|(index, finding)| {
                        Some((index, finding, finding.replacements.first()?.as_str()))
                    })
                    .collect();
                offered.sort_by_key(|(index, finding, _)| (finding.priority(), *index));
                let offered = offered.into_iter();
                offered.map(|(index, one, words)| revision(index, one, words)).collect()
            }
            Self::Chosen(chosen) => {
                let offered = chosen.iter().filter_map(|chosen| {
                    let finding = report.findings.get(chosen.finding)?;
                    let is_offered = finding.replacements.contains(&chosen.words);
                    is_offered.then(|| revision(chosen.finding, finding, &chosen.words))
                });
                offered.collect()
            }
        }
    }
}

/// Why a correction is not in the text, for who reads its comment.
fn reason(obstacle: RevisionObstacle) -> &'static str {
    match obstacle {
        RevisionObstacle::Field => spoken().check_word_field(),
        RevisionObstacle::LinkEnd => spoken().check_word_link_end(),
        RevisionObstacle::TrackedChange => spoken().check_word_tracked_change(),
        RevisionObstacle::Framed => spoken().check_word_framed(),
        RevisionObstacle::LineEnd => spoken().check_word_line_end(),
        RevisionObstacle::OldFont => spoken().check_word_old_font(),
        RevisionObstacle::Elsewhere => spoken().check_word_elsewhere(),
        RevisionObstacle::Overlap => spoken().check_word_overlap(),
    }
}
