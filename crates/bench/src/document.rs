//! `docs/benchmarks.md`: what was measured, how, and what came out.

use std::fmt::Write;

use crate::machine::Machine;
use crate::outcome::{Outcome, table};

/// The whole document.
pub fn write(machine: &Machine, settings: &str, outcomes: &[Outcome]) -> String {
    let mut text = format!(
        "{HEAD}\n{}\n\n- When: {}, load average before {:.2}\n- Machine: {}\n- Versions: {}\n\
         - PostgreSQL's settings, as the program starts it: {settings}\n",
        table(outcomes),
        machine.when,
        machine.load,
        machine.hardware,
        machine.software,
    );
    if let Some(warning) = machine.warning() {
        let _ = write!(text, "\n**Warning:** {warning}.\n");
    }
    text.push_str("\n## Also seen\n");
    for outcome in outcomes {
        let _ = write!(text, "\n- **{}**", outcome.workload);
        for note in &outcome.notes {
            let _ = write!(text, "\n  - {note}");
        }
        let _ = write!(text, "\n  - {}", outcome.every_pair());
    }
    text.push('\n');
    text.push_str(METHOD);
    text
}

const HEAD: &str = include_str!("document/head.md");
const METHOD: &str = include_str!("document/method.md");
