//! Vulnerable dependencies are refused: those that `deny.toml` names, and whatever does not come from crates.io with its
//! checksum. `cargo deny` holds the same list, and asks the advisory database where that can be fetched.

use super::promise;

const CRATES_IO: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// A release's number, for comparing.
fn number(version: &str) -> Vec<u64> {
    let plain = version.split(['-', '+']).next().unwrap();
    plain.split('.').map(|part| part.parse().unwrap()).collect()
}

/// Whether a ban of deny.toml, `name@<version` or `name`, means this release.
fn means(ban: &str, name: &str, version: &str) -> bool {
    match ban.split_once('@') {
        None => ban == name,
        Some((banned, below)) => {
            let below = below.strip_prefix('<').unwrap_or_else(|| panic!("{ban}: name@<version"));
            banned == name && number(version) < number(below)
        }
    }
}

fn bans() -> Vec<(String, String)> {
    let text = include_str!("../../../deny.toml");
    let table: toml::Table = text.parse().unwrap();
    let text = |ban: &toml::Value, field: &str| ban[field].as_str().unwrap().to_owned();
    let bans = table["bans"]["deny"].as_array().unwrap().iter();
    bans.map(|ban| (text(ban, "crate"), text(ban, "reason"))).collect()
}

/// What is wrong with the packages of a Cargo.lock, and how many there are.
fn faults(lock: &str) -> (Vec<String>, usize) {
    let (table, bans): (toml::Table, _) = (lock.parse().unwrap(), bans());
    let (mut faults, packages) = (Vec::new(), table["package"].as_array().unwrap());
    for package in packages {
        let (name, version) =
            (package["name"].as_str().unwrap(), package["version"].as_str().unwrap());
        let banned = bans.iter().filter(|(ban, _)| means(ban, name, version));
        faults.extend(banned.map(|(_, reason)| format!("{name} {version}: {reason}")));
        // The workspace's own have no source.
        let Some(source) = package.get("source").and_then(toml::Value::as_str) else { continue };
        if source != CRATES_IO || package.get("checksum").is_none() {
            faults.push(format!("{name} {version}: from {source}, or without a checksum"));
        }
    }
    (faults, packages.len())
}

#[test]
fn a_planted_vulnerable_dependency_is_refused() {
    let promise = promise!(30);
    let lock = include_str!("../../../Cargo.lock");
    let (found, packages) = faults(lock);
    assert_eq!(found, [""; 0]);
    assert!(packages > 100, "{packages}");
    let checksum = format!("checksum = \"{}\"", "0".repeat(64));
    let vulnerable = [
        ("time", "0.1.43"),
        ("rustls", "0.23.44"),
        ("h2", "0.3.25"),
        ("rsa", "0.9.8"),
        ("smallvec", "1.6.0"),
    ];
    for (name, version) in vulnerable {
        let planted = format!(
            "{lock}\n[[package]]\nname = \"{name}\"\nversion = \"{version}\"\nsource = \"{CRATES_IO}\"\n{checksum}\n"
        );
        let (found, _) = faults(&planted);
        assert!(matches!(&found[..], [one] if one.contains("RUSTSEC-")), "{name}: {found:?}");
    }
    let elsewhere = "\n[[package]]\nname = \"x\"\nversion = \"1.0.0\"\nsource = \"git+https://evil.example/x\"\n";
    assert_eq!(faults(&format!("{lock}{elsewhere}")).0.len(), 1);
    promise.kept(
        format!(
            "{} vulnerable releases and a strange source planted in Cargo.lock",
            vulnerable.len()
        ),
        format!("each refused; none of {} bans among {packages} packages", bans().len()),
    );
}
