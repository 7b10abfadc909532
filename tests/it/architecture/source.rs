//! Reading this program's own source: its files, and which of its modules each one names.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A source file: its path below `src` without the ending, and its text without tests and comments.
pub(super) struct Source {
    pub(super) name: String,
    pub(super) text: String,
    pub(super) code: String,
}

/// Every file of the program.
pub(super) fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found: Vec<_> = files(&root, "rs").iter().map(|file| read(&root, file)).collect();
    // Unit tests may reach for more than the program does.
    found.retain(|source| !source.name.split('/').any(|part| part == "tests"));
    assert!(found.len() > 60, "only {} source files", found.len());
    found
}

fn read(root: &Path, file: &Path) -> Source {
    let name = file.strip_prefix(root).unwrap().with_extension("");
    let name = name.to_str().unwrap().trim_end_matches("/mod").to_owned();
    let text = std::fs::read_to_string(file).unwrap();
    let program = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
    let code = program
        .lines()
        .map(|line| line.split("//").next().unwrap_or_default())
        .collect::<Vec<_>>()
        .join("\n");
    Source { name, text, code }
}

/// Every file with this ending below a folder.
pub(super) fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.extension().is_some_and(|it| it == ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

impl Source {
    /// The first part of its path: the layer or feature it belongs to.
    pub(super) fn part(&self) -> &str {
        self.name.split('/').next().unwrap()
    }

    /// The modules of this program that it names, as paths: `door/permissions`, `offers/api`. Type names are left out.
    pub(super) fn names(&self) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for (at, _) in self.code.match_indices("crate::") {
            walk(&self.code[at + "crate::".len()..], String::new(), &mut found);
        }
        let here = self.name.clone();
        let parent = here.rsplit_once('/').map_or(String::new(), |(parent, _)| parent.to_owned());
        for (at, _) in self.code.match_indices("use super::") {
            walk(&self.code[at + "use super::".len()..], parent.clone(), &mut found);
        }
        found
    }
}

/// Follows a path or a tree of `use` from here: `{a::B, c::{d, E}}`.
fn walk<'t>(text: &'t str, below: String, found: &mut BTreeSet<String>) -> &'t str {
    let text = text.trim_start();
    if let Some(mut rest) = text.strip_prefix('{') {
        loop {
            rest = walk(rest, below.clone(), found).trim_start();
            match rest.as_bytes().first() {
                Some(b',') => rest = &rest[1..],
                Some(b'}') => return &rest[1..],
                _ => return rest,
            }
        }
    }
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    let is_module = word.starts_with(|c: char| c.is_lowercase()) && word != "self";
    let here = match (is_module, below.is_empty()) {
        (false, _) => below,
        (true, true) => word.to_owned(),
        (true, false) => format!("{below}/{word}"),
    };
    if !here.is_empty() {
        found.insert(here.clone());
    }
    match rest.strip_prefix("::") {
        Some(rest) if is_module || word == "self" => walk(rest, here, found),
        _ => rest,
    }
}

#[test]
fn a_tree_of_uses_is_followed() {
    let code = "use crate::door::{Allowed, permissions::{A, B}};\nuse crate::web::Reply;\nlet x = crate::offers::store::get();"
        .to_owned();
    let source = Source { name: "x/y".to_owned(), text: String::new(), code };
    let names: Vec<_> = source.names().into_iter().collect();
    let wanted = ["door", "door/permissions", "offers", "offers/store", "offers/store/get", "web"];
    assert_eq!(names, wanted);
}
