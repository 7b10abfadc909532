//! Makes the cluster, and says with which settings its server runs: durable, on a Unix socket only, sized to the machine.

use std::fs;
use std::path::Path;
use std::process::Stdio;

use tokio::process::Command;

use super::binaries::Programs;
use super::error::{EmbeddedError, io};
use super::owner::{Owner, private_folder};
use super::place::{Place, cluster_name};

/// The program's database, and the role that owns it.
pub(super) const NAME: &str = "proffer";
/// The cluster's superuser.
pub(super) const SUPERUSER: &str = "postgres";

const MEGABYTE: u64 = 1024 * 1024;

/// Makes the cluster in a folder beside its own and moves it there when it is complete, so that a crash half-way leaves
/// nothing that looks like a cluster.
pub(super) async fn make(
    place: &Place,
    programs: &Programs,
    owner: &Owner,
) -> Result<(), EmbeddedError> {
    let unfinished = place.data_dir.join("pg.unfinished");
    // C.UTF-8 for the kinds of letters, so that upper and lower case work beyond ASCII. The C library of some systems
    // does not know it.
    for ctype in ["C.UTF-8", "C"] {
        if unfinished.exists() {
            fs::remove_dir_all(&unfinished).map_err(io("remove", &unfinished))?;
        }
        private_folder(&unfinished, owner)?;
        let said = initdb(&unfinished, programs, owner, ctype).await?;
        match said {
            None => break,
            Some(detail) if ctype != "C" && detail.contains("locale") => {}
            Some(detail) => {
                return Err(EmbeddedError::Initdb { cluster: place.cluster.clone(), detail });
            }
        }
    }
    fs::rename(&unfinished, &place.cluster).map_err(io("move", &unfinished))
}

/// `None` when it succeeded, else what it said.
async fn initdb(
    folder: &Path,
    programs: &Programs,
    owner: &Owner,
    ctype: &str,
) -> Result<Option<String>, EmbeddedError> {
    let program = programs.program("initdb");
    let mut command = Command::new(&program);
    command
        .arg("-D")
        .arg(folder)
        .args([
            "-U",
            SUPERUSER,
            "-E",
            "UTF8",
            "--locale=C",
            "--data-checksums",
            "--no-instructions",
        ])
        .arg(format!("--lc-ctype={ctype}"))
        // Who can enter the socket's folder (mode 0700: the server's user, and root) may connect. Peer authentication
        // would refuse root, whose server runs as another user.
        .args(["--auth-local=trust", "--auth-host=reject"])
        .env_clear()
        .env("LC_ALL", "C")
        .env("PATH", "/usr/bin:/bin")
        .current_dir(folder)
        .stdin(Stdio::null());
    owner.run_as(command.as_std_mut());
    let output = command.output().await.map_err(io("run", &program))?;
    if output.status.success() {
        return Ok(None);
    }
    let text = String::from_utf8_lossy(&output.stderr);
    Ok(Some(last_words(&text)))
}

/// The last line that names an error, without its time and process, else the last line.
pub(in crate::door) fn last_words(log: &str) -> String {
    let lines = || log.lines().rev().map(str::trim).filter(|line| !line.is_empty());
    let fault = lines().find_map(|line| {
        ["FATAL: ", "PANIC: ", "error: "]
            .iter()
            .find_map(|word| line.split_once(word).map(|(_, rest)| rest.trim().to_owned()))
    });
    fault.or_else(|| lines().next().map(str::to_owned)).unwrap_or_else(|| "it said nothing".into())
}

/// The server's settings, as `name=value`. They come on the command line: a stray line in a file can't make it less
/// durable or open a port.
pub(super) fn settings(place: &Place, memory: Option<u64>) -> Vec<String> {
    let memory = memory.unwrap_or(512 * MEGABYTE) / MEGABYTE;
    let mut settings: Vec<String> = [
        "listen_addresses=",
        "unix_socket_permissions=0700",
        "port=5432",
        "fsync=on",
        "synchronous_commit=on",
        "full_page_writes=on",
        "max_connections=100",
        "wal_compression=on",
        "min_wal_size=512MB",
        "max_wal_size=4GB",
        "checkpoint_timeout=15min",
        "checkpoint_completion_target=0.9",
        "random_page_cost=1.1",
        "work_mem=16MB",
        "jit=off",
        "autovacuum=on",
        "timezone=UTC",
        "log_timezone=UTC",
        // A file for each day of the week, so that the logs never fill the disk.
        "logging_collector=on",
        "log_directory=log",
        "log_filename=postgresql-%a.log",
        "log_rotation_age=1d",
        "log_truncate_on_rotation=on",
    ]
    .map(str::to_owned)
    .to_vec();
    // Quoted: a comma would start the next folder of a list.
    let socket = place.socket.display().to_string().replace('"', "\"\"");
    settings.push(format!("unix_socket_directories=\"{socket}\""));
    settings.push(format!("cluster_name={}", cluster_name(&place.cluster)));
    settings.push(format!("shared_buffers={}MB", (memory / 4).clamp(16, 1024)));
    settings.push(format!("effective_cache_size={}MB", (memory / 2).max(64)));
    settings.push(format!("maintenance_work_mem={}MB", (memory / 16).clamp(16, 512)));
    if cfg!(target_os = "linux") {
        settings.push("effective_io_concurrency=64".to_owned());
    }
    settings
}

/// The machine's memory in bytes, or what the container may use of it.
pub(super) fn memory() -> Option<u64> {
    let machine = fs::read_to_string("/proc/meminfo").ok().and_then(|text| total(&text));
    let container = fs::read_to_string("/sys/fs/cgroup/memory.max")
        .ok()
        .and_then(|text| text.trim().parse::<u64>().ok());
    match (machine, container) {
        (Some(machine), Some(container)) => Some(machine.min(container)),
        (machine, container) => machine.or(container),
    }
}

fn total(meminfo: &str) -> Option<u64> {
    let line = meminfo.lines().find_map(|line| line.strip_prefix("MemTotal:"))?;
    line.split_whitespace().next()?.parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place() -> Place {
        Place { data_dir: "/d".into(), cluster: "/d/pg".into(), socket: "/d/socket".into() }
    }

    #[test]
    fn shared_buffers_are_a_quarter_of_the_memory_and_at_most_a_gigabyte() {
        let small = settings(&place(), Some(1024 * MEGABYTE));
        assert!(small.contains(&"shared_buffers=256MB".to_owned()));
        let large = settings(&place(), Some(64 * 1024 * MEGABYTE));
        assert!(large.contains(&"shared_buffers=1024MB".to_owned()));
    }

    #[test]
    fn the_server_listens_on_its_socket_only() {
        let settings = settings(&place(), None);
        assert!(settings.contains(&"listen_addresses=".to_owned()));
        assert!(settings.contains(&"unix_socket_directories=\"/d/socket\"".to_owned()));
    }

    #[test]
    fn the_memory_is_read_in_bytes() {
        assert_eq!(total("MemTotal:       2048 kB\nMemFree: 1 kB\n"), Some(2_097_152));
        assert_eq!(total("nothing"), None);
    }

    #[test]
    fn the_last_words_are_the_error_without_its_time() {
        let log = "2026-11-22 UTC [7] LOG:  x\n2026-11-22 UTC [7] FATAL:  lock file exists\n2026-11-22 UTC [7] HINT:  Is it?\n";
        assert_eq!(last_words(log), "lock file exists");
        assert_eq!(last_words(""), "it said nothing");
    }
}
