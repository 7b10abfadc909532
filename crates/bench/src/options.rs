//! What to measure, with which programs, how long.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result, bail};

/// The workloads, numbered as in `docs/benchmarks.md`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Workload {
    /// 1: one offer by id.
    ReadOffer,
    /// 3: create, submit, approve.
    Approvals,
    /// 7: a million customers from CSV.
    Import,
    /// 8: the audience of a campaign.
    Audience,
}

const ALL: [(&str, Workload); 4] = [
    ("1", Workload::ReadOffer),
    ("3", Workload::Approvals),
    ("7", Workload::Import),
    ("8", Workload::Audience),
];

/// The command line: `--proffer FILE --pg-bin FOLDER --folder FOLDER [--quick] [1] [3] [7] [8]`.
#[derive(Debug)]
pub struct Options {
    /// The program that is measured.
    pub proffer: PathBuf,
    /// The folder of PostgreSQL's programs.
    pub pg_bin: PathBuf,
    /// An empty folder for all data.
    pub folder: PathBuf,
    /// Short and small, to see whether it works.
    pub quick: bool,
    workloads: Vec<Workload>,
}

impl Options {
    /// Reads the arguments; no workload means all.
    pub fn of(mut arguments: impl Iterator<Item = String>) -> Result<Self> {
        let (mut proffer, mut pg_bin, mut folder) = (None, None, None);
        let (mut quick, mut workloads) = (false, Vec::new());
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--proffer" => proffer = arguments.next(),
                "--pg-bin" => pg_bin = arguments.next(),
                "--folder" => folder = arguments.next(),
                "--quick" => quick = true,
                number => match ALL.iter().find(|(known, _)| *known == number) {
                    Some((_, workload)) => workloads.push(*workload),
                    None => bail!("{number} is no workload: there are 1, 3, 7 and 8"),
                },
            }
        }
        if workloads.is_empty() {
            workloads = ALL.map(|(_, workload)| workload).to_vec();
        }
        Ok(Self {
            proffer: proffer.context("--proffer is missing")?.into(),
            pg_bin: pg_bin.context("--pg-bin is missing")?.into(),
            folder: folder.context("--folder is missing")?.into(),
            quick,
            workloads,
        })
    }

    /// Whether this workload is to be measured.
    pub fn wants(&self, workload: Workload) -> bool {
        self.workloads.contains(&workload)
    }

    /// Whether one of these is.
    pub fn wants_any(&self, workloads: &[Workload]) -> bool {
        workloads.iter().any(|workload| self.wants(*workload))
    }

    /// Whether this run is worth a document: all workloads at full length.
    pub fn is_whole(&self) -> bool {
        !self.quick && ALL.iter().all(|(_, workload)| self.wants(*workload))
    }

    /// How many pairs of the short workloads (1, 3).
    pub fn short_pairs(&self) -> usize {
        if self.quick { 2 } else { 5 }
    }

    /// How many pairs of the long workloads (7, 8).
    pub fn long_pairs(&self) -> usize {
        if self.quick { 1 } else { 3 }
    }

    /// How long one measurement of a short workload lasts.
    pub fn short_time(&self) -> Duration {
        Duration::from_secs(if self.quick { 2 } else { 6 })
    }

    /// How long both are warmed up before.
    pub fn warm_time(&self) -> Duration {
        Duration::from_secs(if self.quick { 1 } else { 2 })
    }

    /// How many customers are imported.
    pub fn customers(&self) -> u32 {
        if self.quick { 20_000 } else { 1_000_000 }
    }
}
