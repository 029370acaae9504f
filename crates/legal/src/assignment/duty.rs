//! An assignment (phân công): a task, who has which duty in it, and where it stands.

use serde::{Deserialize, Serialize};

use crate::agency::body::Agency;
use tracuu_text::span::Span;

/// One assignment: a row of a table, or a sentence.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Assignment {
    /// Where it was read.
    pub source: AssignmentSource,
    /// What the text gives its first party: the duty of a sentence, chủ trì in a row.
    pub duty: Duty,
    /// The number of its row as printed (`3.1`); none in sentences and unnumbered rows.
    pub row: Option<String>,
    /// The number of the row that it refines: `3` for `3.1`.
    pub refines: Option<String>,
    /// The heading of the group of rows that it stands in.
    pub group: Option<Span>,
    /// What is to be done.
    pub task: Span,
    /// Its numbered parts, where the task marks them: "(14) …"; for a row that refines
    /// another, those of that row whose words it repeats.
    pub items: Vec<Item>,
    /// Paths of the measures that it is about, in the order of the items.
    pub measures: Vec<String>,
    /// Who takes part, each with a duty, in the order of the text.
    pub parties: Vec<Party>,
    /// When it is due, as written.
    pub deadline: Option<Span>,
    /// What is to come of it, as written.
    pub product: Option<Span>,
    /// The row, or the sentence with its subject.
    pub span: Span,
    /// Path of the provision that it stands in.
    pub provision: Option<String>,
}

/// Where an assignment was read.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AssignmentSource {
    /// A row of a table.
    Table,
    /// Running text.
    Text,
}

/// The part of an agency in a task.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Duty {
    /// Chủ trì.
    Lead,
    /// Phối hợp.
    Coordinate,
    /// Thực hiện.
    Implement,
    /// Theo dõi, đôn đốc, tổng hợp.
    Monitor,
    /// Tham mưu.
    Advise,
    /// Chịu trách nhiệm.
    Answer,
    /// Được tham mưu: the body that is advised.
    Advised,
}

/// An agency with its duty.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Party {
    /// Its duty.
    pub duty: Duty,
    /// Its name as written.
    pub span: Span,
    /// Which it is.
    pub agency: Agency,
}

/// A numbered part of a task.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Item {
    /// Its number.
    pub number: u32,
    /// Its words without the mark; in a row that refines another, the words there.
    pub span: Span,
}

impl Assignment {
    /// The parties with a duty, in the order of the text.
    pub fn with(&self, duty: Duty) -> impl Iterator<Item = &Party> {
        self.parties.iter().filter(move |party| party.duty == duty)
    }

    /// Who leads.
    pub fn lead(&self) -> impl Iterator<Item = &Party> {
        self.with(Duty::Lead)
    }

    /// Who coordinates.
    pub fn coordinating(&self) -> impl Iterator<Item = &Party> {
        self.with(Duty::Coordinate)
    }
}

tracuu_text::display_serde_names!(AssignmentSource);
