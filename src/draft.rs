//! Files that appear whole or not at all: written beside their place under another name, and moved there when complete.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use uuid::Uuid;

/// A file in the making. Dropped before it is published, it leaves nothing.
#[derive(Debug)]
pub struct Draft {
    /// Where its text goes.
    pub file: File,
    path: PathBuf,
    place: PathBuf,
}

impl Draft {
    /// Begins a file that is to be at `place`, with these permissions less the process's mask.
    pub fn beside(place: &Path, mode: u32) -> io::Result<Self> {
        let name = place.file_name().ok_or(ErrorKind::InvalidInput)?;
        let mut hidden = OsString::from(".");
        hidden.push(name);
        // A name of its own: a process that was killed may have left another draft.
        hidden.push(format!(".{}.part", Uuid::now_v7().simple()));
        let path = place.with_file_name(hidden);
        let file =
            OpenOptions::new().read(true).write(true).create_new(true).mode(mode).open(&path)?;
        Ok(Self { file, path, place: place.to_path_buf() })
    }

    /// Puts it into its place, on the disk and all, unless something is there: `AlreadyExists`.
    pub fn publish(self) -> io::Result<()> {
        self.file.sync_all()?;
        fs::hard_link(&self.path, &self.place)?;
        self.settle()
    }

    /// Puts it into its place, on the disk and all, instead of what is there.
    pub fn replace(self) -> io::Result<()> {
        self.file.sync_all()?;
        fs::rename(&self.path, &self.place)?;
        self.settle()
    }

    /// A new name is on the disk only when its folder is.
    fn settle(&self) -> io::Result<()> {
        let folder = self.place.parent().filter(|it| !it.as_os_str().is_empty());
        File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // Gone already if it was renamed.
        fs::remove_file(&self.path).ok();
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn folder(name: &str) -> PathBuf {
        let path =
            std::env::temp_dir().join(format!("proffer-draft-{}-{name}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        path
    }

    fn names(folder: &Path) -> Vec<OsString> {
        fs::read_dir(folder).unwrap().map(|it| it.unwrap().file_name()).collect()
    }

    #[test]
    fn a_draft_appears_when_it_is_published_and_overwrites_nothing() {
        let folder = folder("publish");
        let place = folder.join("file");
        let mut draft = Draft::beside(&place, 0o600).unwrap();
        draft.file.write_all(b"one").unwrap();
        assert!(!place.exists());
        draft.publish().unwrap();
        assert_eq!(fs::metadata(&place).unwrap().permissions().mode() & 0o777, 0o600);
        let other = Draft::beside(&place, 0o600).unwrap().publish().unwrap_err();
        assert_eq!(other.kind(), ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&place).unwrap(), b"one");
        assert_eq!(names(&folder), ["file"]);
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_draft_that_is_dropped_leaves_what_was_there() {
        let folder = folder("drop");
        let place = folder.join("file");
        fs::write(&place, "old").unwrap();
        drop(Draft::beside(&place, 0o600).unwrap());
        assert_eq!((fs::read(&place).unwrap(), names(&folder).len()), (b"old".to_vec(), 1));
        Draft::beside(&place, 0o644).unwrap().replace().unwrap();
        assert_eq!((fs::read(&place).unwrap(), names(&folder).len()), (Vec::new(), 1));
        fs::remove_dir_all(&folder).unwrap();
    }
}
