//! Which files a collection may hold: what only some people may see is passed over as if it were
//! not there, so that nothing of it can be observed by the others.

use std::path::{Path, PathBuf};

use super::checksum::Checksum;

/// What of the folders a collection shows. The default shows everything.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Visibility {
    /// Absolute paths of files and folders, each with whether it is shown.
    rules: Vec<(PathBuf, bool)>,
}

impl Visibility {
    /// Of rules for files and folders: whether they are shown. The rule of the longest path
    /// decides for all that lies in it; what no rule names is shown. Links in the paths are
    /// followed, as in the paths of roots.
    pub fn new(rules: impl IntoIterator<Item = (PathBuf, bool)>) -> Self {
        let absolute = |path: PathBuf| path.canonicalize().unwrap_or(path);
        let rules = rules.into_iter().map(|(path, is_shown)| (absolute(path), is_shown));
        Self { rules: rules.collect() }
    }

    /// Names it: another for every other visibility, the same on every run.
    pub fn name(&self) -> String {
        /// Digits of a checksum that keep some tens of visibilities apart.
        const N_DIGITS: usize = 16;
        let fields = self.rules.iter().flat_map(|(path, is_shown)| {
            let is_shown: &[u8] = if *is_shown { b"+" } else { b"-" };
            [path.as_os_str().as_encoded_bytes(), is_shown]
        });
        format!("{:.N_DIGITS$}", Checksum::compute_from_fields(fields))
    }

    /// Whether a file is shown.
    pub fn shows(&self, path: &Path) -> bool {
        let above = self.rules.iter().filter(|(rule, _)| path.starts_with(rule));
        let nearest = above.max_by_key(|(rule, _)| rule.components().count());
        nearest.is_none_or(|(_, is_shown)| *is_shown)
    }

    /// Whether anything may be shown of a file or folder.
    pub(crate) fn shows_part_of(&self, path: &Path) -> bool {
        let mut rules = self.rules.iter();
        self.shows(path)
            || rules.any(|(rule, is_shown)| *is_shown && rule.starts_with(path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_rule_decides() {
        let rules = [("/a", false), ("/a/b", true), ("/a/b/c.md", false)];
        let visibility =
            Visibility::new(rules.map(|(path, is_shown)| (path.into(), is_shown)));
        for (path, is_shown) in [
            ("/x.md", true),
            ("/ab.md", true),
            ("/a", false),
            ("/a/x.md", false),
            ("/a/b/x.md", true),
            ("/a/b/c.md", false),
        ] {
            assert_eq!(visibility.shows(Path::new(path)), is_shown, "{path}");
        }
        assert!(visibility.shows_part_of(Path::new("/a")));
        assert!(!visibility.shows_part_of(Path::new("/a/b/c.md")));
        assert!(Visibility::default().shows(Path::new("/a")));
        assert_ne!(visibility.name(), Visibility::default().name());
    }
}
