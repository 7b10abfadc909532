//! The private PostgreSQL from outside: `psql` and `pgbench` through the same Unix socket that the program uses.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

const NAME: &str = "proffer";
/// The program's own settings for its plans (`door/mod.rs`).
const PLANS: &str = "-c enable_seqscan=off -c jit=off";

/// How to reach the cluster.
pub struct Database {
    bin: PathBuf,
    socket: PathBuf,
    folder: PathBuf,
}

/// What pgbench measured.
pub struct Pgbench {
    /// Transactions (runs of the script) per second, connecting not counted.
    pub tps: f64,
    /// How many in all.
    pub transactions: u64,
}

impl Database {
    /// The cluster of this data directory.
    pub fn of(data_dir: &Path, bin: &Path, folder: &Path) -> Result<Self> {
        let pid_file = fs::read_to_string(data_dir.join("pg/postmaster.pid"))?;
        let socket = pid_file.lines().nth(4).context("postmaster.pid names no socket")?.into();
        Ok(Self { bin: bin.to_path_buf(), socket, folder: folder.to_path_buf() })
    }

    fn program(&self, name: &str) -> Command {
        let mut command = Command::new(self.bin.join(name));
        command.arg("-h").arg(&self.socket).args(["-p", "5432", "-U", NAME]).stdin(Stdio::null());
        command
    }

    /// Runs SQL; rows come back as lines, columns apart by `|`.
    pub fn psql(&self, sql: &str) -> Result<String> {
        let script = self.folder.join("statement.sql");
        fs::write(&script, sql)?;
        let output = self
            .program("psql")
            .args(["-d", NAME, "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-f"])
            .arg(&script)
            .output()?;
        ensure!(output.status.success(), "psql: {}", String::from_utf8_lossy(&output.stderr));
        Ok(String::from_utf8(output.stdout)?.trim().to_owned())
    }

    /// One number out of the database.
    pub fn number(&self, sql: &str) -> Result<i64> {
        let text = self.psql(sql)?;
        text.parse().with_context(|| format!("{sql}: {text}"))
    }

    /// Runs SQL and tells how long it took, psql's own start included.
    pub fn timed(&self, sql: &str) -> Result<Duration> {
        let start = Instant::now();
        self.psql(sql)?;
        Ok(start.elapsed())
    }

    /// Runs a script over and over with prepared statements; `values` are the variables it uses.
    pub fn pgbench(
        &self,
        script: &str,
        clients: usize,
        time: Duration,
        values: &[(&str, &str)],
    ) -> Result<Pgbench> {
        let file = self.folder.join("script.pgbench");
        fs::write(&file, script)?;
        let mut command = self.program("pgbench");
        command.env("PGOPTIONS", PLANS);
        command.args(["-M", "prepared", "-n", "-j", "2", "-c", &clients.to_string()]);
        command.args(["-T", &time.as_secs().to_string(), "-f"]).arg(&file);
        for (name, value) in values {
            command.arg("-D").arg(format!("{name}={value}"));
        }
        let output = command.arg(NAME).output()?;
        let text = String::from_utf8_lossy(&output.stdout);
        let errors = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success() && !errors.contains("error:"), "pgbench: {errors}");
        read_pgbench(&text)
    }
}

fn read_pgbench(text: &str) -> Result<Pgbench> {
    let after = |what: &str| text.lines().find_map(|line| line.strip_prefix(what));
    let tps = after("tps = ").and_then(|rest| rest.split(' ').next()).context("no tps")?;
    let done = after("number of transactions actually processed: ").context("no count")?;
    if let Some(failed) = after("number of failed transactions: ") {
        ensure!(failed.starts_with("0 "), "pgbench: {failed} transactions failed");
    }
    Ok(Pgbench { tps: tps.parse()?, transactions: done.trim().parse()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pgbench_s_report_is_read() {
        let text = "number of transactions actually processed: 4711\n\
                    number of failed transactions: 0 (0.000%)\n\
                    tps = 942.123 (without initial connection time)\n";
        let read = read_pgbench(text).map(|found| (found.tps.to_string(), found.transactions));
        assert_eq!(read.ok(), Some(("942.123".to_owned(), 4711)));
    }
}
