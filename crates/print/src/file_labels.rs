//! What became of a file that is not in the collection, and what whoever keeps it can do.

use tracuu_index::unread_file::{
    FolderFault, NoDocument, Refusal, UnreadFileReason, UnreadFileState,
};
use tracuu_text::read_failure::ReadFailureKind;

use crate::messages::Messages;

impl Messages {
    /// What became of the files: "Không đọc được".
    pub const fn unread_state(self, state: UnreadFileState) -> &'static str {
        match state {
            UnreadFileState::Failed => self.unread_failed(),
            UnreadFileState::Refused => self.unread_refused(),
            UnreadFileState::Ignored => self.unread_ignored(),
        }
    }

    /// Why a file is not in the collection, inside a sentence: "tệp có mật khẩu".
    pub const fn unread_reason(self, reason: UnreadFileReason) -> &'static str {
        match reason {
            UnreadFileReason::Reading(kind) => self.read_failure(kind),
            UnreadFileReason::Folder(fault) => self.folder_fault(fault),
            UnreadFileReason::Refused(Refusal::Secret) => self.unread_secret(),
            UnreadFileReason::NoDocument(kind) => self.no_document(kind),
        }
    }

    /// The next step for whoever keeps the file, a sentence.
    pub const fn unread_step(self, reason: UnreadFileReason) -> &'static str {
        match reason {
            UnreadFileReason::Reading(kind) => self.read_failure_step(kind),
            UnreadFileReason::Folder(fault) => self.folder_fault_step(fault),
            UnreadFileReason::Refused(Refusal::Secret) => self.unread_secret_step(),
            UnreadFileReason::NoDocument(kind) => self.no_document_step(kind),
        }
    }

    /// Why a file cannot be read, inside a sentence: "tệp trống".
    pub const fn read_failure(self, kind: ReadFailureKind) -> &'static str {
        match kind {
            ReadFailureKind::Empty => self.read_failure_empty(),
            ReadFailureKind::TooLarge => self.read_failure_too_large(),
            ReadFailureKind::TooComplex => self.read_failure_too_complex(),
            ReadFailureKind::Password => self.read_failure_password(),
            ReadFailureKind::NotYetRead => self.read_failure_not_yet_read(),
            ReadFailureKind::NoTextLayer => self.read_failure_no_text_layer(),
            ReadFailureKind::GarbledTextLayer => self.read_failure_garbled_text_layer(),
            ReadFailureKind::RecognitionTooLong => {
                self.read_failure_recognition_too_long()
            }
            ReadFailureKind::Binary => self.read_failure_binary(),
            ReadFailureKind::UnknownEncoding => self.read_failure_unknown_encoding(),
            ReadFailureKind::Damaged => self.read_failure_damaged(),
            ReadFailureKind::Unsafe => self.read_failure_unsafe(),
            ReadFailureKind::TimedOut => self.read_failure_timed_out(),
            ReadFailureKind::OutOfMemory => self.read_failure_out_of_memory(),
            ReadFailureKind::Crashed => self.read_failure_crashed(),
            ReadFailureKind::NoWorker => self.read_failure_no_worker(),
        }
    }

    /// The next step for a file that cannot be read, a sentence.
    const fn read_failure_step(self, kind: ReadFailureKind) -> &'static str {
        match kind {
            ReadFailureKind::Empty => self.read_failure_step_empty(),
            ReadFailureKind::TooLarge | ReadFailureKind::TooComplex => {
                self.read_failure_step_split()
            }
            ReadFailureKind::Password => self.read_failure_step_password(),
            ReadFailureKind::NotYetRead | ReadFailureKind::Binary => {
                self.read_failure_step_save_as_docx()
            }
            ReadFailureKind::NoTextLayer | ReadFailureKind::GarbledTextLayer => {
                self.read_failure_step_recognition()
            }
            ReadFailureKind::RecognitionTooLong => self.read_failure_step_long_scan(),
            ReadFailureKind::UnknownEncoding => self.read_failure_step_encoding(),
            ReadFailureKind::Damaged => self.read_failure_step_damaged(),
            ReadFailureKind::Unsafe => self.read_failure_step_unsafe(),
            ReadFailureKind::TimedOut
            | ReadFailureKind::OutOfMemory
            | ReadFailureKind::Crashed => self.read_failure_step_save_again(),
            ReadFailureKind::NoWorker => self.read_failure_step_no_worker(),
        }
    }

    const fn folder_fault(self, fault: FolderFault) -> &'static str {
        match fault {
            FolderFault::Unavailable => self.folder_fault_unavailable(),
            FolderFault::Changed => self.folder_fault_changed(),
            FolderFault::Link => self.folder_fault_link(),
            FolderFault::TooDeep => self.folder_fault_too_deep(),
            FolderFault::TooMany => self.folder_fault_too_many(),
            FolderFault::BadName => self.folder_fault_bad_name(),
            FolderFault::Missing => self.folder_fault_missing(),
            FolderFault::ListedNoDocument => self.folder_fault_listed_no_document(),
        }
    }

    const fn folder_fault_step(self, fault: FolderFault) -> &'static str {
        match fault {
            FolderFault::Unavailable => self.folder_fault_step_unavailable(),
            FolderFault::Changed => self.folder_fault_step_changed(),
            FolderFault::Link => self.folder_fault_step_link(),
            FolderFault::TooDeep | FolderFault::TooMany => {
                self.folder_fault_step_arrange()
            }
            FolderFault::BadName => self.folder_fault_step_bad_name(),
            FolderFault::Missing | FolderFault::ListedNoDocument => {
                self.folder_fault_step_manifest()
            }
        }
    }

    const fn no_document(self, kind: NoDocument) -> &'static str {
        match kind {
            NoDocument::Readme => self.no_document_readme(),
            NoDocument::OwnerFile => self.no_document_owner_file(),
            NoDocument::CollectionFile => self.no_document_collection_file(),
            NoDocument::Hidden => self.no_document_hidden(),
            NoDocument::Picture => self.no_document_picture(),
            NoDocument::Archive => self.no_document_archive(),
            NoDocument::Recording => self.no_document_recording(),
            NoDocument::SystemFile => self.no_document_system_file(),
            NoDocument::UnknownType => self.no_document_unknown_type(),
        }
    }

    const fn no_document_step(self, kind: NoDocument) -> &'static str {
        match kind {
            NoDocument::Picture => self.no_document_step_picture(),
            NoDocument::Archive => self.no_document_step_archive(),
            NoDocument::UnknownType => self.no_document_step_unknown_type(),
            NoDocument::Readme
            | NoDocument::OwnerFile
            | NoDocument::CollectionFile
            | NoDocument::Hidden
            | NoDocument::Recording
            | NoDocument::SystemFile => self.no_document_step_none(),
        }
    }
}
