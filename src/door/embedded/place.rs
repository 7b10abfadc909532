//! Where things are: the cluster, its socket's folder, its locks and its logs, all inside the data directory; but for
//! the socket's folder when its path would be too long for a Unix socket.

use std::env;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::error::{EmbeddedError, io};

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
        fs::create_dir_all(data_dir).map_err(io("make the data directory", data_dir))?;
        let data_dir = fs::canonicalize(data_dir).map_err(io("find", data_dir))?;
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
