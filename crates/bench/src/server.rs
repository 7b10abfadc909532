//! The program that is measured, as a process of its own.

use std::fs::File;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use crate::options::Options;

/// The super admin's password.
pub const PASSWORD: &str = "seven quiet mornings at the mill";

const PATIENCE: Duration = Duration::from_secs(60);

/// A running `proffer serve`.
pub struct Server {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
    /// Its data directory.
    pub data_dir: PathBuf,
}

impl Server {
    /// Starts it on a free port and waits until it says where it listens.
    pub fn start(options: &Options, worker: bool) -> Result<Self> {
        let data_dir = options.folder.join("data");
        let said = options.folder.join("serve.out");
        let mut command = Command::new(&options.proffer);
        command.args(["serve", "--listen", "127.0.0.1:0", "--data-dir"]).arg(&data_dir);
        if !worker {
            command.arg("--no-worker");
        }
        let child = command
            .current_dir(&options.folder)
            .env_remove("DATABASE_URL")
            .env("PROFFER_PG_BIN", &options.pg_bin)
            .env("PROFFER_ADMIN_PASSWORD", PASSWORD)
            .env("PROFFER_LOG", "warn")
            .stdin(Stdio::null())
            .stdout(File::create(&said)?)
            .stderr(File::create(options.folder.join("serve.err"))?)
            .spawn()
            .with_context(|| format!("{} does not start", options.proffer.display()))?;
        // For run.sh, which stops it if this process is killed.
        std::fs::write(options.folder.join("serve.pid"), child.id().to_string())?;
        let mut server = Self { child, address: ([127, 0, 0, 1], 0).into(), data_dir };
        server.address = server.wait_for_address(&said)?;
        Ok(server)
    }

    fn wait_for_address(&mut self, said: &PathBuf) -> Result<SocketAddr> {
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end {
            let text = std::fs::read_to_string(said)?;
            if let Some((_, rest)) = text.split_once("listens on http://")
                && let Some((address, _)) = rest.split_once('\n')
            {
                return Ok(address.trim().parse()?);
            }
            if let Some(status) = self.child.try_wait()? {
                let error = std::fs::read_to_string(said.with_extension("err"))?;
                bail!("proffer serve ended with {status}: {error}");
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        bail!("proffer serve does not answer after {} s", PATIENCE.as_secs())
    }

    /// The process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Stops it, and its PostgreSQL with it.
    pub fn stop(mut self) -> Result<()> {
        self.terminate()?;
        let end = Instant::now() + PATIENCE;
        while self.child.try_wait()?.is_none() {
            ensure!(Instant::now() < end, "proffer serve does not stop");
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }

    fn terminate(&self) -> Result<()> {
        let pid = self.child.id().to_string();
        let status = Command::new("kill").args(["-TERM", &pid]).status()?;
        ensure!(status.success(), "proffer serve is gone");
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // After an error; `stop` has waited already, and then there is nobody to tell.
        if matches!(self.child.try_wait(), Ok(None)) {
            let _ = self.terminate();
            let _ = self.child.wait();
        }
    }
}

/// The process's resident memory now, in bytes.
pub fn resident(pid: u32) -> Result<u64> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
    let kilobytes: u64 = line.trim().trim_end_matches(" kB").trim().parse()?;
    Ok(kilobytes * 1024)
}
