//! What Cargo cannot say of the house (`ARCHITECTURE.md`): the files of one crate import each
//! other in one direction, the core does no input or output, faces stay faces.
//!
//! The sources are parsed by `syn`; test code and macro bodies are left out. A path counts as
//! an import of the file that its longest prefix names.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use syn::visit::{self, Visit};

/// The only circle: a title holds citations and a citation holds a title, because the grammar
/// is recursive.
const RECURSIVE: [&str; 2] = ["citation::find", "citation::title"];

/// Crates whose functions see texts and values only.
const CORE: [&str; 4] = ["text", "extract", "analysis", "legal"];

/// Parts of the standard library that reach outside the program.
const IO: [&str; 5] = ["fs", "net", "env", "process", "os"];

/// A file of a crate by its module path; the crate root is the empty path.
type Module = Vec<String>;

/// The modules of one crate, with what each imports.
struct Crate {
    name: String,
    imports: BTreeMap<Module, Imports>,
}

/// The paths that the code of one file names.
#[derive(Default)]
struct Imports {
    /// Own module path; where `self` and `super` start.
    here: Module,
    /// Absolute paths inside the crate.
    inside: BTreeSet<Vec<String>>,
    /// Parts of the standard library.
    std: BTreeSet<String>,
    /// Whether the file holds more than documentation, `mod` lines and `use` lines.
    has_code: bool,
}

impl Imports {
    fn read(here: Module, source: &str) -> Self {
        let file = syn::parse_file(source).unwrap();
        let is_line = |item: &syn::Item| match item {
            syn::Item::Mod(module) => module.content.is_none(),
            syn::Item::Use(_) => true,
            item => is_test(attributes(item)),
        };
        let has_code = !file.items.iter().all(is_line);
        let mut imports = Self { here, has_code, ..Self::default() };
        imports.visit_file(&file);
        imports
    }

    /// Records the path of `segments`, if it starts at the crate, at a neighbour or at `std`.
    fn record(&mut self, segments: &[String]) {
        let Some(first) = segments.first() else { return };
        let mut path = self.here.clone();
        match first.as_str() {
            "crate" => path.clear(),
            "self" => {}
            "super" => {
                let n_up = segments.iter().take_while(|name| *name == "super").count();
                path.truncate(path.len().saturating_sub(n_up));
            }
            "std" => {
                self.std.extend(segments.get(1).cloned());
                return;
            }
            _ => return,
        }
        let rest = segments.iter();
        path.extend(
            rest.skip_while(|name| ["crate", "self", "super"].contains(&name.as_str()))
                .cloned(),
        );
        self.inside.insert(path);
    }

    fn record_tree(&mut self, prefix: &[String], tree: &syn::UseTree) {
        let with = |name: &syn::Ident| [prefix, &[name.to_string()]].concat();
        match tree {
            syn::UseTree::Path(path) => self.record_tree(&with(&path.ident), &path.tree),
            syn::UseTree::Name(name) => self.record(&with(&name.ident)),
            syn::UseTree::Rename(name) => self.record(&with(&name.ident)),
            syn::UseTree::Glob(_) => self.record(prefix),
            syn::UseTree::Group(group) => {
                group.items.iter().for_each(|tree| self.record_tree(prefix, tree));
            }
        }
    }
}

impl<'ast> Visit<'ast> for Imports {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        if !is_test(attributes(item)) {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.record_tree(&[], &item.tree);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let names = path.segments.iter().map(|segment| segment.ident.to_string());
        self.record(&names.collect::<Vec<_>>());
        visit::visit_path(self, path);
    }

    // `pub(in path)` says who may look in; it imports nothing.
    fn visit_visibility(&mut self, _: &'ast syn::Visibility) {}
}

fn attributes(item: &syn::Item) -> &[syn::Attribute] {
    match item {
        syn::Item::Mod(item) => &item.attrs,
        syn::Item::Use(item) => &item.attrs,
        syn::Item::Fn(item) => &item.attrs,
        syn::Item::Impl(item) => &item.attrs,
        syn::Item::Const(item) => &item.attrs,
        _ => &[],
    }
}

fn is_test(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && attribute.parse_args::<syn::Path>().is_ok_and(|path| path.is_ident("test"))
    })
}

impl Crate {
    fn read(name: &str, root: &Path) -> Self {
        let mut waiting = vec![root.to_owned()];
        let mut imports = BTreeMap::new();
        while let Some(path) = waiting.pop() {
            if path.is_dir() {
                waiting.extend(children(&path));
                continue;
            }
            let inside = path.strip_prefix(root).unwrap().with_extension("");
            let mut module: Module =
                inside.iter().map(|name| name.to_str().unwrap().to_owned()).collect();
            module.retain(|name| !["mod", "lib", "main"].contains(&name.as_str()));
            let is_tests = |name: &String| name == "tests" || name.ends_with("_tests");
            if path.extension().is_some_and(|ending| ending == "rs")
                && !module.last().is_some_and(is_tests)
            {
                let source = std::fs::read_to_string(&path).unwrap();
                imports.insert(module.clone(), Imports::read(module, &source));
            }
        }
        Self { name: name.to_owned(), imports }
    }

    /// The file that a path leads into: its longest prefix that is one.
    fn file_of(&self, path: &[String]) -> Option<&Module> {
        (0..=path.len())
            .rev()
            .find_map(|n| self.imports.get_key_value(path.get(..n)?))
            .map(|(module, _)| module)
    }

    /// What each file imports of the other files; faces pass on and are left out.
    fn arrows(&self) -> BTreeMap<&Module, BTreeSet<&Module>> {
        let targets = |module: &Module, imports: &Imports| {
            let files = imports.inside.iter().filter_map(|path| self.file_of(path));
            files.filter(|file| *file != module && self.imports[*file].has_code).collect()
        };
        let files = self.imports.iter().filter(|(_, imports)| imports.has_code);
        files.map(|(module, imports)| (module, targets(module, imports))).collect()
    }

    /// The files that stand on a circle, in alphabetic order.
    fn circles(&self) -> Vec<String> {
        let mut arrows = self.arrows();
        // Files that import nothing any more cannot stand on a circle, nor what only they need.
        loop {
            let ends: Vec<&Module> = arrows
                .iter()
                .filter(|(_, targets)| targets.is_empty())
                .map(|(module, _)| *module)
                .collect();
            if ends.is_empty() {
                break;
            }
            arrows.retain(|module, _| !ends.contains(module));
            for targets in arrows.values_mut() {
                targets.retain(|target| !ends.contains(target));
            }
        }
        // What is left stands on a circle or above one; only the first are faults.
        let reaches = |from: &Module| {
            let mut seen: BTreeSet<&Module> = BTreeSet::new();
            let mut waiting: Vec<&Module> = arrows[from].iter().copied().collect();
            while let Some(module) = waiting.pop() {
                if seen.insert(module) {
                    waiting.extend(&arrows[module]);
                }
            }
            seen
        };
        let on_circle = arrows.keys().filter(|module| reaches(module).contains(*module));
        on_circle.map(|module| module.join("::")).collect()
    }
}

fn children(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}

fn crates() -> Vec<Crate> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut crates = vec![Crate::read("tracuu", &root.join("src"))];
    for folder in children(&root.join("crates")) {
        let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
        crates.push(Crate::read(&name, &folder.join("src")));
    }
    crates.sort_by(|one, other| one.name.cmp(&other.name));
    assert!(crates.len() > 10, "the sources were not found");
    crates
}

#[test]
fn files_of_a_crate_import_in_one_direction() {
    let mut found = Vec::new();
    for one in crates() {
        let circles = one.circles();
        let faults = circles
            .iter()
            .filter(|file| one.name != "legal" || !RECURSIVE.contains(&file.as_str()));
        found.extend(faults.map(|file| format!("{}: {file}", one.name)));
    }
    assert!(
        found.is_empty(),
        "{found:#?}\nhelp: the model in one file, what reads it and what prints it in others \
         that know it"
    );
}

#[test]
fn the_core_does_no_input_or_output() {
    for one in crates().iter().filter(|one| CORE.contains(&one.name.as_str())) {
        for (module, imports) in &one.imports {
            let reached: Vec<&String> =
                imports.std.iter().filter(|part| IO.contains(&part.as_str())).collect();
            assert!(
                reached.is_empty(),
                "{}::{}: std::{reached:?}",
                one.name,
                module.join("::")
            );
        }
    }
}

#[test]
fn faces_hold_module_lines_only() {
    let mut found = Vec::new();
    for one in crates() {
        let is_face = |module: &&Module| {
            let n = module.len();
            one.imports.keys().any(|other| other.len() > n && other.starts_with(module))
        };
        let faces = one.imports.keys().filter(is_face);
        let faults = faces.filter(|face| one.imports[*face].has_code);
        // `main.rs` of the program is its door, and stands at the same place as its face.
        let faults = faults.filter(|face| !face.is_empty() || one.name != "tracuu");
        found.extend(faults.map(|face| format!("{}: {}", one.name, face.join("::"))));
    }
    assert!(
        found.is_empty(),
        "{found:?}\nhelp: a face has documentation, `mod` and `use` lines; give the code a \
         file of its own"
    );
}

/// The rules must be able to fail: invented files, each with the circle it must give.
#[test]
fn an_invented_circle_is_found() {
    let check = |files: &[(&str, &str)], expected: &[&str]| {
        let module = |path: &str| {
            path.split("::").filter(|name| !name.is_empty()).map(str::to_owned).collect()
        };
        let imports = files
            .iter()
            .map(|(path, source)| (module(path), Imports::read(module(path), source)))
            .collect();
        let invented = Crate { name: "invented".to_owned(), imports };
        assert_eq!(invented.circles(), expected, "{files:?}");
    };
    let face = ("", "mod a; mod b;");
    check(&[face, ("a", "use crate::b::B;"), ("b", "struct B;")], &[]);
    check(
        &[face, ("a", "use crate::b::B; struct A;"), ("b", "struct B(super::a::A);")],
        &["a", "b"],
    );
    check(
        &[
            face,
            ("a", "use crate::b::B; fn f() {}"),
            ("b", "struct B; #[cfg(test)] mod tests { use crate::a::f; }"),
        ],
        &[],
    );
    // Above a circle is not on it.
    check(
        &[
            face,
            ("a", "use super::b::B; struct A;"),
            ("b", "use {crate::{c::C}}; struct B;"),
            ("c", "struct C(crate::b::B);"),
        ],
        &["b", "c"],
    );
}

/// The third column of SECURITY.md names what keeps each row.
#[test]
fn every_row_of_the_threat_model_names_tests_that_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["crates", "tests", "src"].map(|name| root.join(name));
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    let mut waiting = folders.to_vec();
    while let Some(path) = waiting.pop() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            if name != "node_modules" {
                waiting.extend(path.read_dir().unwrap().map(|one| one.unwrap().path()));
            }
        } else if [".rs", ".mjs", ".py"].iter().any(|end| name.ends_with(end)) {
            // Files of one name are one here.
            let text = std::fs::read_to_string(&path).unwrap();
            files.entry(name).or_default().push_str(&text);
        }
    }
    let text = std::fs::read_to_string(root.join("SECURITY.md")).unwrap();
    let rows = text.lines().filter(|line| line.starts_with("| "));
    let cells = rows.filter_map(|row| row.trim_matches('|').split(" | ").nth(2));
    let mut n_named = 0;
    for cell in cells.filter(|cell| cell.contains('`')) {
        let mut file = None;
        for name in cell.split('`').skip(1).step_by(2) {
            if let Some(text) = files.get(name.rsplit('/').next().unwrap()) {
                file = Some(text);
                n_named += 1;
                continue;
            }
            let is_there = file.is_some_and(|text| {
                text.contains(&format!("fn {name}("))
                    || text.contains(&format!("def {name}("))
                    || text.contains(&format!("test(\"{name}\""))
            });
            assert!(is_there, "{name} is no test\nhelp: SECURITY.md names it");
        }
        assert!(file.is_some(), "{cell} names no file");
    }
    assert!(n_named > 20, "the table is read in another way than it is written");
}
