//! A secret in the repository is refused: `scripts/secrets.sh`, which `make lint` runs, finds one that is planted.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use super::promise;
use crate::embedded::Folder;

fn run(program: &str, arguments: &[&str], at: &Path) -> Output {
    let mut command = Command::new(program);
    // A hook that runs these tests has its own repository in the environment.
    command.env_remove("GIT_DIR").env_remove("GIT_INDEX_FILE").env_remove("GIT_WORK_TREE");
    command.args(arguments).current_dir(at).output().unwrap()
}

fn scan(repository: &Path) -> (bool, String) {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/scripts/secrets.sh");
    let done = run(script, &[repository.to_str().unwrap()], repository);
    (
        done.status.success(),
        String::from_utf8_lossy(&[done.stdout, done.stderr].concat()).into_owned(),
    )
}

/// Secrets of many kinds, none of which stands in this file as it would in a leak.
fn planted() -> Vec<(&'static str, String)> {
    let random = "9fK2mZqX7vB4nT8wR1cY5hL3jD6sG0pA";
    vec![
        ("key.pem", format!("-----BEGIN {} KEY-----\nMIIEvQIBADANBg\n", "PRIVATE")),
        ("aws.txt", format!("aws_access_key_id = AK{}\n", "IAIOSFODNN7EXAMPL2")),
        ("proffer.sh", format!("curl -H 'X-API-Key: prf{}{random}'\n", "_")),
        ("webhook.rs", format!("const SECRET: &str = \"whsec{}{random}\";\n", "_")),
        ("github.yml", format!("token: gh{}_{}\n", "p", "a1B2c3D4".repeat(5))),
        (
            "token.txt",
            format!("ey{}.ey{}.{random}{random}\n", "JhbGciOiJIUzI1NiJ9", "JzdWIiOiJtYXJ5In0"),
        ),
        ("settings.toml", format!("secret_key = \"{random}\"\n")),
        (".env", format!("PROFFER_SECRET_KEY={random}\n")),
        ("url.txt", format!("DATABASE_URL=postgres://proffer:{random}@db.internal/proffer\n")),
    ]
}

#[test]
fn a_planted_secret_is_refused() {
    let promise = promise!(30);
    let folder = Folder::new("secrets");
    let at = folder.path();
    run("git", &["init", "--quiet"], at);
    fs::write(
        at.join("README.md"),
        "PROFFER_SECRET_KEY=$(openssl rand -hex 32)\npassword = \"…\"\n",
    )
    .unwrap();
    run("git", &["add", "--all"], at);
    assert_eq!(scan(at), (true, String::new()));
    let planted = planted();
    for (name, text) in &planted {
        fs::write(at.join(name), text).unwrap();
        run("git", &["add", "--force", name], at);
        let (passed, said) = scan(at);
        assert!(!passed && said.contains(&format!("{name}:1")), "{name}: {said}");
        assert!(!said.contains("9fK2mZqX7vB4nT8wR1cY5hL3jD6sG0pA"), "the secret is told: {said}");
        run("git", &["rm", "--quiet", "--force", name], at);
    }
    assert_eq!(scan(at), (true, String::new()));
    let (clean, said) = scan(Path::new(env!("CARGO_MANIFEST_DIR")));
    assert!(clean, "{said}");
    promise.kept(
        format!("{} secrets planted, one at a time", planted.len()),
        "each refused with file and line",
    );
}
