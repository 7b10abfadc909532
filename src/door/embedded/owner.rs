//! As whom the server runs: as the caller, but never as root, as which PostgreSQL refuses to run.

use std::fs::{self, File};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, fchown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::error::{EmbeddedError, io};
use super::hand_over::Account;

/// The system user that owns the cluster and runs its server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::door) struct Owner {
    name: String,
    uid: u32,
    gid: u32,
    drop: bool,
}

impl Owner {
    /// The caller; or, for root, the owner of the cluster that is there already, else `proffer`, else `postgres`. Never
    /// `nobody`, as whom other services run too: they could read and stop the server.
    pub(in crate::door) fn of(cluster: &Path) -> Result<Self, EmbeddedError> {
        if !rustix::process::geteuid().is_root() {
            return Ok(Self {
                name: String::new(),
                uid: rustix::process::geteuid().as_raw(),
                gid: rustix::process::getegid().as_raw(),
                drop: false,
            });
        }
        let users = users()?;
        if let Ok(there) = fs::metadata(cluster)
            && there.uid() != 0
        {
            let name = named(&users, |user| user.uid == there.uid())
                .map_or_else(|| there.uid().to_string(), |user| user.name);
            if name == "nobody" {
                tracing::warn!(cluster = %cluster.display(), "the private PostgreSQL belongs to `nobody`, as whom other services run too: stop the program, make a user for it and give it that folder (chown -R)");
            }
            return Ok(Self { name, uid: there.uid(), gid: there.gid(), drop: true });
        }
        named(&users, |user| user.name == "proffer")
            .or_else(|| named(&users, |user| user.name == "postgres"))
            .ok_or(EmbeddedError::NobodyToRunAs)
    }

    /// The user of this name, but never root.
    pub(super) fn called(name: &str) -> Result<Option<Self>, EmbeddedError> {
        Ok(named(&users()?, |user| user.name == name))
    }

    /// Lets `command` run as this user, without root's groups.
    pub(in crate::door) fn run_as<'c>(&self, command: &'c mut Command) -> &'c mut Command {
        if self.drop {
            command.uid(self.uid).gid(self.gid);
        }
        command
    }

    /// Whether what runs as this user is another than the caller, who is root.
    pub(in crate::door) fn is_another(&self) -> bool {
        self.drop
    }

    /// Name and numbers.
    pub(super) fn account(&self) -> Account {
        Account { name: self.name.clone(), uid: self.uid, gid: self.gid }
    }

    /// Gives an open file to this user.
    pub(super) fn give_file(&self, file: &File, path: &Path) -> Result<(), EmbeddedError> {
        if self.drop {
            fchown(file, Some(self.uid), Some(self.gid)).map_err(io("give away", path))?;
        }
        Ok(())
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

    /// Whether this user can get to a folder.
    pub(super) fn can_enter(&self, folder: &Path) -> bool {
        !self.drop || folder.ancestors().all(|it| self.passes(it).unwrap_or(false))
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

fn users() -> Result<String, EmbeddedError> {
    fs::read_to_string("/etc/passwd").map_err(io("read", "/etc/passwd"))
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
