//! The program itself, as its users start it: the binary, with settings in its environment.

use std::path::Path;
use std::process::{Output, Stdio};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};
use tokio::time::timeout;
use tokio_postgres::Config;
use tokio_postgres::config::Host;

use crate::bank::PASSWORD;

/// A program that serves.
pub(crate) struct Program {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
    /// Where it listens, with the scheme.
    pub(crate) url: String,
}

/// The program with this subcommand and these settings, in `folder` and with nothing else in its environment.
pub(crate) fn command(folder: &Path, arguments: &[&str], settings: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_proffer"));
    command.args(arguments).current_dir(folder).env_clear();
    command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command.env("PROFFER_ADMIN_PASSWORD", PASSWORD);
    command.env("PROFFER_LISTEN", "127.0.0.1:0");
    command.envs(settings.iter().copied()).kill_on_drop(true);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs a subcommand to its end.
pub(crate) async fn run(folder: &Path, arguments: &[&str], settings: &[(&str, &str)]) -> Output {
    let ended = timeout(Duration::from_secs(120), command(folder, arguments, settings).output());
    ended.await.unwrap().unwrap()
}

/// What it printed, when it succeeded.
#[track_caller]
pub(crate) fn succeeded(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The one sentence with which it failed.
#[track_caller]
pub(crate) fn refused(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    let said = String::from_utf8_lossy(&output.stderr).trim_end().to_owned();
    let sentence = said.lines().last().unwrap_or_default().to_owned();
    assert!(sentence.starts_with("proffer: "), "{said}");
    sentence
}

/// A connection's address as `DATABASE_URL` has it.
pub(crate) fn address(config: &Config) -> String {
    let [Host::Unix(folder)] = config.get_hosts() else { panic!("no socket: {config:?}") };
    let (user, name) = (config.get_user().unwrap(), config.get_dbname().unwrap());
    format!("host={} user={user} dbname={name}", folder.display())
}

impl Program {
    /// Starts it, and waits until it listens.
    pub(crate) async fn serve(folder: &Path, settings: &[(&str, &str)]) -> Self {
        let mut command = command(folder, &["serve"], settings);
        let mut child = command.stderr(Stdio::inherit()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let url = timeout(Duration::from_secs(60), async {
            loop {
                let line = lines.next_line().await.unwrap().unwrap();
                if let Some(url) = line.strip_prefix("proffer listens on ") {
                    return url.to_owned();
                }
            }
        });
        Self { url: url.await.unwrap(), child, lines }
    }

    /// Host and port.
    pub(crate) fn address(&self) -> std::net::SocketAddr {
        self.url.split_once("://").unwrap().1.parse().unwrap()
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id().unwrap()
    }

    pub(crate) fn signal(&self, signal: Signal) {
        let pid = Pid::from_raw(self.child.id().unwrap().try_into().unwrap()).unwrap();
        kill_process(pid, signal).unwrap();
    }

    /// Waits for its end, and gives its exit code.
    pub(crate) async fn ends(mut self) -> Option<i32> {
        // Whoever does not read lets it wait.
        while let Ok(Some(_)) = self.lines.next_line().await {}
        let status = timeout(Duration::from_secs(60), self.child.wait()).await.unwrap();
        status.unwrap().code()
    }
}
