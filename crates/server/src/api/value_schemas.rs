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
    ObjectBuilder::new()
        .property(name, field)
        .required(name)
        .additional_properties(Some(AdditionalProperties::<Schema>::FreeForm(false)))
        .into()
}

fn one_of(ids: impl Iterator<Item = &'static str>) -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(ids))
}
