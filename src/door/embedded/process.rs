//! The server as a process: whether the one that `postmaster.pid` names is really this cluster's, whether it answers,
//! and how to stop it.

use std::fs;
use std::io::ErrorKind;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process, test_kill_process};
use tokio::time::{Instant, sleep, timeout};
use tokio_postgres::error::SqlState;
use tokio_postgres::{Config, NoTls};

use super::cluster::NAME;
use super::error::{EmbeddedError, io};
use super::place::cluster_name;

const PAUSE: Duration = Duration::from_millis(20);
const WATCH: Duration = Duration::from_millis(100);
const FAST_SHUTDOWN: Duration = Duration::from_secs(60);
const IMMEDIATE_SHUTDOWN: Duration = Duration::from_secs(10);

/// What `postmaster.pid` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PidFile {
    pub(super) pid: i32,
    pub(super) socket: Option<PathBuf>,
    /// Whether it is past starting and recovering. Asking it by connecting would fill its log with refusals.
    pub(super) ready: bool,
}

impl PidFile {
    /// The file's content; `None` when there is none, or none that makes sense.
    pub(super) fn read(cluster: &Path) -> Option<Self> {
        fs::read_to_string(path(cluster)).ok().and_then(|text| Self::parse(&text))
    }

    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        let pid = lines.next()?.trim().parse().ok().filter(|pid| *pid > 0)?;
        let socket = lines.nth(3).map(str::trim).filter(|it| !it.is_empty()).map(PathBuf::from);
        let ready = lines.nth(2).is_some_and(|status| status.trim() == "ready");
        Some(Self { pid, socket, ready })
    }

    /// Removes the file if it is in the way: the process that it names lives but is not this cluster's server (its
    /// number was given out again, or it is dead and nobody reaps it), and no other process of the cluster lives.
    /// PostgreSQL itself would refuse to start. A file whose process is gone is left to PostgreSQL, which looks for
    /// survivors by the shared memory that the file names.
    pub(super) fn remove_if_stale(&self, cluster: &Path) -> Result<(), EmbeddedError> {
        if exists(self.pid) && !is_server(self.pid, cluster) && !has_survivors(cluster) {
            fs::remove_file(path(cluster)).map_err(io("remove", path(cluster)))?;
        }
        Ok(())
    }
}

fn path(cluster: &Path) -> PathBuf {
    cluster.join("postmaster.pid")
}

fn exists(pid: i32) -> bool {
    Pid::from_raw(pid).is_some_and(|pid| test_kill_process(pid).is_ok())
}

/// Whether the process lives and is of this cluster, in whose folder PostgreSQL's processes always work.
#[cfg(target_os = "linux")]
pub(super) fn is_server(pid: i32, cluster: &Path) -> bool {
    let process = Path::new("/proc").join(pid.to_string());
    if !fs::read_to_string(process.join("comm")).is_ok_and(|name| name.trim() == "postgres") {
        return false;
    }
    match fs::read_link(process.join("cwd")) {
        Ok(folder) => folder == cluster,
        // Root in a container may not look into another user's process, but may read how it was called.
        Err(error) if error.kind() == ErrorKind::PermissionDenied => {
            fs::read(process.join("cmdline")).is_ok_and(|line| names_cluster(&line, cluster))
        }
        Err(_) => false,
    }
}

/// The server itself has the folder among its arguments, its children call themselves after the cluster.
#[cfg(target_os = "linux")]
fn names_cluster(command_line: &[u8], cluster: &Path) -> bool {
    let title = format!("postgres: {}: ", cluster_name(cluster));
    command_line.starts_with(title.as_bytes())
        || command_line.split(|byte| *byte == 0).any(|word| word == cluster.as_os_str().as_bytes())
}

/// Whether the process lives and is a PostgreSQL.
#[cfg(not(target_os = "linux"))]
pub(super) fn is_server(pid: i32, _cluster: &Path) -> bool {
    exists(pid)
        && std::process::Command::new("ps")
            .args(["-o", "comm=", "-p", &pid.to_string()])
            .output()
            .is_ok_and(|output| String::from_utf8_lossy(&output.stdout).contains("postgres"))
}

/// Whether any process of this cluster lives: after a `kill -9` of the server its children take a moment to notice.
pub(super) fn has_survivors(cluster: &Path) -> bool {
    fs::read_dir("/proc").is_ok_and(|entries| {
        entries
            .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
            .any(|pid| is_server(pid, cluster))
    })
}

/// Returns when the server is gone.
pub(super) async fn gone(pid: i32, cluster: &Path) {
    while is_server(pid, cluster) {
        sleep(WATCH).await;
    }
}

/// How to connect to a database of the server that listens in the folder `socket`.
pub(super) fn config(socket: &Path, database: &str) -> Config {
    config_as(socket, NAME, database)
}

/// The same as another role.
pub(super) fn config_as(socket: &Path, user: &str, database: &str) -> Config {
    let mut config = Config::new();
    config.host_path(socket).port(5432).user(user).dbname(database);
    config
}

/// Whether the server accepts connections. That it has no more of them to give, or does not know the role yet, is an
/// answer too.
pub(super) async fn answers(socket: &Path) -> bool {
    let config = config(socket, "postgres");
    match timeout(Duration::from_secs(3), config.connect(NoTls)).await {
        Ok(Ok(_)) => true,
        Ok(Err(error)) => error.code().is_some_and(|it| *it != SqlState::CANNOT_CONNECT_NOW),
        Err(_) => false,
    }
}

/// Stops the server: clients are cut off, everything committed is on disk, the next start needs no recovery.
pub(super) async fn stop(pid: i32, cluster: &Path) -> Result<(), EmbeddedError> {
    for (signal, patience) in [(Signal::INT, FAST_SHUTDOWN), (Signal::QUIT, IMMEDIATE_SHUTDOWN)] {
        if let Some(process) = Pid::from_raw(pid) {
            // It may be gone by now, and that is what we want.
            kill_process(process, signal).ok();
        }
        let deadline = Instant::now() + patience;
        while Instant::now() < deadline {
            if !is_server(pid, cluster) {
                return Ok(());
            }
            sleep(PAUSE).await;
        }
    }
    Err(EmbeddedError::DidNotStop(pid))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pid_file_names_the_process_and_the_folder_of_its_socket() {
        let text = "4711\n/d/pg\n1700000000\n5432\n/d/socket\n\n  5432001     0\nready   \n";
        let file = PidFile::parse(text).unwrap();
        assert_eq!(file, PidFile { pid: 4711, socket: Some("/d/socket".into()), ready: true });
        let early = PidFile { pid: 4711, socket: None, ready: false };
        assert_eq!(PidFile::parse("4711\n/d/pg\n"), Some(early));
        assert!(!PidFile::parse(&text.replace("ready ", "starting")).unwrap().ready);
        assert_eq!(PidFile::parse(""), None);
        assert_eq!(PidFile::parse("-5\n"), None);
    }

    #[test]
    fn a_process_elsewhere_is_not_the_server() {
        let own = i32::try_from(std::process::id()).unwrap();
        assert!(!is_server(own, Path::new("/")));
        assert!(exists(own));
    }

    #[test]
    fn a_process_that_cannot_be_looked_into_is_known_by_its_command_line() {
        let cluster = Path::new("/d/pg");
        assert!(names_cluster(b"/usr/bin/postgres\0-D\0/d/pg\0-c\0fsync=on\0", cluster));
        let child = format!("postgres: {}: checkpointer ", cluster_name(cluster));
        assert!(names_cluster(child.as_bytes(), cluster));
        assert!(!names_cluster(child.as_bytes(), Path::new("/e/pg")));
        assert!(!names_cluster(b"", cluster));
    }
}
