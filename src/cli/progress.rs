//! What the program prints for people: lines on standard output; progress on standard error, as a bar on a terminal, as
//! plain lines elsewhere.

use std::io::{IsTerminal, stderr};
use std::sync::{Arc, Mutex, PoisonError};

use indicatif::{ProgressBar, ProgressStyle};

use crate::door::Watch;

/// One line on standard output.
#[expect(clippy::print_stdout, reason = "the one place that prints what a person asked for")]
pub(super) fn say(line: impl std::fmt::Display) {
    println!("{line}");
}

#[expect(clippy::print_stderr, reason = "progress is not what a person asked for")]
fn note(line: impl std::fmt::Display) {
    eprintln!("{line}");
}

/// Progress of long work.
pub(super) struct Progress {
    bar: Option<ProgressBar>,
    last_percent: u64,
}

impl Progress {
    /// A bar on a terminal, plain lines elsewhere.
    pub(super) fn start(what: &str) -> Self {
        if !stderr().is_terminal() {
            note(what);
            return Self { bar: None, last_percent: 0 };
        }
        let bar = ProgressBar::new(0).with_message(what.to_owned());
        if let Ok(style) =
            ProgressStyle::with_template("{msg} [{bar:40}] {human_pos}/{human_len} {eta}")
        {
            bar.set_style(style);
        }
        Self { bar: Some(bar), last_percent: 0 }
    }

    /// `done` of `total`, if the total is known.
    pub(super) fn at(&mut self, done: u64, total: Option<u64>) {
        if let Some(bar) = &self.bar {
            bar.set_length(total.unwrap_or(done));
            bar.set_position(done);
            return;
        }
        let Some(total) = total.filter(|total| *total > 0) else { return };
        let percent = done.saturating_mul(100) / total;
        if percent >= self.last_percent + 10 {
            self.last_percent = percent;
            note(format_args!("{done} of {total} ({percent} %)"));
        }
    }

    /// Takes the bar away.
    pub(super) fn finish(self) {
        if let Some(bar) = self.bar {
            bar.finish_and_clear();
        }
    }
}

/// Progress that a job reports from wherever it runs.
pub(super) struct Shared(Arc<Mutex<Progress>>);

impl Progress {
    /// The same, to be reported to by a job.
    pub(super) fn shared(self) -> Shared {
        Shared(Arc::new(Mutex::new(self)))
    }
}

impl Shared {
    /// What the job calls.
    pub(super) fn watch(&self) -> Watch {
        let progress = Arc::clone(&self.0);
        Arc::new(move |done, total| {
            let known = |count: i64| u64::try_from(count).unwrap_or(0);
            progress
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .at(known(done), total.map(known));
        })
    }

    /// Takes the bar away.
    pub(super) fn finish(&self) {
        if let Some(bar) = &self.0.lock().unwrap_or_else(PoisonError::into_inner).bar {
            bar.finish_and_clear();
        }
    }
}
