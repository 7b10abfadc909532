//! What the program prints for people: lines on standard output, and progress as a bar on a terminal, as plain lines
//! elsewhere.

/// One line on standard output.
#[expect(clippy::print_stdout, reason = "the one place that prints what a person asked for")]
pub(super) fn say(line: impl std::fmt::Display) {
    println!("{line}");
}
