//! Vietnamese words for the fields of what records state.

/// The label of a fact's field; the field's own name where no label is known.
pub fn field_label(field: &str) -> &str {
    match field {
        "type" => "Loại văn bản",
        "symbol" => "Số, ký hiệu",
        "date" => "Ngày ban hành",
        "issuer" => "Cơ quan ban hành",
        "organisation" => "Cơ quan, tổ chức",
        "title" => "Trích yếu",
        "status" => "Tình trạng hiệu lực",
        "replaced_by" => "Được thay thế bởi",
        "amended_by" => "Được sửa đổi bởi",
        "effective_date" => "Ngày có hiệu lực",
        "signer" => "Người ký",
        "place" => "Nơi ban hành",
        other => other,
    }
}
