//! Brings the server up, or finds that it is up already. All of it happens under the start lock.

use std::fs::{self, OpenOptions};
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use rustix::fs::OFlags;
use tokio::process::Command;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep};

use super::binaries::Programs;
use super::cluster::{self, last_words, memory, settings};
use super::error::{EmbeddedError, io};
use super::owner::Owner;
use super::place::Place;
use super::process::{PidFile, answers, has_survivors, is_server};

const PAUSE: Duration = Duration::from_millis(10);
/// A server that was killed leaves children for a moment, and while they live no other can start.
const SURVIVORS: Duration = Duration::from_secs(10);
/// Recovery after a crash may have much to read.
const PATIENCE: Duration = Duration::from_secs(600);

/// A server that answers.
#[derive(Debug)]
pub(super) struct Running {
    pub(super) pid: i32,
    pub(super) socket: PathBuf,
}

/// Finds the server that is up, or starts it, in a new cluster if there is none.
pub(super) async fn bring_up(
    place: &Place,
    pg_bin: Option<&std::path::Path>,
) -> Result<Running, EmbeddedError> {
    if let Some(running) = attach(place).await? {
        return Ok(running);
    }
    let owner = Owner::of(&place.cluster)?;
    let version = place.version()?;
    let needed = version.map(|major| (major, place.cluster.as_path()));
    let programs = Programs::find(pg_bin, needed, &owner)?;
    owner.reaches(&place.data_dir)?;
    if version.is_none() {
        tracing::info!(cluster = %place.cluster.display(), major = programs.major, "making the private PostgreSQL");
        cluster::make(place, &programs, &owner).await?;
    }
    let deadline = Instant::now() + SURVIVORS;
    loop {
        match launch(place, &programs, &owner).await {
            Err(EmbeddedError::DidNotStart { detail, .. })
                if Instant::now() < deadline && passes(&detail, place) => {}
            outcome => return outcome,
        }
        sleep(PAUSE * 10).await;
        // The file that was in use by survivors a moment ago may be the dead server's now.
        if let Some(running) = attach(place).await? {
            return Ok(running);
        }
    }
}

/// Whether the server did not start because of one that was killed, of which soon nothing will be left.
fn passes(detail: &str, place: &Place) -> bool {
    ["shared memory", "lock file"].iter().any(|held| detail.contains(held))
        || has_survivors(&place.cluster)
}

/// The server that is up; waits for one that is starting or stopping; clears away a stale `postmaster.pid`.
async fn attach(place: &Place) -> Result<Option<Running>, EmbeddedError> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let Some(file) = PidFile::read(&place.cluster) else { return Ok(None) };
        if !is_server(file.pid, &place.cluster) {
            file.remove_if_stale(&place.cluster)?;
            return Ok(None);
        }
        let socket = file.socket.unwrap_or_else(|| place.socket.clone());
        if file.ready && answers(&socket).await {
            return Ok(Some(Running { pid: file.pid, socket }));
        }
        if Instant::now() > deadline {
            return Err(failed(place, format!("process {} does not answer", file.pid)));
        }
        sleep(PAUSE).await;
    }
}

/// Starts the server in a process group of its own, so that a Ctrl-C at the terminal is not for it, and waits until it
/// answers.
async fn launch(
    place: &Place,
    programs: &Programs,
    owner: &Owner,
) -> Result<Running, EmbeddedError> {
    let place = &place.with_socket_folder(owner)?;
    if !has_survivors(&place.cluster) {
        place.clear_socket();
    }
    let (pid, exited) = spawn(place, programs, owner)?;
    let deadline = Instant::now() + PATIENCE;
    loop {
        if exited.is_finished() {
            return Err(failed(place, said(place)));
        }
        let ready = PidFile::read(&place.cluster).is_some_and(|it| it.pid == pid && it.ready);
        if ready && answers(&place.socket).await {
            return Ok(Running { pid, socket: place.socket.clone() });
        }
        if Instant::now() > deadline {
            return Err(failed(place, "it does not answer".to_owned()));
        }
        sleep(PAUSE).await;
    }
}

/// The new process, and a task that reaps it and ends with it.
fn spawn(
    place: &Place,
    programs: &Programs,
    owner: &Owner,
) -> Result<(i32, JoinHandle<()>), EmbeddedError> {
    let program = programs.program("postgres");
    let log = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .custom_flags(i32::try_from(OFlags::NOFOLLOW.bits()).unwrap_or_default())
        .open(place.start_log())
        .map_err(io("write", place.start_log()))?;
    let stdout = log.try_clone().map_err(io("write", place.start_log()))?;
    let mut command = Command::new(&program);
    command.arg("-D").arg(&place.cluster);
    for setting in settings(place, memory()) {
        command.arg("-c").arg(setting);
    }
    command
        .env_clear()
        .env("LC_ALL", "C")
        .env("PATH", "/usr/bin:/bin")
        .current_dir(&place.cluster)
        .process_group(0)
        .stdin(Stdio::null())
        .stdout(stdout)
        .stderr(log);
    owner.run_as(command.as_std_mut());
    let mut child = command.spawn().map_err(io("run", &program))?;
    let pid = child.id().and_then(|pid| i32::try_from(pid).ok());
    let Some(pid) = pid else { return Err(failed(place, said(place))) };
    let exited = tokio::spawn(async move {
        child.wait().await.ok();
    });
    Ok((pid, exited))
}

fn failed(place: &Place, detail: String) -> EmbeddedError {
    EmbeddedError::DidNotStart { cluster: place.cluster.clone(), detail, log: place.log_folder() }
}

/// What the server said last: on its standard error, or later in the newest of its own log files.
fn said(place: &Place) -> String {
    let start = fs::read_to_string(place.start_log()).unwrap_or_default();
    let fault = ["FATAL: ", "PANIC: "].iter().any(|word| start.contains(word));
    let newest = fs::read_dir(place.log_folder()).ok().and_then(|entries| {
        entries
            .filter_map(Result::ok)
            .max_by_key(|it| it.metadata().and_then(|it| it.modified()).ok())
    });
    match newest {
        Some(file) if !fault => last_words(&fs::read_to_string(file.path()).unwrap_or_default()),
        _ => last_words(&start),
    }
}
