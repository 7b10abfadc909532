//! The program itself, run on the bank's database as an operator runs it.

use std::process::{Command, Output, Stdio};

use tokio_postgres::config::Host;

use super::Bank;

impl Bank {
    /// Runs `proffer` with these arguments; its data directory is a fresh one.
    pub(crate) fn runs(&self, arguments: &[&str]) -> Output {
        let folder = std::env::temp_dir().join(format!("proffer-run-{}", std::process::id()));
        let output = Command::new(env!("CARGO_BIN_EXE_proffer"))
            .args(arguments)
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
