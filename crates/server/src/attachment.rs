//! The names of files that are sent: those under which browsers store them, and those that clients
//! give to files in forms.

use axum::extract::multipart::Field;
use axum::http::{HeaderValue, header};
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use tracuu_text::invisible::visible;

/// The value of `Content-Disposition` that lets a browser store the answer as
/// `stem.extension` (RFC 6266), or as `plain.extension` where it knows ASCII only. A path
/// before the stem is left out; `plain` and `extension` are of ASCII letters and hyphens.
pub(super) fn attachment_header(stem: &str, plain: &str, extension: &str) -> HeaderValue {
    /// Characters of the stem that are kept; a file system takes 255 bytes, a Vietnamese
    /// letter up to three.
    const MAX_STEM: usize = 80;
    let stem = safe_name(stem, MAX_STEM);
    let stem = if stem.is_empty() { plain } else { &stem };
    disposition(&format!("{stem}.{extension}"), &format!("{plain}.{extension}"))
}

/// What of a name from elsewhere goes into that of a file: no path, nothing that nobody
/// sees, `max_chars` characters at most.
pub(super) fn safe_name(name: &str, max_chars: usize) -> String {
    let name = visible(name.rsplit(['/', '\\']).next().unwrap_or_default());
    let kept = name.chars().filter(|letter| !letter.is_control()).take(max_chars);
    kept.collect::<String>().trim().to_owned()
}

/// The header for a whole name, and one in ASCII for clients that know no other.
pub(super) fn disposition(name: &str, plain: &str) -> HeaderValue {
    let encoded = utf8_percent_encode(name, NON_ALPHANUMERIC);
    let value = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}");
    HeaderValue::from_str(&value).unwrap_or(HeaderValue::from_static("attachment"))
}

/// The name of the file in a field of a form; `None` where the field is no file.
pub(super) fn sent_name(field: &Field<'_>) -> Option<String> {
    if let Some(name) = field.file_name() {
        return Some(name.to_owned());
    }
    let disposition = field.headers().get(header::CONTENT_DISPOSITION)?;
    extended_name(disposition.to_str().ok()?)
}

/// The parameter `filename*` of a `Content-Disposition` (RFC 8187), in UTF-8. Forms must not use it (RFC
/// 7578, section 4.2), but clients in wide use did for names beyond ASCII (urllib3 before version 2).
fn extended_name(disposition: &str) -> Option<String> {
    let values = disposition.split(';').filter_map(|part| part.split_once('='));
    let mut extended =
        values.filter(|(name, _)| name.trim().eq_ignore_ascii_case("filename*"));
    let (charset, rest) = extended.next()?.1.trim().split_once('\'')?;
    let (_, encoded) = rest.split_once('\'')?;
    let name = percent_decode_str(encoded).decode_utf8().ok()?;
    charset.eq_ignore_ascii_case("utf-8").then(|| name.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_may_come_in_its_extended_form() {
        for (disposition, name) in [
            (
                "form-data; name=\"file\"; filename*=UTF-8''K%E1%BA%BF%20ho%E1%BA%A1ch.md",
                Some("Kế hoạch.md"),
            ),
            ("form-data; name=file; FileName* = utf-8'vi'a%3Bb.md", Some("a;b.md")),
            ("form-data; filename*=iso-8859-1''a.md", None),
            ("form-data; filename*=UTF-8''%FF.md", None),
            ("form-data; name=\"file\"", None),
        ] {
            assert_eq!(extended_name(disposition).as_deref(), name, "{disposition}");
        }
    }

    #[test]
    fn the_name_of_a_file_cannot_leave_its_header() {
        for stem in ["a\"; x=\r\nSet-Cookie: b", "Dự thảo", "../../x", "\u{202e}", ""]
        {
            let value = attachment_header(stem, "du-thao", "docx");
            let value = value.to_str().unwrap();
            assert_eq!(value.matches('"').count(), 2, "{value}");
            assert!(!value.contains('/') && !value.contains("%E2%80%AE"), "{value}");
        }
        let value = attachment_header("C:\\KH 12 (b)", "ke-hoach", "docx");
        assert!(value.to_str().unwrap().ends_with("UTF-8''KH%2012%20%28b%29%2Edocx"));
    }
}
