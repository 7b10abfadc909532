//! Where things are: the cluster, its socket's folder, its locks and its logs, all inside the data directory; but for
//! the socket's folder when its path would be too long for a Unix socket.

use std::env;
use std::fs;
use std::io::ErrorKind;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use rustix::process::geteuid;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::error::{EmbeddedError, io};
use super::owner::{Owner, private_folder};

/// A socket's path has at most 107 bytes, `/.s.PGSQL.5432` takes 14 of them.
const LONGEST_FOLDER: usize = 93;

/// The folders and files of one data directory.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) data_dir: PathBuf,
    pub(super) cluster: PathBuf,
    pub(super) socket: PathBuf,
}

impl Place {
    /// Makes the data directory if it is not there.
    pub(super) fn prepare(data_dir: &Path) -> Result<Self, EmbeddedError> {
        let data_dir = data_dir_of_its_own(data_dir)?;
        let cluster = data_dir.join("pg");
        let socket = socket_folder(&data_dir, &env::temp_dir());
        Ok(Self { data_dir, cluster, socket })
    }

    pub(super) fn start_lock(&self) -> PathBuf {
        self.data_dir.join("start.lock")
    }

    pub(super) fn attached_lock(&self) -> PathBuf {
        self.data_dir.join("attached.lock")
    }

    /// What the server says before its own log files are open.
    pub(super) fn start_log(&self) -> PathBuf {
        self.data_dir.join("pg-start.log")
    }

    pub(super) fn log_folder(&self) -> PathBuf {
        self.cluster.join("log")
    }

    /// Removes what a server that was killed has left of its socket. PostgreSQL does so itself unless the number in the
    /// socket's lock file is that of a living process, or of a dead one that nobody reaps.
    pub(super) fn clear_socket(&self) {
        for name in [".s.PGSQL.5432.lock", ".s.PGSQL.5432"] {
            // If it stays, the server says so.
            fs::remove_file(self.socket.join(name)).ok();
        }
    }

    /// The same with a socket's folder that is there and this user's own. In the temporary directory anybody may have
    /// taken the name: then it gets another one, which `postmaster.pid` tells to others.
    pub(super) fn with_socket_folder(&self, owner: &Owner) -> Result<Self, EmbeddedError> {
        let mut place = self.clone();
        match private_folder(&place.socket, owner) {
            Err(EmbeddedError::ForeignSocketFolder(_))
                if !place.socket.starts_with(&place.data_dir) =>
            {
                let mut name = place.socket.file_name().unwrap_or_default().to_owned();
                name.push(format!("-{:08x}", Uuid::now_v7().as_u128() & 0xffff_ffff));
                place.socket = env::temp_dir().join(name);
                private_folder(&place.socket, owner)?;
            }
            done => done?,
        }
        Ok(place)
    }

    /// Removes the socket's folder if it had to be outside the data directory.
    pub(super) fn leave_nothing_elsewhere(&self) {
        if !self.socket.starts_with(&self.data_dir) {
            // Only an empty folder goes; if it stays, the next start uses it.
            fs::remove_dir(&self.socket).ok();
        }
    }

    /// The major version of the cluster that is there, if one is.
    pub(super) fn version(&self) -> Result<Option<u32>, EmbeddedError> {
        match fs::read_to_string(self.cluster.join("PG_VERSION")) {
            Ok(text) => match text.trim().parse() {
                Ok(major) => Ok(Some(major)),
                Err(_) => Err(EmbeddedError::NotACluster(self.cluster.clone())),
            },
            Err(_) if !self.cluster.exists() => Ok(None),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                Err(EmbeddedError::NotACluster(self.cluster.clone()))
            }
            Err(error) => Err(io("read", self.cluster.join("PG_VERSION"))(error)),
        }
    }
}

/// The data directory, made if it is not there, and closed to everybody else; but for passage, which root leaves open for
/// PostgreSQL's user.
pub fn data_dir_of_its_own(path: &Path) -> Result<PathBuf, EmbeddedError> {
    let make = |path: &Path| {
        if let Some(above) = path.parent() {
            fs::create_dir_all(above)?;
        }
        match fs::DirBuilder::new().mode(0o700).create(path) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
            done => done,
        }
    };
    let not_a_folder = |error: std::io::Error| match error.kind() {
        ErrorKind::NotADirectory | ErrorKind::AlreadyExists => {
            EmbeddedError::NotAFolder(path.to_path_buf())
        }
        _ => io("make the data directory", path)(error),
    };
    make(path).map_err(not_a_folder)?;
    let found = fs::canonicalize(path).map_err(io("find", path))?;
    let about = fs::metadata(&found).map_err(io("read", &found))?;
    if !about.is_dir() {
        return Err(EmbeddedError::NotAFolder(path.to_path_buf()));
    }
    let open = about.mode() & if geteuid().is_root() { 0o066 } else { 0o077 };
    if open == 0 {
        return Ok(found);
    }
    // Another user's, such as root's after rights were given up, may be closed to reading and is not ours to change.
    let may_close = geteuid().is_root() || about.uid() == geteuid().as_raw();
    if may_close && is_ours(&found)? {
        let closed = fs::Permissions::from_mode(about.mode() & 0o7777 & !open);
        fs::set_permissions(&found, closed).ok();
    } else if open & 0o022 != 0 {
        return Err(EmbeddedError::SharedFolder(found));
    }
    Ok(found)
}

/// Whether a folder is empty, or a data directory already.
fn is_ours(folder: &Path) -> Result<bool, EmbeddedError> {
    const OURS: [&str; 3] = ["pg", "signing.key", "start.lock"];
    let mut entries = fs::read_dir(folder).map_err(io("read", folder))?;
    Ok(entries.next().is_none() || OURS.iter().any(|name| folder.join(name).exists()))
}

/// The data directory where no setting names one: `./data`; for root `/var/lib/proffer`, where PostgreSQL's user cannot
/// get to this folder.
pub fn default_data_dir() -> PathBuf {
    let here = PathBuf::from("./data");
    if !geteuid().is_root() || here.join("pg").exists() {
        return here;
    }
    let (Ok(folder), Ok(owner)) = (env::current_dir(), Owner::of(&here.join("pg"))) else {
        return here;
    };
    if owner.can_enter(&folder) { here } else { PathBuf::from("/var/lib/proffer") }
}

/// A name for the cluster that no other has, by which its processes call themselves.
pub(super) fn cluster_name(cluster: &Path) -> String {
    let digest = Sha256::digest(cluster.as_os_str().as_bytes());
    let name = digest.iter().take(8).fold(0_u64, |name, byte| name << 8 | u64::from(*byte));
    format!("proffer-{name:016x}")
}

fn socket_folder(data_dir: &Path, temp: &Path) -> PathBuf {
    let inside = data_dir.join("socket");
    if inside.as_os_str().len() <= LONGEST_FOLDER {
        return inside;
    }
    temp.join(cluster_name(&data_dir.join("pg")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_path_moves_the_socket_to_the_temporary_folder() {
        let temp = Path::new("/tmp");
        assert_eq!(socket_folder(Path::new("/d"), temp), Path::new("/d/socket"));
        let long = PathBuf::from(format!("/{}", "x".repeat(100)));
        let other = PathBuf::from(format!("/{}", "y".repeat(100)));
        assert!(socket_folder(&long, temp).as_os_str().len() <= LONGEST_FOLDER);
        assert_eq!(socket_folder(&long, temp), socket_folder(&long, temp));
        assert_ne!(socket_folder(&long, temp), socket_folder(&other, temp));
    }
}
