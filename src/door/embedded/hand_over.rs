//! What root does for a program that is to go on as the server's user: makes the cluster if it is not there, and gives
//! that user the files of the data directory which it will need. The directory itself stays root's, so that nobody but
//! root can put other files in their place.

use std::fs::{OpenOptions, Permissions};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::OFlags;

use super::binaries::Programs;
use super::cluster;
use super::error::{EmbeddedError, io};
use super::locks::Lock;
use super::owner::{Owner, private_folder};
use super::place::Place;

/// The user as whom the program goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its name.
    pub name: String,
    /// Its number.
    pub uid: u32,
    /// The number of its group.
    pub gid: u32,
}

impl Account {
    /// The user `proffer` of the system, if there is one.
    pub fn of_proffer() -> Result<Option<Self>, EmbeddedError> {
        Ok(Owner::called("proffer")?.map(|owner| owner.account()))
    }
}

/// Prepares `data_dir` for a program that goes on as the server's user, and gives that user. `keys` are the names of the
/// program's own files in it.
pub async fn hand_over(
    data_dir: &Path,
    pg_bin: Option<&Path>,
    keys: &[&str],
) -> Result<(Account, PathBuf), EmbeddedError> {
    let place = Place::prepare(data_dir)?;
    let _starting = Lock::exclusive(&place.start_lock()).await?;
    let owner = Owner::of(&place.cluster)?;
    owner.reaches(&place.data_dir)?;
    if place.version()?.is_none() {
        let programs = Programs::find(pg_bin, None, &owner)?;
        cluster::make(&place, &programs, &owner).await?;
    }
    if place.socket.starts_with(&place.data_dir) {
        private_folder(&place.socket, &owner)?;
    }
    for file in [place.start_lock(), place.attached_lock(), place.start_log()] {
        give(&file, &owner, true)?;
    }
    for key in keys {
        give(&place.data_dir.join(key), &owner, false)?;
    }
    Ok((owner.account(), place.data_dir))
}

/// Gives a file to the user, unless it is a link: that could lead to a file of somebody else.
fn give(path: &Path, owner: &Owner, make: bool) -> Result<(), EmbeddedError> {
    let no_links = i32::try_from(OFlags::NOFOLLOW.bits()).unwrap_or_default();
    let opened = OpenOptions::new()
        .read(true)
        .write(true)
        .create(make)
        .mode(0o600)
        .custom_flags(no_links)
        .open(path);
    let file = match opened {
        Ok(file) => file,
        Err(error) if !make && error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(io("open", path)(error)),
    };
    let about = file.metadata().map_err(io("read", path))?;
    if about.is_file() && about.nlink() == 1 {
        owner.give_file(&file, path)?;
        file.set_permissions(Permissions::from_mode(0o600)).map_err(io("close", path))?;
    }
    Ok(())
}
