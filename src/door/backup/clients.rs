//! PostgreSQL's own programs for a backup, and how they are told where the database is: by their environment, which
//! other users of the machine cannot read, and not by their command line.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use tokio::process::Command;
use tokio_postgres::config::Host;

use super::error::{BackupError, io};
use crate::config::SslMode;
use crate::door::embedded::{Owner, last_words, with_programs};
use crate::door::open::OpenError;
use crate::door::target::Target;
use crate::door::tls::authorities;

const PROGRAMS: [&str; 2] = ["pg_dump", "pg_restore"];

/// What the programs need of our own environment: the user's password file, above all, unless they run as another user.
const KEPT: [&str; 4] = ["PATH", "TMPDIR", "HOME", "PGPASSFILE"];

/// The programs, and what they are told.
pub(super) struct Clients {
    folder: PathBuf,
    owner: Owner,
    environment: Vec<(&'static str, OsString)>,
}

impl Clients {
    /// Those of the server's own major version, else of the nearest newer one. For root they run as the user of the
    /// private PostgreSQL in `cluster`.
    pub(super) fn find(
        pg_bin: Option<&Path>,
        major: i32,
        target: &Target,
        cluster: &Path,
    ) -> Result<Self, BackupError> {
        let owner = Owner::of(cluster)?;
        let (found, looked) = with_programs(pg_bin, &PROGRAMS, &owner);
        let fitting = found.into_iter().filter(|(it, _)| i64::from(*it) >= i64::from(major));
        let folder = fitting.min_by_key(|(it, _)| *it).map(|(_, folder)| folder);
        let folder = folder.ok_or(BackupError::MissingPrograms { major, looked })?;
        let mut environment = environment(target)?;
        if owner.is_another() {
            environment.retain(|(name, _)| !["HOME", "PGPASSFILE"].contains(name));
        }
        Ok(Self { folder, owner, environment })
    }

    /// Runs one of them to its end, and gives what it said on standard output if `output` is a pipe.
    pub(super) async fn run(
        &self,
        program: &'static str,
        arguments: &[&str],
        (input, output): (Stdio, Stdio),
    ) -> Result<Vec<u8>, BackupError> {
        let path = self.folder.join(program);
        let mut command = Command::new(&path);
        command.args(arguments).env_clear().envs(self.environment.iter().cloned());
        command.stdin(input).stdout(output).stderr(Stdio::piped()).kill_on_drop(true);
        if self.owner.is_another() {
            // Ours may be closed to it.
            command.current_dir("/");
        }
        self.owner.run_as(command.as_std_mut());
        let child = command.spawn().map_err(io("run", &path))?;
        let ended = child.wait_with_output().await.map_err(io("run", &path))?;
        if ended.status.success() {
            return Ok(ended.stdout);
        }
        let detail = last_words(&String::from_utf8_lossy(&ended.stderr));
        Err(BackupError::Failed { program, detail })
    }
}

/// A file as a program's input or output, from where it stands.
pub(super) fn stream(file: &File, path: &Path) -> Result<Stdio, BackupError> {
    Ok(file.try_clone().map_err(io("open", path))?.into())
}

fn environment(target: &Target) -> Result<Vec<(&'static str, OsString)>, BackupError> {
    let mut all: Vec<(&'static str, OsString)> =
        KEPT.iter().filter_map(|name| Some((*name, env::var_os(name)?))).collect();
    let config = &target.config;
    let hosts = config.get_hosts().iter().map(|host| match host {
        Host::Tcp(name) => OsString::from(name),
        Host::Unix(folder) => folder.clone().into_os_string(),
    });
    let addresses = config.get_hostaddrs().iter().map(|it| OsString::from(it.to_string()));
    let ports = config.get_ports().iter().map(|it| OsString::from(it.to_string()));
    all.push(("LC_ALL", "C".into()));
    all.push(("PGAPPNAME", "proffer backup".into()));
    all.push(("PGCONNECT_TIMEOUT", "10".into()));
    all.push(("PGHOST", joined(hosts)));
    all.push(("PGHOSTADDR", joined(addresses)));
    all.push(("PGPORT", joined(ports)));
    let texts = [
        ("PGUSER", config.get_user()),
        ("PGDATABASE", config.get_dbname()),
        ("PGOPTIONS", config.get_options()),
    ];
    all.extend(texts.into_iter().filter_map(|(name, text)| Some((name, text?.into()))));
    if let Some(password) = config.get_password() {
        all.push(("PGPASSWORD", OsString::from_vec(password.to_vec())));
    }
    all.push(("PGSSLMODE", target.wanted.mode.as_str().into()));
    if target.wanted.mode == SslMode::VerifyFull || target.wanted.authorities.is_some() {
        let file = authorities(&target.wanted).map_err(OpenError::Tls)?;
        let file = PathBuf::from(OsString::from(file));
        let file = std::path::absolute(&file).unwrap_or(file);
        all.push(("PGSSLROOTCERT", file.into()));
    }
    all.retain(|(_, value)| !value.is_empty());
    Ok(all)
}

fn joined(parts: impl Iterator<Item = OsString>) -> OsString {
    parts.collect::<Vec<_>>().join(OsStr::new(","))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Secret;

    #[test]
    fn the_programs_are_told_everything_by_their_environment() {
        let url = "postgres://ann:s%20ecret@one.bank,two.bank:5433/offers?sslmode=require";
        let told = environment(&Target::named(&Secret::new(url)).unwrap()).unwrap();
        let value =
            |name: &str| told.iter().find(|it| it.0 == name).map(|it| it.1.to_str().unwrap());
        assert_eq!(value("PGHOST"), Some("one.bank,two.bank"));
        assert_eq!((value("PGUSER"), value("PGDATABASE")), (Some("ann"), Some("offers")));
        assert_eq!((value("PGPASSWORD"), value("PGSSLMODE")), (Some("s ecret"), Some("require")));
        assert_eq!((value("PGHOSTADDR"), value("PGSSLROOTCERT")), (None, None));
    }
}
