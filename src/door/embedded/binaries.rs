//! Finds PostgreSQL's programs, in a version from 14 to 18, and in the very version that made an existing cluster.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::error::EmbeddedError;
use super::owner::Owner;

const SERVER: [&str; 2] = ["postgres", "initdb"];
const SUPPORTED: std::ops::RangeInclusive<u32> = 14..=18;

/// A folder with `postgres` and `initdb`, and their major version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Programs {
    pub(super) bin: PathBuf,
    pub(super) major: u32,
}

impl Programs {
    /// The programs in `pg_bin` and nowhere else if it is set, else in the usual places; of version `needed` if a
    /// cluster is there already. They are asked for their version as `owner`.
    pub(super) fn find(
        pg_bin: Option<&Path>,
        needed: Option<(u32, &Path)>,
        owner: &Owner,
    ) -> Result<Self, EmbeddedError> {
        let (places, looked) = places(pg_bin, &SERVER, owner);
        choose(places.iter().filter_map(|bin| Self::inside(bin, owner)), looked, needed)
    }

    fn inside(bin: &Path, owner: &Owner) -> Option<Self> {
        let complete = SERVER.iter().all(|name| is_program(&bin.join(name)));
        complete
            .then(|| version(&bin.join("postgres"), owner))
            .flatten()
            .map(|major| Self { bin: bin.to_path_buf(), major })
    }

    /// The path of one program.
    pub(super) fn program(&self, name: &str) -> PathBuf {
        self.bin.join(name)
    }
}

/// The folders that hold all of these programs, with the major version of the first, and where they were looked for.
pub(in crate::door) fn with_programs(
    pg_bin: Option<&Path>,
    names: &[&str],
    owner: &Owner,
) -> (Vec<(u32, PathBuf)>, String) {
    let (mut places, looked) = places(pg_bin, names, owner);
    places.retain(|bin| names.iter().all(|name| is_program(&bin.join(name))));
    let of = |bin: PathBuf| Some((version(&bin.join(names.first()?), owner)?, bin));
    (places.into_iter().filter_map(of).collect(), looked)
}

fn places(pg_bin: Option<&Path>, names: &[&str], owner: &Owner) -> (Vec<PathBuf>, String) {
    match pg_bin {
        Some(bin) => (vec![bin.to_path_buf()], bin.display().to_string()),
        None => usual_places(env::var_os("PATH").as_deref(), names, owner),
    }
}

fn choose(
    found: impl Iterator<Item = Programs>,
    looked: String,
    needed: Option<(u32, &Path)>,
) -> Result<Programs, EmbeddedError> {
    let mut unsupported = None;
    for programs in found {
        match needed {
            Some((major, _)) if programs.major == major => return Ok(programs),
            None if SUPPORTED.contains(&programs.major) => return Ok(programs),
            _ => unsupported = unsupported.or(Some(programs)),
        }
    }
    Err(match (needed, unsupported) {
        (Some((major, cluster)), _) => {
            EmbeddedError::OtherVersion { cluster: cluster.to_path_buf(), major, looked }
        }
        (None, Some(Programs { bin, major })) => EmbeddedError::UnsupportedVersion { bin, major },
        (None, None) => EmbeddedError::MissingPrograms { looked, install: install_command() },
    })
}

fn is_program(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|it| it.is_file() && it.permissions().mode() & 0o111 != 0)
}

fn version(program: &Path, owner: &Owner) -> Option<u32> {
    major_of(&said(program.as_os_str(), "--version", owner)?)
}

/// What a program says. It was found and may be anybody's: it gets neither root's rights nor our settings.
fn said(program: &OsStr, argument: &str, owner: &Owner) -> Option<String> {
    let mut command = Command::new(program);
    command.arg(argument).env_clear().env("LC_ALL", "C").stdin(Stdio::null());
    command.envs(env::var_os("PATH").map(|path| ("PATH", path)));
    if owner.is_another() {
        // Ours may be closed to it.
        command.current_dir("/");
    }
    let output = owner.run_as(&mut command).output().ok()?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// 15 out of `postgres (PostgreSQL) 15.13 (Debian 15.13-0+deb12u1)`, 18 out of `postgres (PostgreSQL) 18beta1`.
fn major_of(text: &str) -> Option<u32> {
    let number = text.split(") ").nth(1)?;
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    number[..digits].parse().ok()
}

fn usual_places(path: Option<&OsStr>, names: &[&str], owner: &Owner) -> (Vec<PathBuf>, String) {
    let mut places: Vec<PathBuf> = Vec::new();
    // A program on PATH is often a link: its siblings are where it points to.
    for folder in path.into_iter().flat_map(env::split_paths) {
        for name in names {
            let program = fs::canonicalize(folder.join(name));
            places.extend(program.iter().filter_map(|it| it.parent()).map(Path::to_path_buf));
        }
    }
    if let Some(folder) = said(OsStr::new("pg_config"), "--bindir", owner) {
        places.push(PathBuf::from(folder.trim()));
    }
    places.extend(versioned("/usr/lib/postgresql", "bin"));
    places.extend(versioned("/usr", "bin").into_iter().filter(|it| is_pgsql(it)));
    places.push(PathBuf::from("/usr/local/pgsql/bin"));
    places.extend(homebrew("/opt/homebrew/opt"));
    places.extend(homebrew("/usr/local/opt"));
    (places, "PATH, pg_config's folder, /usr/lib/postgresql/*/bin and Homebrew".to_owned())
}

/// `<root>/<number>/<leaf>`, and `<root>/pgsql-<number>/<leaf>`, the newest first.
fn versioned(root: &str, leaf: &str) -> Vec<PathBuf> {
    let mut found: Vec<(u32, PathBuf)> = children(root)
        .into_iter()
        .filter_map(|it| {
            let name = it.file_name()?.to_str()?;
            let major = name.trim_start_matches("pgsql-").parse().ok()?;
            Some((major, it.join(leaf)))
        })
        .collect();
    found.sort_by_key(|(major, _)| std::cmp::Reverse(*major));
    found.into_iter().map(|(_, folder)| folder).collect()
}

fn is_pgsql(bin: &Path) -> bool {
    bin.components().any(|part| part.as_os_str().to_string_lossy().starts_with("pgsql-"))
}

fn homebrew(root: &str) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = children(root)
        .into_iter()
        .filter(|it| {
            it.file_name().is_some_and(|name| name.to_string_lossy().starts_with("postgresql"))
        })
        .map(|it| it.join("bin"))
        .collect();
    found.sort();
    found.reverse();
    found
}

fn children(root: &str) -> Vec<PathBuf> {
    fs::read_dir(root).map_or_else(
        |_| Vec::new(),
        |entries| entries.filter_map(|entry| Some(entry.ok()?.path())).collect(),
    )
}

fn install_command() -> &'static str {
    if Path::new("/etc/debian_version").exists() {
        // Without the setting, the package would make and start a cluster of its own on port 5432.
        "mkdir -p /etc/postgresql-common/createcluster.d && echo create_main_cluster = false > /etc/postgresql-common/createcluster.d/proffer.conf && apt-get install -y --no-install-recommends postgresql"
    } else if Path::new("/etc/alpine-release").exists() {
        "apk add postgresql"
    } else if Path::new("/etc/redhat-release").exists() {
        "dnf install -y postgresql-server"
    } else if Path::new("/etc/arch-release").exists() {
        "pacman -S --noconfirm postgresql"
    } else if cfg!(target_os = "macos") {
        "brew install postgresql@17"
    } else {
        "your system's package manager (the package is called postgresql or postgresql-server)"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn programs(major: u32) -> Programs {
        Programs { bin: PathBuf::from(format!("/pg/{major}/bin")), major }
    }

    #[test]
    fn the_major_version_is_read_from_what_the_program_says() {
        assert_eq!(major_of("postgres (PostgreSQL) 15.13 (Debian 15.13-0+deb12u1)\n"), Some(15));
        assert_eq!(major_of("postgres (PostgreSQL) 18beta1\n"), Some(18));
        assert_eq!(major_of("something else"), None);
    }

    #[test]
    fn the_version_of_an_existing_cluster_wins() {
        let found = [programs(17), programs(15)];
        let chosen =
            choose(found.clone().into_iter(), String::new(), Some((15, Path::new("/d/pg"))));
        assert_eq!(chosen.unwrap(), programs(15));
        let chosen = choose(found.into_iter(), String::new(), Some((16, Path::new("/d/pg"))));
        assert!(matches!(chosen, Err(EmbeddedError::OtherVersion { major: 16, .. })));
    }

    #[test]
    fn a_version_that_is_too_old_or_too_new_is_named() {
        let chosen = choose([programs(13)].into_iter(), String::new(), None);
        assert!(matches!(chosen, Err(EmbeddedError::UnsupportedVersion { major: 13, .. })));
        let chosen = choose([programs(19), programs(18)].into_iter(), String::new(), None);
        assert_eq!(chosen.unwrap(), programs(18));
    }
}
