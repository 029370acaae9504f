//! Vietnamese words of pages and command line, and how dates and counts are written there.

pub use tracuu_index::words::{
    capitalised, change_label, document_name, field_label, path_name, state_label,
};

use tracuu_query::agency_assignments::AssignedRole;

/// The name of a relation between documents.
pub fn relation_label(kind: &str) -> &'static str {
    match kind {
        "basis" => "căn cứ",
        "implements" => "thực hiện",
        "continues" => "tiếp tục thực hiện",
        "guides" => "hướng dẫn",
        "amends" => "sửa đổi, bổ sung",
        "replaces" => "thay thế",
        "repeals" => "bãi bỏ",
        "corrects" => "đính chính",
        "suspends" => "tạm ngưng, đình chỉ",
        "consolidates" => "hợp nhất",
        "refers" => "dẫn chiếu",
        "reviews" => "sơ kết, tổng kết",
        "encloses" => "ban hành kèm theo",
        "explains" => "giải thích",
        "announces" => "công bố",
        _ => "liên quan đến",
    }
}

/// The name of a relation between documents, from the side of the one acted on.
pub fn passive_relation_label(kind: &str) -> &str {
    match kind {
        "basis" => "Là căn cứ của",
        "implements" => "Được thực hiện bởi",
        "continues" => "Được tiếp tục thực hiện bởi",
        "guides" => "Được hướng dẫn bởi",
        "amends" => "Được sửa đổi, bổ sung bởi",
        "replaces" => "Được thay thế bởi",
        "repeals" => "Bị bãi bỏ bởi",
        "corrects" => "Được đính chính bởi",
        "suspends" => "Bị tạm ngưng, đình chỉ bởi",
        "consolidates" => "Được hợp nhất trong",
        "refers" => "Được dẫn chiếu bởi",
        "reviews" => "Được sơ kết, tổng kết bởi",
        "encloses" => "Được ban hành kèm theo",
        "explains" => "Được giải thích bởi",
        "announces" => "Được công bố bởi",
        other => other,
    }
}

/// The label of a part's role in an understood query.
pub fn role_label(role: &str) -> &str {
    match role {
        "kind" => "Tìm trong",
        "cites" => "Có trích dẫn",
        "document" => "Văn bản",
        "type" => "Loại văn bản",
        "issuer" => "Cơ quan ban hành",
        "date" => "Thời gian",
        "agency" => "Cơ quan",
        "lead" => "Chủ trì",
        "coordinating" => "Phối hợp",
        "measure" => "Nhiệm vụ",
        "text" => "Từ ngữ",
        "phrase" => "Cụm từ",
        "year" => "Năm ban hành",
        "number" => "Số, ký hiệu",
        "title" => "Tiêu đề",
        "collection" => "Thư mục",
        "without_citation" => "Không trích dẫn",
        "numbered" => "Văn bản có số",
        "unused" => "Không dùng đến",
        other => other,
    }
}

/// What hits can be narrowed by, from the field of a facet.
pub fn facet_label(field: &str) -> &str {
    match field {
        "kind" => "Kết quả là",
        "agency" => "Cơ quan thực hiện",
        other => role_label(other),
    }
}

/// The role of an agency in an assignment.
pub const fn assigned_role_label(role: AssignedRole) -> &'static str {
    match role {
        AssignedRole::Lead => "Chủ trì",
        AssignedRole::Coordinating => "Phối hợp",
        AssignedRole::Other => "Vai trò khác",
    }
}

/// What speaks for a hit, from the name of a feature (`docs/ranking.md`).
pub fn reason_label(feature: &str) -> &str {
    match feature {
        "syllables" => "tiếng trùng, đúng dấu",
        "other_marks" => "tiếng trùng, khác dấu",
        "words" => "từ trùng",
        "pairs" => "hai tiếng liền nhau",
        "runs" => "bốn tiếng liền nhau",
        "window" => "các tiếng đứng gần nhau",
        "heading" => "có ở tiêu đề",
        "symbols" => "số, ký hiệu trùng",
        "definition" => "giải thích đúng thuật ngữ được hỏi",
        other => other,
    }
}

/// The name of a kind of hit.
pub fn kind_label(kind: &str) -> &str {
    match kind {
        "document" => "Văn bản",
        "measure" => "Nhiệm vụ",
        "provision" => "Mục",
        "assignment" => "Phân công",
        other => other,
    }
}

/// An ISO date as printed in Vietnam: `29/12/2021`; anything else as it is.
pub fn vietnamese_date(iso: &str) -> String {
    let parts: Vec<&str> = iso.split('-').collect();
    match parts.as_slice() {
        [year, month, day] if iso.len() == 10 => format!("{day}/{month}/{year}"),
        _ => iso.to_owned(),
    }
}

/// A whole number with a full stop between thousands: `12.345`.
pub fn number(count: &usize) -> String {
    let digits = count.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

/// A number with one decimal: `12,3`.
pub fn decimal(number: &f32) -> String {
    format!("{number:.1}").replace('.', ",")
}

/// The level of a heading in a text: below the page's own two, at most the lowest that
/// HTML knows.
pub fn heading_level(depth: &usize) -> usize {
    (depth + 2).min(6)
}

/// A phrase with a small first letter.
pub fn uncapitalised(phrase: &str) -> String {
    let mut letters = phrase.chars();
    let first = letters.next().into_iter().flat_map(char::to_lowercase);
    first.chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_counts_are_written_as_in_vietnam() {
        assert_eq!(vietnamese_date("2021-12-29"), "29/12/2021");
        assert_eq!(vietnamese_date("2021"), "2021");
        assert_eq!(vietnamese_date("không rõ"), "không rõ");
        let counts = [0, 999, 1_000, 1_234_567];
        assert_eq!(
            counts.map(|count| number(&count)),
            ["0", "999", "1.000", "1.234.567"]
        );
    }
}
