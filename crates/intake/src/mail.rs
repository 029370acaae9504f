//! Mails (RFC 5322 with MIME): a letter with its attachments (EML), or a page of the web
//! that was saved with its pictures (MHT).

use mail_parser::{Message, MessageParser, MimeHeaders as _, PartType};

use super::inner_file::{InnerFile, shown_name};
use tracuu_text::read_failure::{ReadFailure, ReadFailureKind};

/// How far the head of a mail is looked at, in bytes.
const HEAD_BYTES: usize = 8 << 10;

/// Fields of the head of a mail, in small letters. A text that begins with two of them,
/// a line each, is a mail.
const FIELDS: [&str; 14] = [
    "from",
    "to",
    "cc",
    "date",
    "subject",
    "received",
    "return-path",
    "delivered-to",
    "message-id",
    "mime-version",
    "content-type",
    "x-mailer",
    "reply-to",
    "snapshot-content-location",
];

/// Fewest fields by which a mail is known.
const MIN_FIELDS: usize = 2;

/// What a mail is.
pub(super) enum Mail {
    /// A page, as HTML.
    Page(Vec<u8>),
    /// The letter and what is attached to it.
    Letter(Vec<InnerFile>),
}

/// Whether a text is a mail: the fields of its head come first, among them the version of
/// MIME or the way that it came.
pub(super) fn is_mail(bytes: &[u8]) -> bool {
    let head = bytes.get(..HEAD_BYTES.min(bytes.len())).unwrap_or_default();
    let mut n_known = 0;
    let mut is_sent = false;
    for (at, line) in head.split(|byte| *byte == b'\n').enumerate() {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            break;
        }
        if line.starts_with(b" ") || line.starts_with(b"\t") {
            continue;
        }
        let Some(end) = line.iter().position(|byte| *byte == b':') else {
            // The first line of a mailbox file.
            if at == 0 && line.starts_with(b"From ") {
                continue;
            }
            return false;
        };
        let (name, _) = line.split_at(end);
        let name = String::from_utf8_lossy(name).to_ascii_lowercase();
        if name.bytes().any(|byte| !byte.is_ascii_graphic()) {
            return false;
        }
        n_known += usize::from(FIELDS.contains(&name.as_str()));
        is_sent |= matches!(name.as_str(), "mime-version" | "received" | "message-id");
    }
    n_known >= MIN_FIELDS && is_sent
}

/// Opens a mail.
///
/// # Errors
/// One without a part that can be read.
pub(super) fn open(bytes: &[u8]) -> Result<Mail, ReadFailure> {
    let message = MessageParser::default().parse(bytes).ok_or_else(|| ReadFailure {
        kind: ReadFailureKind::Damaged,
        message: "the mail is damaged\nhint: save it anew in the mail program".to_owned(),
    })?;
    let is_page = message.content_type().is_some_and(|kind| {
        kind.ctype().eq_ignore_ascii_case("multipart")
            && kind.subtype().is_some_and(|sub| sub.eq_ignore_ascii_case("related"))
    });
    let has_sender = message.from().is_some_and(|from| from.first().is_some());
    let page = message.html_part(0).and_then(|part| match &part.body {
        PartType::Html(page) => Some(page.as_bytes().to_vec()),
        _ => None,
    });
    match page {
        Some(page)
            if is_page && (!has_sender || message.attachments().all(is_inline)) =>
        {
            Ok(Mail::Page(page))
        }
        page => Ok(Mail::Letter(letter(&message, page))),
    }
}

/// Whether an attachment belongs to the page: a picture, a style.
fn is_inline(part: &mail_parser::MessagePart<'_>) -> bool {
    part.content_type().is_none_or(|kind| {
        ["image", "text"].iter().any(|known| kind.ctype().eq_ignore_ascii_case(known))
    })
}

/// The words of a letter as a file of their own, where there are any, and its attachments.
fn letter(message: &Message<'_>, page: Option<Vec<u8>>) -> Vec<InnerFile> {
    let text = message.body_text(0).map(|text| text.into_owned().into_bytes());
    let body = page.map(|page| ("thư.html", page)).or(text.map(|text| ("thư.txt", text)));
    let body = body.filter(|(_, bytes)| bytes.iter().any(u8::is_ascii_alphabetic));
    let body =
        body.map(|(name, bytes)| InnerFile { name: name.to_owned(), bytes: Ok(bytes) });
    let attached = message.attachments().enumerate().map(|(place, part)| {
        let name = part.attachment_name().map(shown_name).filter(|name| !name.is_empty());
        let bytes = match &part.body {
            PartType::Message(inner) => inner.raw_message().to_vec(),
            _ => part.contents().to_vec(),
        };
        InnerFile {
            name: name.unwrap_or_else(|| (place + 1).to_string()),
            bytes: Ok(bytes),
        }
    });
    body.into_iter().chain(attached).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LETTER: &str = "From: a@example.vn\r\nTo: b@example.vn\r\nSubject: =?UTF-8?Q?K=E1=BA=BF?=\r\n\
        MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\
        Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n\
        S8OtbmggZ+G7rWk=\r\n--x\r\nContent-Type: application/octet-stream\r\n\
        Content-Disposition: attachment; filename=\"../ke-hoach.txt\"\r\n\r\nKE HOACH\r\n--x--\r\n";

    const PAGE: &str = "From: <Saved by Blink>\r\nSubject: x\r\nDate: Mon, 1 Jan 2024 00:00:00 +0000\r\n\
        MIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=x\r\n\r\n\
        --x\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
        <html><p>K=E1=BA=BF ho=E1=BA=A1ch</html>\r\n--x\r\nContent-Type: image/png\r\n\
        Content-Transfer-Encoding: base64\r\nContent-Location: a.png\r\n\r\niVBO\r\n--x--\r\n";

    #[test]
    fn a_letter_gives_its_words_and_what_is_attached() {
        assert!(is_mail(LETTER.as_bytes()));
        let Ok(Mail::Letter(files)) = open(LETTER.as_bytes()) else { panic!("a letter") };
        let files: Vec<_> = files
            .iter()
            .map(|file| (file.name.as_str(), file.bytes.as_deref().unwrap()))
            .collect();
        assert_eq!(
            files,
            [("thư.txt", "Kính gửi".as_bytes()), ("ke-hoach.txt", b"KE HOACH")]
        );
    }

    #[test]
    fn a_saved_page_is_one_document() {
        assert!(is_mail(PAGE.as_bytes()));
        let Ok(Mail::Page(page)) = open(PAGE.as_bytes()) else { panic!("a page") };
        assert!(String::from_utf8(page).unwrap().contains("Kế hoạch"));
    }

    #[test]
    fn a_text_with_colons_is_no_mail() {
        for text in [
            "From: A\nTo: B\n\nKính gửi",
            "Subject: x\nDate: y\nMột dòng khác\n",
            "Căn cứ:\nMIME-Version: 1.0\n",
            "",
        ] {
            assert!(!is_mail(text.as_bytes()), "{text}");
        }
    }
}
