//! What the description says of values that are read as text and may not be any text.

use crate::draft::MAX_FILES;
use tracuu_check::rule::Rule;
use tracuu_legal::document::document_type::DocumentType;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{
    AdditionalProperties, ArrayBuilder, KnownFormat, ObjectBuilder, Schema, SchemaFormat,
    Type,
};
use utoipa::{PartialSchema, ToSchema};

/// A question, or its beginning: any text, but none of nothing but control characters and
/// blanks ([`crate::queries::is_unreadable`]).
pub(super) struct QuestionText;

impl ToSchema for QuestionText {}

impl PartialSchema for QuestionText {
    fn schema() -> RefOr<Schema> {
        /// No control character that is no blank, or some sign that is neither.
        const READABLE: &str =
            r"^[^\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]*$|[^\s\x00-\x1f\x7f-\x9f]";
        ObjectBuilder::new().schema_type(Type::String).pattern(Some(READABLE)).into()
    }
}

/// The id of a document type.
pub(super) struct TypeId;

impl ToSchema for TypeId {}

impl PartialSchema for TypeId {
    fn schema() -> RefOr<Schema> {
        one_of(DocumentType::all().map(DocumentType::id)).into()
    }
}

/// Ids of rules of the check.
pub(super) struct RuleIds;

impl ToSchema for RuleIds {}

impl PartialSchema for RuleIds {
    fn schema() -> RefOr<Schema> {
        ArrayBuilder::new().items(one_of(Rule::ALL.into_iter().map(Rule::id))).into()
    }
}

/// A form with a draft.
pub(super) struct DraftForm;

impl ToSchema for DraftForm {}

impl PartialSchema for DraftForm {
    fn schema() -> RefOr<Schema> {
        form("file", FileBytes::schema())
    }
}

/// A form with a file for the collection.
pub(super) struct FileForm;

impl ToSchema for FileForm {}

impl PartialSchema for FileForm {
    fn schema() -> RefOr<Schema> {
        let group = ObjectBuilder::new().schema_type(Type::String);
        let groups = ArrayBuilder::new().items(group);
        form_of("file", FileBytes::schema()).property("group", groups).into()
    }
}

/// A form with several drafts.
pub(super) struct DraftForms;

impl ToSchema for DraftForms {}

impl PartialSchema for DraftForms {
    fn schema() -> RefOr<Schema> {
        let files = ArrayBuilder::new().items(FileBytes::schema());
        form("files", files.min_items(Some(1)).max_items(Some(MAX_FILES)))
    }
}

/// The bytes of a file.
pub(super) struct FileBytes;

impl ToSchema for FileBytes {}

impl PartialSchema for FileBytes {
    fn schema() -> RefOr<Schema> {
        let bytes = ObjectBuilder::new().schema_type(Type::String);
        bytes.format(Some(SchemaFormat::KnownFormat(KnownFormat::Binary))).into()
    }
}

fn form(name: &str, field: impl Into<RefOr<Schema>>) -> RefOr<Schema> {
    form_of(name, field).into()
}

/// A form with a field that must be there.
fn form_of(name: &str, field: impl Into<RefOr<Schema>>) -> ObjectBuilder {
    ObjectBuilder::new()
        .property(name, field)
        .required(name)
        .additional_properties(Some(AdditionalProperties::<Schema>::FreeForm(false)))
}

fn one_of(ids: impl Iterator<Item = &'static str>) -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(ids))
}
