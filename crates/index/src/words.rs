//! Vietnamese words for the fields of what records state.

use tracuu_legal::document::fact_field::FactField;

/// The label of what a fact is about.
pub const fn field_label(field: FactField) -> &'static str {
    match field {
        FactField::Type => "Loại văn bản",
        FactField::Date => "Ngày ban hành",
        FactField::Issuer => "Cơ quan ban hành",
        FactField::Title => "Trích yếu",
        FactField::Effective => "Ngày có hiệu lực",
        FactField::Validity => "Tình trạng hiệu lực",
        FactField::AmendedBy => "Được sửa đổi bởi",
        FactField::ReplacedBy => "Được thay thế bởi",
    }
}
