//! Corrections in Word documents as tracked changes: on words of the fixtures and of
//! documents with all that must stay whole, read with our own reader and accepted and
//! rejected by `LibreOffice`.

use std::fs;
use std::io::{Cursor, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use tracuu_extract::docx::revise::{obstacles, revise};
use tracuu_extract::docx::revision::{Revision, RevisionAuthor};
use tracuu_extract::read;
use tracuu_text::span::Span;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::shared;

const FIXTURES: [&str; 4] =
    ["plan.docx", "plan_split.docx", "hazards.docx", "quyche.docx"];

/// Vocabulary of Word, and of parts that documents name.
const SPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
    xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
    xmlns:v=\"urn:schemas-microsoft-com:vml\"";

/// A document, and corrections of it as they stand before and after.
struct RevisedCase {
    name: &'static str,
    original: Vec<u8>,
    revised: Vec<u8>,
    before: String,
    after: String,
}

impl RevisedCase {
    fn new(name: &'static str, original: Vec<u8>, revisions: &[Revision]) -> Self {
        let manuscript = read(&original, None).unwrap();
        let before = manuscript.text().to_owned();
        let hindered = obstacles(&original, revisions).unwrap();
        let author = RevisionAuthor {
            name: "Văn phòng".to_owned(),
            date: Some(jiff::civil::date(2026, 3, 2).at(8, 0, 0, 0)),
        };
        let revised = revise(&original, revisions, &author).unwrap();
        let mut after = before.clone();
        let mut n_written = 0;
        for (revision, hindered) in revisions.iter().zip(hindered).rev() {
            if hindered.is_none() {
                n_written += 1;
                let span = revision.span;
                after.replace_range(span.start..span.end, &revision.words);
            }
        }
        assert!(n_written > 1, "{name}");
        Self { name, original, revised, before, after }
    }

    /// A fixture in which every fifth word of small letters is another one.
    fn fixture(name: &'static str) -> Self {
        let original = fs::read(shared::path(&format!("fixtures/{name}"))).unwrap();
        let manuscript = read(&original, None).unwrap();
        let body = manuscript.body();
        let text = manuscript.text();
        let mut revisions = Vec::new();
        let mut at = 0;
        for (place, word) in text.split([' ', '\n', '|']).enumerate() {
            let span = Span::new(at, at + word.len());
            at = span.end + 1;
            let is_plain =
                word.chars().all(char::is_lowercase) && word.chars().count() > 3;
            // The reader joins the halves of rows that a page end has torn by their words.
            let in_row = manuscript.block_at(span.start).is_some_and(|block| {
                manuscript.slice(manuscript.blocks()[block].span).contains('|')
            });
            if place % 5 == 0 && is_plain && !in_row && body.contains(span) {
                let words = format!("{word}ab");
                revisions.push(Revision { span, words });
            }
        }
        Self::new(name, original, &revisions)
    }

    /// A document in which words are replaced where they first stand.
    fn generated(name: &'static str, paragraphs: &str, changes: &[(&str, &str)]) -> Self {
        let original = packed(paragraphs);
        let text = read(&original, None).unwrap().text().to_owned();
        let revisions: Vec<Revision> = changes
            .iter()
            .map(|(old, new)| {
                let start = text.find(old).unwrap_or_else(|| panic!("{old}: {text}"));
                let span = Span::new(start, start + old.len());
                Revision { span, words: (*new).to_owned() }
            })
            .collect();
        Self::new(name, original, &revisions)
    }
}

fn run(text: &str) -> String {
    format!("<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn paragraph(inside: &str) -> String {
    format!("<w:p>{inside}</w:p>")
}

/// A Word document with notes, a comment and a link beside its body.
fn packed(paragraphs: &str) -> Vec<u8> {
    const OFFICE: &str =
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
    const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
    let part = |name: &str, inside: &str| {
        format!("{head}<w:{name} {SPACES}>{inside}</w:{name}>")
    };
    let layout = |id: i32, kind: &str| {
        format!(
            "<w:footnote w:type=\"{kind}\" w:id=\"{id}\"><w:p><w:r><w:{kind}/></w:r></w:p>\
             </w:footnote>"
        )
    };
    let notes = [
        layout(-1, "separator"),
        layout(0, "continuationSeparator"),
        format!(
            "<w:footnote w:id=\"1\">{}</w:footnote>",
            paragraph(&run("Xem phụ lục."))
        ),
    ];
    let relation = |id: &str, kind: &str, target: &str, more: &str| {
        format!(
            "<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"{more}/>"
        )
    };
    let relations = |inside: &str| {
        format!(
            "{head}<Relationships xmlns=\"{PACKAGE}/relationships\">{inside}</Relationships>"
        )
    };
    let typed = |name: &str, kind: &str| {
        format!(
            "<Override PartName=\"/word/{name}.xml\" ContentType=\"{WORD}.{kind}+xml\"/>"
        )
    };
    let types = [
        typed("document", "document.main"),
        typed("footnotes", "footnotes"),
        typed("comments", "comments"),
    ];
    let links = [
        relation("r1", "footnotes", "footnotes.xml", ""),
        relation("r2", "comments", "comments.xml", ""),
        relation("r3", "hyperlink", "http://vi.du/", " TargetMode=\"External\""),
    ];
    let comment = format!(
        "<w:comment w:id=\"5\" w:author=\"Người khác\">{}</w:comment>",
        paragraph(&run("Xem lại."))
    );
    let parts = [
        (
            "[Content_Types].xml",
            format!(
                "{head}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" \
                 ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
                 {}</Types>",
                types.concat()
            ),
        ),
        (
            "_rels/.rels",
            relations(&relation("r1", "officeDocument", "word/document.xml", "")),
        ),
        ("word/_rels/document.xml.rels", relations(&links.concat())),
        (
            "word/document.xml",
            part("document", &format!("<w:body>{paragraphs}</w:body>")),
        ),
        ("word/footnotes.xml", part("footnotes", &notes.concat())),
        ("word/comments.xml", part("comments", &comment)),
    ];
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn generated() -> Vec<RevisedCase> {
    let changes = &[
        ("Nghị quyết", "Quyết định"),
        ("12/3/2022", "13/3/2022"),
        ("Tỉnh ủy", "Thành ủy"),
    ];
    let tail = run("ngày 12/3/2022 của Tỉnh ủy.");
    let head = run("Thực hiện Nghị quyết ");
    let link = format!("<w:hyperlink r:id=\"r3\">{}</w:hyperlink>", run("số 7-NQ/TU "));
    let note = "<w:r><w:footnoteReference w:id=\"1\"/></w:r>";
    let field = format!(
        "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> HYPERLINK \"http://vi.du/\" </w:instrText>\
         </w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{}<w:r><w:fldChar \
         w:fldCharType=\"end\"/></w:r>",
        run("số 7 ")
    );
    let tracked = format!(
        "<w:ins w:id=\"8\" w:author=\"Người khác\" w:date=\"2026-03-01T08:00:00Z\">{}</w:ins>\
         <w:del w:id=\"9\" w:author=\"Người khác\" w:date=\"2026-03-01T08:00:00Z\"><w:r>\
         <w:delText xml:space=\"preserve\">số 6 </w:delText></w:r></w:del>",
        run("số 7 ")
    );
    let commented = format!(
        "<w:commentRangeStart w:id=\"5\"/>{}<w:commentRangeEnd w:id=\"5\"/><w:r>\
         <w:commentReference w:id=\"5\"/></w:r>",
        run("số 7 ")
    );
    let boxed = format!(
        "<w:r><w:pict><v:shape style=\"width:200pt;height:40pt\"><v:textbox>\
         <w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>",
        paragraph(&run("MẬT"))
    );
    let line = |inside: &str| paragraph(&[&head, inside, &tail].concat());
    let cell = |inside: &str| {
        format!(
            "<w:tc><w:tcPr><w:tcW w:w=\"3000\" w:type=\"dxa\"/></w:tcPr>{inside}</w:tc>"
        )
    };
    let table = format!(
        "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w=\"3000\"/><w:gridCol w:w=\"3000\"/>\
         </w:tblGrid><w:tr>{}{}</w:tr></w:tbl>{}",
        cell(&paragraph(&head)),
        cell(&paragraph(&tail)),
        paragraph(&run("Hết."))
    );
    let case = RevisedCase::generated;
    vec![
        case("links", &line(&link), &[changes, &[("7-NQ/TU", "8-NQ/TU")][..]].concat()),
        case("notes", &line(note), changes),
        case("fields", &line(&field), &[changes, &[("số 7", "số 8")][..]].concat()),
        case("tracked", &line(&tracked), &[changes, &[("số 7", "số 8")][..]].concat()),
        case(
            "commented",
            &line(&commented),
            &[changes, &[("số 7", "số 8")][..]].concat(),
        ),
        case("boxes", &line(&boxed), changes),
        case("tables", &table, changes),
        case(
            "signs",
            &line("<w:r><w:t>A</w:t><w:tab/><w:t>B&amp;C </w:t></w:r>"),
            &[changes, &[("B&C", "D<E")][..]].concat(),
        ),
    ]
}

/// Words; white space at the ends of lines comes and goes.
fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

#[track_caller]
fn assert_same(found: &str, wanted: &str, name: &str) {
    let (found, wanted) = (words(found), words(wanted));
    let differs = found.iter().zip(&wanted).position(|(one, other)| one != other);
    let near = differs.map(|at| {
        let near = at.saturating_sub(3)..at + 3;
        (found.get(near.clone()), wanted.get(near))
    });
    assert_eq!(near, None, "{name}");
    assert_eq!(found.len(), wanted.len(), "{name}");
}

#[test]
fn our_reader_shows_the_corrected_text() {
    for case in generated() {
        assert_same(read(&case.revised, None).unwrap().text(), &case.after, case.name);
        assert_ne!(case.before, case.after);
    }
}

#[test]
#[ignore = "needs ../shared"]
fn our_reader_shows_the_corrected_text_of_the_fixtures() {
    for case in FIXTURES.map(RevisedCase::fixture) {
        assert_same(read(&case.revised, None).unwrap().text(), &case.after, case.name);
    }
}

/// Accepts or rejects all changes of the files of a folder, and stores them under a second
/// name.
const MACRO: &str = "Sub Settle(folder As String, command As String)\n\
    Dim hidden(0) As New com.sun.star.beans.PropertyValue\n\
    hidden(0).Name = \"Hidden\"\n\
    hidden(0).Value = True\n\
    Dim kind(0) As New com.sun.star.beans.PropertyValue\n\
    kind(0).Name = \"FilterName\"\n\
    kind(0).Value = \"MS Word 2007 XML\"\n\
    dispatcher = createUnoService(\"com.sun.star.frame.DispatchHelper\")\n\
    Dim names(100) As String\n\
    n = 0\n\
    found = Dir(folder &amp; \"/*.docx\")\n\
    Do While found &lt;&gt; \"\"\n\
    If InStr(found, command) = 0 Then\n\
    names(n) = found\n\
    n = n + 1\n\
    End If\n\
    found = Dir()\n\
    Loop\n\
    For i = 0 To n - 1\n\
    url = ConvertToURL(folder &amp; \"/\" &amp; names(i))\n\
    If Not FileExists(url &amp; \".\" &amp; command &amp; \".docx\") Then\n\
    document = StarDesktop.loadComponentFromURL(url, \"_blank\", 0, hidden())\n\
    frame = document.CurrentController.Frame\n\
    dispatcher.executeDispatch(frame, \".uno:\" &amp; command, \"\", 0, Array())\n\
    document.storeToURL(url &amp; \".\" &amp; command &amp; \".docx\", kind())\n\
    document.close(True)\n\
    End If\n\
    Next\n\
    StarDesktop.terminate()\n\
    End Sub\n";

/// How often the macro is called before its files count as missing: on a loaded machine
/// `LibreOffice` now and then dies or waits for itself in the midst of them.
const STARTS: usize = 8;

/// Seconds after which a start counts as stuck. All files take 15 on an idle machine.
const MAX_SECONDS: &str = "120";

/// Puts the macro where `LibreOffice` finds it: in the library that its first start made.
fn write_macro(profile: &Path) {
    let module = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE script:module PUBLIC \
         \"-//OpenOffice.org//DTD OfficeDocument 1.0//EN\" \"module.dtd\">\n<script:module \
         xmlns:script=\"http://openoffice.org/2000/script\" script:name=\"Module1\" \
         script:language=\"StarBasic\">{MACRO}</script:module>"
    );
    fs::write(profile.join("user/basic/Standard/Module1.xba"), module).unwrap();
}

/// Starts `LibreOffice`, waits for its end and returns what it said.
fn soffice(profile: &Path, args: &[&str]) -> String {
    let profile = format!("-env:UserInstallation=file://{}", profile.display());
    let output = Command::new("timeout")
        .args(["--kill-after=5", MAX_SECONDS, "soffice", "--headless", "--norestore"])
        .arg(&profile)
        .args(args)
        .stdin(Stdio::null())
        .output();
    let output = output.unwrap_or_else(|error| {
        panic!("soffice does not start: {error}\nhelp: install libreoffice-writer")
    });
    let said = String::from_utf8_lossy(&output.stderr);
    format!("{}: {said}\n", output.status)
}

/// The files after all their changes were accepted or rejected.
fn settled(cases: &[RevisedCase], command: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    for (place, case) in cases.iter().enumerate() {
        fs::write(folder.path().join(format!("{place}.docx")), &case.revised).unwrap();
        fs::write(folder.path().join(format!("{place}-o.docx")), &case.original).unwrap();
    }
    let folder_name = folder.path().display();
    let call =
        format!("macro:///Standard.Module1.Settle(\"{folder_name}\",\"{command}\")");
    let results: Vec<String> = (0..cases.len())
        .flat_map(|place| [format!("{place}"), format!("{place}-o")])
        .map(|name| format!("{name}.docx.{command}.docx"))
        .collect();
    let is_there = |name: &String| {
        folder.path().join(name).try_exists().is_ok_and(|is_there| is_there)
    };
    let mut said = String::new();
    for start in 0..STARTS {
        let profile = folder.path().join(format!("profile-{start}"));
        said += &soffice(&profile, &["--terminate_after_init"]);
        write_macro(&profile);
        said += &soffice(&profile, &[&call]);
        if results.iter().all(is_there) {
            break;
        }
    }
    let text = |name: String| {
        let file = folder.path().join(name);
        let bytes = fs::read(&file)
            .unwrap_or_else(|error| panic!("{}: {error}\n{said}", file.display()));
        read(&bytes, None).unwrap().text().to_owned()
    };
    results.into_iter().map(text).collect()
}

#[test]
#[ignore = "needs ../shared and LibreOffice"]
fn libreoffice_accepts_the_corrected_text_and_rejects_to_the_old_one() {
    let mut cases = generated();
    cases.extend(FIXTURES.map(RevisedCase::fixture));
    // What others changed is rejected with ours: the original with its changes rejected.
    let rejected = settled(&cases, "RejectAllTrackedChanges");
    for (case, texts) in cases.iter().zip(rejected.chunks(2)) {
        assert_same(&texts[0], &texts[1], case.name);
    }
    let accepted = settled(&cases, "AcceptAllTrackedChanges");
    for (case, texts) in cases.iter().zip(accepted.chunks(2)) {
        println!("{}: {} words", case.name, words(&texts[0]).len());
        assert_same(&texts[0], &case.after, case.name);
    }
}
