//! What is put into the folder for somebody, and taken out of it: the only place that writes
//! there. No byte is ever destroyed: what another file takes the place of, and what is taken
//! out, lies in a hidden folder beside the documents, which no ingest looks into.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

use super::checksum::Checksum;
use super::folder::MAX_FILE_BYTES;
use super::manifest::{self, Manifest};
use tracuu_text::invisible::visible;
use tracuu_text::syllable::lower;
use unicode_normalization::UnicodeNormalization as _;

/// Folder of what was replaced or taken out, in the folder of the documents: on the same disk,
/// so that a move is one step, and where whoever keeps the files finds it. Hidden folders are
/// not read (`scan`); shares name theirs alike (`.recycle`).
pub const TRASH: &str = ".trash";

/// How unfinished files begin that a stopped program left.
const UNFINISHED: &str = ".tracuu-";

/// Longest name of a file in bytes, of 255 that file systems take: the rest is room for the
/// number of a name that is taken.
const MAX_NAME_BYTES: usize = 200;

/// Numbers that are tried behind a name that is taken.
const MAX_NUMBER: usize = 999;

/// Names that Windows keeps for devices, whatever their ending; digits may stand behind them, the
/// raised ones of Latin-1 too (Microsoft, "Naming Files, Paths, and Namespaces").
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// The folder of the documents, as it is written to.
#[derive(Clone, Debug)]
pub struct Deposit {
    folder: PathBuf,
}

/// The folder was not changed.
#[derive(Debug, thiserror::Error)]
pub enum DepositError {
    /// The name belongs to something that is no file, or too many share it.
    #[error("{0} is taken")]
    Taken(String),
    /// The file is not there, or another one, or no plain file.
    #[error("{0} is not there as it was read")]
    Changed(String),
    /// The manifest lists it: whoever keeps that takes it out there.
    #[error("{0} is listed in the manifest")]
    Listed(String),
    /// The file system refuses.
    #[error("cannot write {}: {source}", .path.display())]
    Refused {
        /// Where.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

impl Deposit {
    /// That of a folder.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Removes what a stopped program left unfinished.
    pub fn sweep(&self) {
        let left = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        for left in
            left.filter(|one| one.file_name().to_string_lossy().starts_with(UNFINISHED))
        {
            let _ = fs::remove_file(left.path());
        }
    }

    /// The name of the file that has a name already, however it is composed and in whatever case:
    /// Windows and shares take these for one.
    pub fn same_name(&self, name: &str) -> Option<String> {
        let wanted = alike(name);
        let files = fs::read_dir(&self.folder).ok()?.flatten();
        let mut names = files.filter_map(|file| file.file_name().into_string().ok());
        names.find(|one| alike(one) == wanted)
    }

    /// The bytes of a plain file in it; `None` where there is none, or a larger one than is read.
    pub fn bytes(&self, path: &str) -> Option<Vec<u8>> {
        let path = self.folder.join(path);
        let facts = path.symlink_metadata().ok()?;
        (facts.is_file() && facts.len() <= MAX_FILE_BYTES).then(|| fs::read(path).ok())?
    }

    /// The name with the first number that nothing else has.
    ///
    /// # Errors
    /// Where too many are called so.
    pub fn free_name(&self, name: &str) -> Result<String, DepositError> {
        let mut names = (2..=MAX_NUMBER).map(|number| numbered(name, number));
        let free = names.find(|one| self.same_name(one).is_none());
        free.ok_or_else(|| DepositError::Taken(name.to_owned()))
    }

    /// Puts a file under a name that nothing has.
    ///
    /// # Errors
    /// Where something has it by now, or the folder cannot be written to.
    pub fn add(&self, name: &str, bytes: &[u8]) -> Result<(), DepositError> {
        let written = self.write(bytes)?;
        let placed = written.persist_noclobber(self.folder.join(name));
        placed.map_err(|error| match error.error.kind() {
            io::ErrorKind::AlreadyExists => DepositError::Taken(name.to_owned()),
            _ => self.refused(name)(error.error),
        })?;
        self.sync(&self.folder)
    }

    /// Puts a file in the place of the one that is there, in one step. That one is kept; where,
    /// in the folder.
    ///
    /// # Errors
    /// Where there is no plain file, or the folder cannot be written to.
    pub fn replace(
        &self,
        path: &str,
        bytes: &[u8],
        day: &str,
    ) -> Result<String, DepositError> {
        let there = self.folder.join(path);
        if !there.symlink_metadata().is_ok_and(|facts| facts.is_file()) {
            return Err(DepositError::Taken(path.to_owned()));
        }
        let written = self.write(bytes)?;
        let moved_to = self.keep(path, day, |from, to| {
            // Not every file system has a second name for a file.
            fs::hard_link(from, to).or_else(|error| match error.kind() {
                io::ErrorKind::AlreadyExists => Err(error),
                _ => fs::copy(from, to).map(|_| ()),
            })
        })?;
        written.persist(&there).map_err(|error| self.refused(path)(error.error))?;
        self.sync(&self.folder)?;
        Ok(moved_to)
    }

    /// Takes out a file that has a checksum; where it lies now, in the folder.
    ///
    /// # Errors
    /// Where it is not there as it was read, the manifest lists it, or the folder cannot be written to.
    pub fn take_out(
        &self,
        path: &str,
        sha256: Checksum,
        day: &str,
    ) -> Result<String, DepositError> {
        self.check(path, sha256)?;
        let moved_to = self.keep(path, day, |from, to| {
            if to.symlink_metadata().is_ok() {
                return Err(io::ErrorKind::AlreadyExists.into());
            }
            fs::rename(from, to)
        })?;
        let there = self.folder.join(path);
        self.sync(there.parent().unwrap_or(&self.folder))?;
        Ok(moved_to)
    }

    /// Err where a file may not be taken out.
    ///
    /// # Errors
    /// As [`Self::take_out`].
    pub fn check(&self, path: &str, sha256: Checksum) -> Result<(), DepositError> {
        let manifest = fs::read_to_string(self.folder.join(manifest::FILE_NAME)).ok();
        let manifest = manifest.and_then(|text| Manifest::read(&text).ok());
        if manifest.is_some_and(|manifest| manifest.entry(path).is_some()) {
            return Err(DepositError::Listed(path.to_owned()));
        }
        let bytes = self.bytes(path).filter(|bytes| Checksum::compute(bytes) == sha256);
        bytes.map(|_| ()).ok_or_else(|| DepositError::Changed(path.to_owned()))
    }

    /// Gives a file a place among what was taken out on a day; that place.
    fn keep(
        &self,
        path: &str,
        day: &str,
        mut bring: impl FnMut(&Path, &Path) -> io::Result<()>,
    ) -> Result<String, DepositError> {
        let from = self.folder.join(path);
        for number in 1..=MAX_NUMBER {
            let inside =
                if number == 1 { path.to_owned() } else { numbered(path, number) };
            let kept = format!("{TRASH}/{day}/{inside}");
            let to = self.folder.join(&kept);
            let parent = to.parent().unwrap_or(&self.folder);
            fs::create_dir_all(parent).map_err(self.refused(&kept))?;
            match bring(&from, &to) {
                Ok(()) => {
                    self.sync(parent)?;
                    return Ok(kept);
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(self.refused(&kept)(error)),
            }
        }
        Err(DepositError::Taken(path.to_owned()))
    }

    /// The bytes in an unfinished file, on the disk.
    fn write(&self, bytes: &[u8]) -> Result<NamedTempFile, DepositError> {
        let written = || -> io::Result<NamedTempFile> {
            let mut builder = Builder::new();
            builder.prefix(UNFINISHED);
            share(&mut builder);
            let mut file = builder.tempfile_in(&self.folder)?;
            file.write_all(bytes)?;
            file.as_file().sync_all()?;
            Ok(file)
        };
        written().map_err(self.refused(""))
    }

    fn sync(&self, folder: &Path) -> Result<(), DepositError> {
        if cfg!(unix) {
            let synced = File::open(folder).and_then(|folder| folder.sync_all());
            synced.map_err(self.refused(""))?;
        }
        Ok(())
    }

    fn refused(&self, path: &str) -> impl Fn(io::Error) -> DepositError {
        let path = self.folder.join(path);
        move |source| DepositError::Refused { path: path.clone(), source }
    }
}

/// Lets whoever shares the folder read the file, as any that is copied there.
#[cfg(unix)]
fn share(builder: &mut Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt as _;
    builder.permissions(fs::Permissions::from_mode(0o666));
}

#[cfg(not(unix))]
fn share(_: &mut Builder<'_, '_>) {}

/// The name under which a file is put that was sent with a name: no path, nothing that nobody
/// sees, nothing that Windows or the scan of the folder takes for something else. `None`
/// where nothing is left.
pub fn safe_name(sent: &str) -> Option<String> {
    let last = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    let composed: String = visible(last).nfc().collect();
    let plain = composed.chars().map(|letter| match letter {
        '<' | '>' | ':' | '"' | '|' | '?' | '*' => '-',
        blank if blank.is_whitespace() => ' ',
        letter => letter,
    });
    let plain: String = plain.collect();
    let name =
        plain.trim_start_matches(['.', '~', '$', ' ']).trim_end_matches(['.', ' ']);
    let (stem, end) = match name.rsplit_once('.') {
        Some((stem, end)) if end.len() <= 10 => (stem.trim_end(), format!(".{end}")),
        _ => (name, String::new()),
    };
    let device = stem.trim_end_matches(|digit: char| {
        digit.is_ascii_digit() || matches!(digit, '¹' | '²' | '³')
    });
    let is_device = DEVICES.iter().any(|known| device.eq_ignore_ascii_case(known));
    let stem = if is_device { format!("{stem}-") } else { stem.to_owned() };
    let room = MAX_NAME_BYTES - end.len();
    let cut = (0..=room.min(stem.len())).rev().find(|at| stem.is_char_boundary(*at))?;
    let stem = stem.get(..cut)?.trim_end();
    (!stem.is_empty()).then(|| format!("{stem}{end}"))
}

/// A path with a number behind its name.
fn numbered(path: &str, number: usize) -> String {
    let from = path.rfind('/').map_or(0, |slash| slash + 1);
    match path
        .get(from..)
        .and_then(|name| name.rfind('.'))
        .map(|dot| path.split_at(from + dot))
    {
        Some((stem, end)) => format!("{stem} ({number}){end}"),
        None => format!("{path} ({number})"),
    }
}

/// A form that names have in common which some file systems take for one.
fn alike(name: &str) -> String {
    lower(&name.nfc().collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> (tempfile::TempDir, Deposit) {
        let dir = tempfile::tempdir().unwrap();
        let deposit = Deposit::new(dir.path().to_owned());
        (dir, deposit)
    }

    #[test]
    fn a_name_leads_nowhere_else_and_means_nothing_else() {
        for (sent, name) in [
            ("Kế hoạch số 5.docx", Some("Kế hoạch số 5.docx")),
            ("Ke\u{302}\u{301} hoạch.docx", Some("Kế hoạch.docx")),
            ("../../etc/passwd", Some("passwd")),
            ("C:\\Users\\a\\b.doc", Some("b.doc")),
            (".an.txt", Some("an.txt")),
            ("~$mở.docx", Some("mở.docx")),
            ("a:b*c?.txt ", Some("a-b-c-.txt")),
            ("con.txt", Some("con-.txt")),
            ("COM1", Some("COM1-")),
            ("com¹.md", Some("com¹-.md")),
            ("a\u{202e}txt.exe\u{0}", Some("atxt.exe")),
            ("a\n.txt", Some("a.txt")),
            ("...", None),
            ("dir/", None),
            ("", None),
        ] {
            assert_eq!(safe_name(sent).as_deref(), name, "{sent:?}");
        }
        let long = safe_name(&format!("{}.docx", "Đề".repeat(200))).unwrap();
        assert!(long.len() <= MAX_NAME_BYTES && long.ends_with("Đề.docx"), "{long}");
    }

    #[test]
    fn another_file_is_put_beside_and_a_version_in_its_place() {
        let (dir, deposit) = folder();
        deposit.add("a.md", b"1").unwrap();
        assert!(matches!(deposit.add("a.md", b"2"), Err(DepositError::Taken(_))));
        let free = deposit.free_name("A.md").unwrap();
        deposit.add(&free, b"2").unwrap();
        assert_eq!(deposit.same_name("A.MD").as_deref(), Some("a.md"));
        for (bytes, kept) in [("3", ".trash/d/a.md"), ("4", ".trash/d/a (2).md")] {
            assert_eq!(deposit.replace("a.md", bytes.as_bytes(), "d").unwrap(), kept);
        }
        let read = |path: &str| fs::read_to_string(dir.path().join(path)).unwrap();
        assert_eq!(
            ["a.md", "A (2).md", ".trash/d/a.md", ".trash/d/a (2).md"].map(read),
            ["4", "2", "1", "3"]
        );
        fs::create_dir(dir.path().join("b.md")).unwrap();
        assert!(matches!(deposit.replace("b.md", b"", "d"), Err(DepositError::Taken(_))));
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 4, "nothing unfinished");
    }

    #[test]
    fn what_is_taken_out_is_the_file_that_was_read_and_stays_on_the_disk() {
        let (dir, deposit) = folder();
        fs::create_dir(dir.path().join("2024")).unwrap();
        fs::write(dir.path().join("2024/a.md"), "1").unwrap();
        let other = deposit.take_out("2024/a.md", Checksum::compute(b"2"), "d");
        assert!(matches!(other, Err(DepositError::Changed(_))), "{other:?}");
        let sum = Checksum::compute(b"1");
        let kept = deposit.take_out("2024/a.md", sum, "d").unwrap();
        assert_eq!(kept, ".trash/d/2024/a.md");
        assert_eq!(fs::read(dir.path().join(kept)).unwrap(), b"1");
        let gone = deposit.take_out("2024/a.md", sum, "d");
        assert!(matches!(gone, Err(DepositError::Changed(_))), "{gone:?}");
    }

    #[test]
    fn what_the_manifest_lists_stays() {
        let (dir, deposit) = folder();
        let sum = Checksum::compute(b"1");
        let manifest = format!(
            "format = 1\n[[document]]\nid = \"a\"\nfile = \"a.md\"\nprovenance = \"\"\n\
             sha256 = \"{sum}\"\n"
        );
        fs::write(dir.path().join("manifest.toml"), manifest).unwrap();
        fs::write(dir.path().join("a.md"), "1").unwrap();
        let refused = deposit.take_out("a.md", sum, "d");
        assert!(matches!(refused, Err(DepositError::Listed(_))), "{refused:?}");
    }
}
