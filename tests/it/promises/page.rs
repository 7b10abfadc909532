//! docs/security.md says of every promise which tests show it: each is there, shows that promise, and is told.

use std::collections::BTreeMap;
use std::path::Path;

/// The page's table: of each promise's number the tests and scripts that show it.
fn table() -> BTreeMap<u8, Vec<String>> {
    let page = include_str!("../../../docs/security.md");
    let rows = page.lines().filter_map(|line| {
        let cells: Vec<&str> = line.trim().trim_matches('|').split('|').map(str::trim).collect();
        let [number, _, shown] = cells[..] else { return None };
        let names = shown.split('`').skip(1).step_by(2).map(str::to_owned).collect();
        Some((number.parse().ok()?, names))
    });
    rows.collect()
}

/// The file of a test, by the path of its module.
fn file_of(module: &str) -> Option<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = module.replace("::", "/");
    ["tests/it", "src"]
        .iter()
        .flat_map(|folder| [format!("{folder}/{path}.rs"), format!("{folder}/{path}/mod.rs")])
        .find_map(|file| std::fs::read_to_string(root.join(file)).ok())
}

#[test]
fn every_promise_has_a_row() {
    let numbers: Vec<u8> = table().into_keys().collect();
    assert_eq!(numbers, (1..=31).chain([33, 35, 38, 39, 41, 42]).collect::<Vec<_>>());
}

#[test]
fn what_the_page_names_is_there_and_shows_that_promise() {
    for (number, names) in table() {
        for name in names {
            if name.starts_with("scripts/") {
                let root = Path::new(env!("CARGO_MANIFEST_DIR"));
                assert!(root.join(&name).exists(), "promise {number}: {name}");
                continue;
            }
            let (module, test) = name.rsplit_once("::").unwrap();
            let source = file_of(module).unwrap_or_else(|| panic!("promise {number}: {name}"));
            let (_, body) = source
                .split_once(&format!("fn {test}("))
                .unwrap_or_else(|| panic!("promise {number}: there is no {name}"));
            let body = body.split("\n}\n").next().unwrap();
            assert!(
                body.contains(&format!("promise!({number})")),
                "{name} does not show promise {number}"
            );
            assert!(body.contains(".kept("), "{name} does not tell that promise {number} is kept");
        }
    }
}
