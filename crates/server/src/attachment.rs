//! The names under which browsers store what is sent to them.

use axum::http::HeaderValue;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

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

#[cfg(test)]
mod tests {
    use super::*;

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
