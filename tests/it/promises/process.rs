//! The program itself as a process: started as people start it, and stopped, killed or frozen as machines do.

use std::collections::BTreeMap;
use std::fs::File;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};
use tokio::time::{Instant, sleep, timeout};

use super::Wire;
use crate::bank::{Bank, SECRET};

/// How long a step of a process may take before the test gives up.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running `proffer`. Dropped, it is killed.
pub(crate) struct Process {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
    address: Option<SocketAddr>,
}

/// What a process is started with.
#[derive(Clone)]
pub(crate) struct Settings {
    variables: BTreeMap<String, String>,
    log: Option<PathBuf>,
}

impl Settings {
    /// On this bank's database, with its signing key: the bank's tokens are good there.
    pub(crate) fn of(bank: &Bank) -> Self {
        Self::bare()
            .with("DATABASE_URL", bank.url())
            .with("PROFFER_SECRET_KEY", String::from_utf8(SECRET.to_vec()).unwrap())
            // The bank's root is there already.
            .with("PROFFER_ADMIN_PASSWORD", "unused correct horse battery")
    }

    /// On a private PostgreSQL in this folder.
    pub(crate) fn in_folder(folder: &Path) -> Self {
        Self::bare()
            .with("PROFFER_DATA_DIR", folder.to_str().unwrap())
            .with("PROFFER_ADMIN_PASSWORD", crate::bank::PASSWORD)
    }

    fn bare() -> Self {
        let settings = Self { variables: BTreeMap::new(), log: None };
        settings.with("PROFFER_LISTEN", "127.0.0.1:0").with("PROFFER_LOG", "off")
    }

    /// With one more.
    pub(crate) fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.variables.insert(name.to_owned(), value.into());
        self
    }

    /// With its log in a file.
    pub(crate) fn logging_to(self, file: &Path) -> Self {
        Self { log: Some(file.to_owned()), ..self }
    }

    fn command(&self, subcommand: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_proffer"));
        // A folder without a .env, and nothing of the environment that names settings.
        command.arg(subcommand).current_dir(std::env::temp_dir());
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("PROFFER_")) {
            command.env_remove(name);
        }
        command.env_remove("DATABASE_URL").envs(&self.variables);
        if let Some(log) = &self.log {
            command.stderr(File::create(log).unwrap());
        }
        command.stdin(Stdio::null()).stdout(Stdio::piped()).kill_on_drop(true);
        command
    }
}

impl Process {
    /// `proffer serve`, answering.
    pub(crate) async fn serve(settings: &Settings) -> Self {
        let mut process = Self::start(settings, "serve");
        let address = process.says("proffer listens on http://").await;
        process.address = Some(address.parse().unwrap());
        process
    }

    /// `proffer worker`, looking for jobs.
    pub(crate) async fn worker(settings: &Settings) -> Self {
        let mut process = Self::start(settings, "worker");
        process.says("proffer works on background jobs").await;
        process
    }

    fn start(settings: &Settings, subcommand: &str) -> Self {
        let mut child = settings.command(subcommand).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        Self { child, lines, address: None }
    }

    /// Waits for a line that begins like this and gives the rest of it.
    async fn says(&mut self, beginning: &str) -> String {
        let found = timeout(PATIENCE, async {
            while let Some(line) = self.lines.next_line().await.unwrap() {
                if let Some((_, rest)) = line.split_once(beginning) {
                    return rest.trim().to_owned();
                }
            }
            panic!("the process ended without a word of `{beginning}`");
        });
        found.await.unwrap()
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address.unwrap()
    }

    /// Somebody who calls it with this token.
    pub(crate) fn wire(&self, token: impl Into<String>) -> Wire {
        Wire::new(self.address(), token)
    }

    /// Sends it a signal.
    pub(crate) fn signal(&self, signal: Signal) {
        let number = self.child.id().unwrap();
        kill_process(Pid::from_raw(number.try_into().unwrap()).unwrap(), signal).unwrap();
    }

    /// `kill -9`, and waits until it is gone.
    pub(crate) async fn dies(mut self) {
        self.signal(Signal::KILL);
        timeout(PATIENCE, self.child.wait()).await.unwrap().unwrap();
    }

    /// SIGTERM, and waits for how it ends.
    pub(crate) async fn stops(mut self) -> ExitStatus {
        self.signal(Signal::TERM);
        timeout(PATIENCE, self.child.wait()).await.unwrap().unwrap()
    }

    /// Memory that it holds, in KiB.
    pub(crate) fn memory(&self) -> usize {
        let status = format!("/proc/{}/status", self.child.id().unwrap());
        let status = std::fs::read_to_string(status).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
        line.split_whitespace().next().unwrap().parse().unwrap()
    }
}

/// Asks again and again until there is an answer, and panics if that takes too long.
pub(crate) async fn until<T>(what: &str, ask: impl AsyncFn() -> Option<T>) -> T {
    let deadline = Instant::now() + PATIENCE;
    loop {
        if let Some(found) = ask().await {
            return found;
        }
        assert!(Instant::now() < deadline, "{what}: not within {PATIENCE:?}");
        sleep(Duration::from_millis(2)).await;
    }
}
