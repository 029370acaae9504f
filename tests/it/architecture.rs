//! The rules of the house (`ARCHITECTURE.md`), read from the source itself: which room may
//! name which, which outside crates a room may name, and that faces stay faces.
//!
//! Paths are found by a small reader of Rust's tokens: comments, strings and test code are
//! left out, `use` trees are unfolded. A path inside a macro's tokens counts like any other.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::rust_source::{Reference, defines, face_faults, references};

/// A room: its floor, and the outside crates that it may name.
struct Room {
    name: &'static str,
    floor: u8,
    crates: &'static [&'static str],
    /// Whether it may touch files, the network, the environment or processes.
    does_io: bool,
}

/// Crates that every room may name: errors, log events, civil dates, a hash.
const FREE: [&str; 4] = ["thiserror", "tracing", "jiff", "rustc_hash"];

/// Parts of the standard library that reach outside the program.
const IO: [&str; 5] = ["fs", "net", "env", "process", "os"];

/// The only rooms that know the settings.
const READS_CONFIG: [&str; 2] = ["cli", "main"];

const fn room(name: &'static str, floor: u8, crates: &'static [&'static str]) -> Room {
    Room { name, floor, crates, does_io: false }
}

const fn outer(name: &'static str, floor: u8, crates: &'static [&'static str]) -> Room {
    Room { name, floor, crates, does_io: true }
}

const ROOMS: [Room; 19] = [
    room("text", 1, &["icu_collator", "icu_locale_core", "unicode_normalization"]),
    outer("config", 1, &["serde", "toml"]),
    room("sheet", 2, &["zip"]),
    room("extract", 2, &["memchr", "quick_xml", "unicode_normalization", "zip"]),
    room(
        "analysis",
        2,
        &["lindera_dictionary", "tantivy_tokenizer_api", "unicode_normalization"],
    ),
    room("agency", 2, &["aho_corasick", "memchr", "unicode_normalization"]),
    room("document", 3, &["aho_corasick", "memchr"]),
    room("citation", 4, &["aho_corasick", "memchr"]),
    room("assignment", 4, &["aho_corasick", "memchr", "unicode_normalization"]),
    outer("corpus", 4, &["serde", "toml", "sha2"]),
    outer(
        "index",
        5,
        &["tantivy", "serde", "serde_json", "tempfile", "unicode_normalization"],
    ),
    room("query", 6, &["serde", "unicode_normalization"]),
    outer("ingest", 6, &[]),
    room("check", 6, &["serde"]),
    outer(
        "http",
        7,
        &[
            "askama",
            "axum",
            "percent_encoding",
            "serde",
            "serde_json",
            "tokio",
            "tokio_util",
            "tower_http",
            "utoipa",
        ],
    ),
    outer(
        "cli",
        8,
        &[
            "anyhow",
            "clap",
            "indicatif",
            "serde",
            "serde_json",
            "tempfile",
            "tokio",
            "tracing_subscriber",
        ],
    ),
    outer("main", 9, &[]),
    // The crate itself: module lines only.
    room("lib", 10, &[]),
    outer("build", 1, &["lindera_dictionary", "unicode_normalization"]),
];

/// One breach of a rule, with the place and what to do.
type Breach = String;

fn room_of(module: &[String]) -> Option<&'static Room> {
    let name = module.first().map_or("lib", String::as_str);
    ROOMS.iter().find(|room| room.name == name)
}

/// The sources by their places, `["text", "span"]`.
type Modules = BTreeMap<Vec<String>, String>;

/// The breaches of one source file at `module`; `modules` tell a file's name from an item of
/// a face.
fn breaches(
    module: &[String],
    source: &str,
    modules: &Modules,
    outside: &BTreeSet<String>,
) -> Vec<Breach> {
    let here = module.join("::");
    let Some(room) = room_of(module) else {
        return vec![format!(
            "{here}: a room that tests/it/architecture.rs does not know"
        )];
    };
    let mut found = Vec::new();
    for (line, reference) in references(module, source, outside) {
        let fault = match &reference {
            Reference::Inside(path) => inside_fault(room, module, path, modules),
            Reference::Outside(name) => outside_fault(room, name),
            Reference::Std(part) => std_fault(room, part),
        };
        found.extend(fault.map(|fault| format!("{here}:{line}: {fault}")));
    }
    found
}

fn inside_fault(
    room: &Room,
    module: &[String],
    path: &[String],
    modules: &Modules,
) -> Option<String> {
    let target = room_of(path.get(..1)?)?;
    let printed = path.join("::");
    if target.name != room.name {
        if target.floor >= room.floor {
            return Some(format!(
                "{printed} is on floor {}, not below floor {} of {}\nhelp: move what both \
                 need to a lower floor",
                target.floor, room.floor, room.name
            ));
        }
        if target.name == "config" && !READS_CONFIG.contains(&room.name) {
            return Some(format!(
                "{printed}: only the command line reads the settings\nhelp: take a small \
                 struct of your own"
            ));
        }
    }
    let through_face = (1..path.len()).any(|depth| {
        let (face, rest) = path.split_at(depth);
        is_folder(face, modules)
            && face != module
            && rest.first().is_some_and(|name| {
                let inner: Vec<String> = [face, std::slice::from_ref(name)].concat();
                !modules.contains_key(&inner) && !owns(modules, face, name)
            })
    });
    (through_face && path.len() > 1).then(|| {
        format!("{printed} goes through a face\nhelp: import from the file that owns it")
    })
}

/// Whether the file at a place defines an item, rather than passing one on.
fn owns(modules: &Modules, place: &[String], item: &str) -> bool {
    modules.get(place).is_some_and(|source| defines(source, item))
}

/// Whether a place is a folder with a face: some other place lies under it.
fn is_folder(place: &[String], modules: &Modules) -> bool {
    modules.keys().any(|module| module.len() > place.len() && module.starts_with(place))
}

fn outside_fault(room: &Room, name: &str) -> Option<String> {
    let is_allowed = FREE.contains(&name) || room.crates.contains(&name);
    (!is_allowed).then(|| {
        format!(
            "{} may not name the crate {name}\nhelp: the table in tests/it/architecture.rs \
             says who may",
            room.name
        )
    })
}

fn std_fault(room: &Room, part: &str) -> Option<String> {
    (IO.contains(&part) && !room.does_io)
        .then(|| format!("std::{part} in {}, which does no input or output", room.name))
}

/// The source files under `src/` with their places, in a stable order.
fn source_files() -> Vec<(Vec<String>, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut waiting = vec![root.clone()];
    let mut files: Vec<PathBuf> = Vec::new();
    while let Some(folder) = waiting.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    let place = |path: &PathBuf| {
        let inside = path.strip_prefix(&root).unwrap().with_extension("");
        let names = inside.iter().map(|name| name.to_str().unwrap().to_owned());
        names.filter(|name| name != "mod" && name != "lib").collect()
    };
    files
        .iter()
        .map(|path| (place(path), std::fs::read_to_string(path).unwrap()))
        .collect()
}

/// Whether a file of this name holds tests of its neighbours only.
fn is_test_file(name: &str) -> bool {
    name == "tests" || name.ends_with("_tests")
}

/// The outside crates of the manifest, as they are named in source.
fn outside_crates() -> BTreeSet<String> {
    crates_of(&["dependencies", "dev-dependencies", "build-dependencies"])
}

fn crates_of(tables: &[&str]) -> BTreeSet<String> {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    let manifest: toml::Table =
        std::fs::read_to_string(manifest).unwrap().parse().unwrap();
    let tables = tables.iter().filter_map(|table| manifest[*table].as_table());
    tables.flat_map(toml::Table::keys).map(|name| name.replace('-', "_")).collect()
}

#[test]
fn every_room_names_only_what_it_may() {
    let files = source_files();
    let modules: Modules = files.iter().cloned().collect();
    let outside = outside_crates();
    let found: Vec<Breach> = files
        .iter()
        .filter(|(module, _)| module.last().is_none_or(|name| !is_test_file(name)))
        .flat_map(|(module, source)| breaches(module, source, &modules, &outside))
        .collect();
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
    assert!(files.len() > 10, "the sources were not found");
}

#[test]
fn every_dependency_is_named_by_some_room() {
    let outside = outside_crates();
    let mut unused = crates_of(&["dependencies"]);
    for (module, source) in source_files() {
        for (_, reference) in references(&module, &source, &outside) {
            if let Reference::Outside(name) = reference {
                unused.remove(&name);
            }
        }
    }
    assert!(
        unused.is_empty(),
        "nobody names {unused:?}\nhelp: drop them from Cargo.toml"
    );
}

#[test]
fn faces_hold_module_lines_only() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut faces: Vec<PathBuf> = vec![root.join("lib.rs")];
    for entry in std::fs::read_dir(root).unwrap() {
        let face = entry.unwrap().path().join("mod.rs");
        faces.extend(face.is_file().then_some(face));
    }
    for face in faces {
        let source = std::fs::read_to_string(&face).unwrap();
        let faults = face_faults(&source);
        assert!(
            faults.is_empty(),
            "{}: lines {faults:?} are more than doc, mod and pub use\nhelp: give the code a \
             file of its own",
            face.display()
        );
    }
}

#[test]
fn the_table_breaks_no_rule_of_its_own() {
    let outside = outside_crates();
    for room in &ROOMS {
        for name in room.crates {
            assert!(
                outside.contains(*name),
                "{} of {} is no dependency",
                name,
                room.name
            );
        }
        let twins = ROOMS.iter().filter(|other| other.name == room.name).count();
        assert_eq!(twins, 1, "{}", room.name);
    }
}

/// The rules must be able to fail: invented sources, each with the breach it must give.
#[test]
fn invented_breaches_are_found() {
    let place = |path: &str| path.split("::").map(str::to_owned).collect::<Vec<_>>();
    let modules: Modules = [
        "text",
        "text::span",
        "agency",
        "agency::body",
        "document",
        "document::kind",
        "citation",
        "citation::find",
        "assignment",
        "assignment::table",
        "http",
        "http::wire",
        "http::wire::answer",
        "config",
        "config::settings",
        "index",
        "index::schema",
        "cli",
        "cli::run",
    ]
    .map(|path| (place(path), String::new()))
    .into_iter()
    .chain([(place("extract::table"), "pub(super) struct Cell { }".to_owned())])
    .chain([(place("extract::table::row"), String::new())])
    .collect();
    let outside = outside_crates();
    for (module, source, expected) in [
        // Floors.
        ("text::span", "use crate::index::schema::Field;", "floor 5, not below floor 1"),
        ("citation::find", "use crate::assignment::table::Row;", "not below floor 4"),
        ("agency::body", "fn f() -> crate::document::kind::Kind {}", "not below floor 2"),
        (
            "text::span",
            "use crate::{text::span, document::{kind::Kind}};",
            "document::kind::Kind is on floor 3",
        ),
        ("text::span", "use super::super::agency::body::Body;", "is on floor 2"),
        (
            "http::wire::answer",
            "use crate::config::settings::Settings;",
            "only the command",
        ),
        ("cli::run", "use tracuu::config::settings::Settings;", ""),
        ("document::kind", "use crate::agency::body::Body;", ""),
        ("attic::box", "", "a room that"),
        // Faces.
        ("document::kind", "use crate::text::Span;", "text::Span goes through a face"),
        ("document::kind", "use crate::text::{span::Span, Other};", "text::Other goes"),
        ("citation::find", "use super::Citation;", "citation::Citation goes"),
        ("cli::run", "use crate::http::wire::Answer;", "http::wire::Answer goes"),
        ("extract::table::row", "use super::{Cell, Row};", "extract::table::Row goes"),
        ("cli::run", "use crate::http::wire::answer::Answer;", ""),
        ("document::kind", "use crate::text::span;", ""),
        ("document::kind", "use crate::text::span::Span;", ""),
        // Outside crates.
        ("text::span", "use serde::Serialize;", "may not name the crate serde"),
        ("text::span", "#[derive(serde::Serialize)] struct A;", "the crate serde"),
        ("text::span", "type A = <B as tantivy::C>::D;", "the crate tantivy"),
        ("text::span", "use ::toml as other;", "the crate toml"),
        ("text::span", "use unicode_normalization::UnicodeNormalization;", ""),
        ("text::span", "fn f() { tracing::info!(\"x\"); }", ""),
        ("citation::find", "fn f() { self.serde.x(); serde(); a::serde::b(); }", ""),
        // Input and output.
        ("document::kind", "use std::{fmt, fs::File};", "std::fs in document"),
        ("config::settings", "use std::fs::File;", ""),
        // What is not code.
        ("text::span", "// use serde::A;\n/* /* */ use serde::A; */", ""),
        ("text::span", "const A: &str = \"serde::A \\\" serde::B\";", ""),
        ("text::span", "const A: &str = r#\"\"serde::A\"#; use tantivy::B;", "tantivy"),
        ("text::span", "fn f<'a>(x: &'a str) { g('\"'); serde::h('\\'') }", "serde"),
        // Test code may name anything.
        ("text::span", "#[cfg(test)]\nmod tests { use serde::A; }", ""),
        ("text::span", "#[cfg(test)] mod t { { } } use serde::A;", "serde"),
        ("text::span", "#[cfg(test)]\nuse serde::A;\nuse tantivy::B;", "tantivy"),
    ] {
        let found = breaches(&place(module), source, &modules, &outside);
        let as_expected = match found.as_slice() {
            [] => expected.is_empty(),
            [breach] => !expected.is_empty() && breach.contains(expected),
            _ => false,
        };
        assert!(
            as_expected,
            "{module}: {source}\nexpected {expected:?}, found {found:?}"
        );
    }
    assert_eq!(face_faults("//! Doc.\n\npub mod a;\nmod b;\npub use a::B;\n"), [0; 0]);
    assert_eq!(face_faults("mod a;\nconst B: u8 = 1;\n"), [2]);
}
