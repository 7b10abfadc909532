//! The house style that a machine can check.

use std::path::Path;

use super::source::{files, sources};

#[test]
fn every_file_says_what_lives_in_it_and_is_short() {
    for folder in ["src", "tests"] {
        for file in files(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), "rs") {
            let text = std::fs::read_to_string(&file).unwrap();
            assert!(
                text.starts_with("//! "),
                "{} does not begin with its paragraph",
                file.display()
            );
            let lines = text.lines().count();
            assert!(lines <= 400, "{} has {lines} lines", file.display());
        }
    }
}

#[test]
fn half_of_the_files_are_short() {
    let mut lines: Vec<_> = sources().iter().map(|it| it.text.lines().count()).collect();
    lines.sort_unstable();
    let median = lines[lines.len() / 2];
    assert!(median < 120, "the median file has {median} lines");
}

#[test]
fn nothing_is_left_to_do() {
    for source in sources() {
        for word in ["todo!", "unimplemented!", "TODO", "FIXME", "XXX", "HACK"] {
            assert!(!source.text.contains(word), "{} has {word}", source.name);
        }
    }
}
