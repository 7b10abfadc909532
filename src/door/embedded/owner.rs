//! As whom the server runs: as the caller, but never as root, as which PostgreSQL refuses to run.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};

use tokio::process::Command;

use super::error::{EmbeddedError, io};

/// The system user that owns the cluster and runs its server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Owner {
    name: String,
    uid: u32,
    gid: u32,
    drop: bool,
}

impl Owner {
    /// The caller; or, for root, the owner of the cluster that is there already, else `postgres`, else `nobody`.
    pub(super) fn of(cluster: &Path) -> Result<Self, EmbeddedError> {
        if !rustix::process::geteuid().is_root() {
            return Ok(Self {
                name: String::new(),
                uid: rustix::process::geteuid().as_raw(),
                gid: rustix::process::getegid().as_raw(),
                drop: false,
            });
        }
        let users = fs::read_to_string("/etc/passwd").map_err(io("read", "/etc/passwd"))?;
        if let Ok(there) = fs::metadata(cluster)
            && there.uid() != 0
        {
            let name = named(&users, |user| user.uid == there.uid())
                .map_or_else(|| there.uid().to_string(), |user| user.name);
            return Ok(Self { name, uid: there.uid(), gid: there.gid(), drop: true });
        }
        named(&users, |user| user.name == "postgres")
            .or_else(|| named(&users, |user| user.name == "nobody"))
            .ok_or(EmbeddedError::NobodyToRunAs)
    }

    /// Lets `command` run as this user.
    pub(super) fn run_as<'c>(&self, command: &'c mut Command) -> &'c mut Command {
        if self.drop {
            command.uid(self.uid).gid(self.gid);
        }
        command
    }

    /// Gives a folder that this process has made to this user.
    pub(super) fn give(&self, path: &Path) -> Result<(), EmbeddedError> {
        if self.drop {
            chown(path, Some(self.uid), Some(self.gid)).map_err(io("give away", path))?;
        }
        Ok(())
    }

    /// Whether the folder is this user's.
    pub(super) fn owns(&self, path: &Path) -> bool {
        fs::symlink_metadata(path).is_ok_and(|it| it.is_dir() && it.uid() == self.uid)
    }

    /// Opens the data directory for passage (only that: it cannot be listed) and checks the folders above it.
    pub(super) fn reaches(&self, data_dir: &Path) -> Result<(), EmbeddedError> {
        if !self.drop {
            return Ok(());
        }
        if !self.passes(data_dir)? {
            let mode = fs::metadata(data_dir).map_err(io("read", data_dir))?.permissions().mode();
            fs::set_permissions(data_dir, fs::Permissions::from_mode(mode | 0o011))
                .map_err(io("open", data_dir))?;
        }
        for folder in data_dir.ancestors() {
            if !self.passes(folder)? {
                return Err(EmbeddedError::Unreachable {
                    data_dir: data_dir.to_path_buf(),
                    blocked: folder.to_path_buf(),
                    user: self.name.clone(),
                });
            }
        }
        Ok(())
    }

    fn passes(&self, folder: &Path) -> Result<bool, EmbeddedError> {
        let it = fs::metadata(folder).map_err(io("read", folder))?;
        let bit = if it.uid() == self.uid {
            0o100
        } else if it.gid() == self.gid {
            0o010
        } else {
            0o001
        };
        Ok(it.mode() & bit != 0)
    }
}

fn named(passwd: &str, wanted: impl Fn(&Owner) -> bool) -> Option<Owner> {
    passwd.lines().filter_map(parse).find(|user| user.uid != 0 && wanted(user))
}

fn parse(line: &str) -> Option<Owner> {
    let mut fields = line.split(':');
    let name = fields.next()?.to_owned();
    let uid = fields.nth(1)?.parse().ok()?;
    let gid = fields.next()?.parse().ok()?;
    Some(Owner { name, uid, gid, drop: true })
}

/// Makes a folder that only its owner can enter; it may be there already.
pub(super) fn private_folder(path: &Path, owner: &Owner) -> Result<(), EmbeddedError> {
    match fs::create_dir(path) {
        Ok(()) => owner.give(path)?,
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            if !owner.owns(path) {
                return Err(EmbeddedError::ForeignSocketFolder(PathBuf::from(path)));
            }
        }
        Err(error) => return Err(io("make the folder", path)(error)),
    }
    fs::set_permissions(path, fs::Permissions::from_mode(0o700)).map_err(io("close", path))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PASSWD: &str = "root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65534:nobody:/:/bin/false\npostgres:x:101:104:,,,:/var/lib/postgresql:/bin/bash\n";

    #[test]
    fn a_user_is_found_by_name_and_root_never() {
        let postgres = named(PASSWD, |user| user.name == "postgres").unwrap();
        assert_eq!((postgres.uid, postgres.gid), (101, 104));
        assert_eq!(named(PASSWD, |user| user.name == "root"), None);
    }
}
