//! Where and with what was measured.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::options::Options;

/// More than this and something else takes part in the measurement.
const BUSY: f64 = 1.5;

/// The machine and the versions.
pub struct Machine {
    /// Processor, cores, memory, kernel, file system.
    pub hardware: String,
    /// The program, PostgreSQL, the compiler.
    pub software: String,
    /// When, in UTC.
    pub when: String,
    /// How busy it was before.
    pub load: f64,
}

impl Machine {
    /// Looks at this machine.
    pub fn look(options: &Options) -> Self {
        let cores = std::thread::available_parallelism().map_or(0, usize::from);
        let model =
            field("/proc/cpuinfo", "model name").unwrap_or_else(|| "processor unknown".into());
        let memory = field("/proc/meminfo", "MemTotal")
            .and_then(|text| text.trim_end_matches(" kB").parse::<u64>().ok())
            .map_or(0.0, |kilobytes| kilobytes as f64 / f64::from(1 << 20));
        let kernel = said("uname", &["-sr"]);
        let folder = options.folder.display().to_string();
        let disk = said("stat", &["-f", "-c", "%T", &folder]);
        let postgres = said(options.pg_bin.join("postgres"), &["--version"]);
        let commit = said("git", &["describe", "--always", "--dirty"]);
        let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
        Self {
            hardware: format!(
                "{cores} cores ({model}), {memory:.0} GiB of memory, {kernel}, data on {disk}"
            ),
            software: format!(
                "{} (commit {commit}), {postgres}, {}",
                said(&options.proffer, &["--version"]),
                said("rustc", &["--version"])
            ),
            when: said("date", &["-u", "+%Y-%m-%d %H:%M UTC"]),
            load: load.split(' ').next().and_then(|text| text.parse().ok()).unwrap_or(f64::NAN),
        }
    }

    /// What makes the figures doubtful.
    pub fn warning(&self) -> Option<String> {
        (self.load > BUSY).then(|| {
            format!(
                "the machine was busy with something else at the start (load average {:.1}): measure again when it is idle",
                self.load
            )
        })
    }
}

fn field(path: &str, name: &str) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    let line = text.lines().find(|line| line.starts_with(name))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

fn said(program: impl AsRef<Path>, arguments: &[&str]) -> String {
    let output = Command::new(program.as_ref()).args(arguments).output();
    output.map_or_else(
        |_| "unknown".to_owned(),
        |output| String::from_utf8_lossy(&output.stdout).trim().to_owned(),
    )
}
