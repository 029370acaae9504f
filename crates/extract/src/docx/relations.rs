//! Which part stands in which relation to another, with names inside the container only.

use crate::package::container::Package;
use crate::package::error::{PackageError, PackagePart};
use crate::package::xml::{Namespace, XmlNode};

/// Most relations of a part; pictures and links have one each.
const MAX_RELATIONS: usize = 20_000;

/// The relations of one part.
#[derive(Default)]
pub(super) struct PartRelations {
    entries: Vec<PartRelation>,
}

struct PartRelation {
    id: String,
    kind: String,
    target: String,
}

impl PartRelations {
    /// Reads the relations of a part, or with an empty name those of the container. A
    /// container without them has none.
    ///
    /// # Errors
    ///
    /// A damaged or hostile list.
    pub(super) fn read(
        package: &mut Package<'_>,
        of: &str,
    ) -> Result<Self, PackageError> {
        let folder = of.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut relations = Self::default();
        let Some(mut xml) = package.part(&list_of(of), PackagePart::Relations)? else {
            return Ok(relations);
        };
        loop {
            match xml.next()? {
                XmlNode::Start if xml.name().1 == "Relationship" => {
                    let member = |name: &str| {
                        xml.attribute(Namespace::Bare, name)
                            .unwrap_or_default()
                            .into_owned()
                    };
                    if member("TargetMode") == "External" {
                        continue;
                    }
                    let kind = member("Type");
                    let kind = kind.rsplit_once('/').map_or("", |(_, kind)| kind);
                    relations.entries.push(PartRelation {
                        id: member("Id"),
                        kind: kind.to_owned(),
                        target: resolve_target(folder, &member("Target")),
                    });
                    if relations.entries.len() > MAX_RELATIONS {
                        return Err(PackageError::TooMuch {
                            part: PackagePart::Relations,
                        });
                    }
                }
                XmlNode::Eof => return Ok(relations),
                _ => {}
            }
        }
    }

    /// The part of a kind (`styles`), the first where there are several.
    pub(super) fn of_kind(&self, kind: &str) -> Option<&str> {
        let found = self.entries.iter().find(|relation| relation.kind == kind)?;
        Some(&found.target)
    }

    /// Whether a part of a folder is named.
    pub(super) fn has_target_in(&self, folder: &str) -> bool {
        self.entries.iter().any(|relation| relation.target.starts_with(folder))
    }

    /// The part behind an id.
    pub(super) fn by_id(&self, id: &str) -> Option<&str> {
        let found = self.entries.iter().find(|relation| relation.id == id)?;
        Some(&found.target)
    }
}

/// The name of the list with the relations of a part.
pub(super) fn list_of(part: &str) -> String {
    match part.rsplit_once('/') {
        Some((folder, file)) => format!("{folder}/_rels/{file}.rels"),
        None => format!("_rels/{part}.rels"),
    }
}

/// A target inside a folder as a name of the container. `..` steps up and stops at the
/// top: the result is only compared with names of the container.
fn resolve_target(folder: &str, target: &str) -> String {
    let (folder, target) = match target.strip_prefix('/') {
        Some(absolute) => ("", absolute),
        None => (folder, target),
    };
    let mut steps: Vec<&str> = Vec::new();
    for step in folder.split('/').chain(target.split('/')) {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            _ => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_names_inside_the_container() {
        for (folder, target, expected) in [
            ("word", "styles.xml", "word/styles.xml"),
            ("word", "/word/styles.xml", "word/styles.xml"),
            ("", "word/document.xml", "word/document.xml"),
            ("word", "../custom/a.xml", "custom/a.xml"),
            ("word", "../../../etc/passwd", "etc/passwd"),
        ] {
            assert_eq!(resolve_target(folder, target), expected);
        }
    }
}
