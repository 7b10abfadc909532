//! The program itself, run on the bank's database as an operator runs it.

use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use tokio_postgres::config::Host;

use super::Bank;

impl Bank {
    /// Runs `proffer` with these arguments; its data directory is a fresh one.
    pub(crate) fn runs(&self, arguments: &[&str]) -> Output {
        static RUNS: AtomicU32 = AtomicU32::new(0);
        // Tests that run side by side may share a process.
        let run = RUNS.fetch_add(1, Ordering::Relaxed);
        let name = format!("proffer-run-{}-{run}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        let output = Command::new(env!("CARGO_BIN_EXE_proffer"))
            .args(arguments)
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("DATABASE_URL", self.url())
            .env("PROFFER_DATA_DIR", &folder)
            .stdin(Stdio::null())
            .output()
            .unwrap();
        std::fs::remove_dir_all(&folder).ok();
        output
    }

    /// The bank's database as `DATABASE_URL` names it.
    pub(crate) fn url(&self) -> String {
        let config = self.config();
        let host = match &config.get_hosts()[0] {
            Host::Tcp(name) => name.clone(),
            Host::Unix(folder) => folder.to_str().unwrap().to_owned(),
        };
        let port = config.get_ports().first().copied().unwrap_or(5432);
        let password = config.get_password().unwrap_or_default();
        let password = std::str::from_utf8(password).unwrap();
        format!(
            "host='{host}' port={port} user='{}' password='{password}' dbname='{}'",
            config.get_user().unwrap(),
            config.get_dbname().unwrap()
        )
    }
}
