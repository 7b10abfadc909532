//! The program on its machine: whose files and programs it believes, as whom it runs, and what it leaves behind.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::time::Duration;

use proffer::door::embedded::start;
use rustix::process::{Signal, geteuid, test_kill_process};
use tokio::time::timeout;
use tokio_postgres::{Client, NoTls};

use crate::bank::{Bank, Database};
use crate::embedded::{Folder, connect};
use crate::program::{Program, address, refused, run, succeeded};

/// A user whom no test runs as.
const SOMEBODY: u32 = 65_534;

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().mode() & 0o7777
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// A folder of programs that all do the same; each call leaves its user's number in the file `who`.
fn programs(folder: &Path, names: &[&str], script: &str) -> (PathBuf, PathBuf) {
    let (bin, who) = (folder.join("bin"), folder.join("who"));
    fs::create_dir(&bin).unwrap();
    fs::write(&who, "").unwrap();
    set_mode(&who, 0o666);
    for name in names {
        let text = format!("#!/bin/sh\nid -u >> {}\n{script}\n", who.display());
        fs::write(bin.join(name), text).unwrap();
        set_mode(&bin.join(name), 0o755);
    }
    (bin, who)
}

#[tokio::test]
async fn a_dot_env_that_others_may_have_written_is_not_believed() {
    let folder = Folder::new("dot-env");
    let (bin, who) = programs(folder.path(), &["postgres", "initdb"], "exit 1");
    let file = folder.path().join(".env");
    fs::write(&file, format!("PROFFER_PG_BIN={}\n", bin.display())).unwrap();
    set_mode(folder.path(), 0o777);
    let said = refused(&run(folder.path(), &["migrate"], &[]).await);
    assert!(
        said.contains(".env") && said.contains("other users may write to its folder"),
        "{said}"
    );
    set_mode(folder.path(), 0o755);
    set_mode(&file, 0o666);
    let said = refused(&run(folder.path(), &["migrate"], &[]).await);
    assert!(said.contains("chmod go-w"), "{said}");
    if geteuid().is_root() {
        set_mode(&file, 0o600);
        chown(&file, Some(SOMEBODY), None).unwrap();
        let said = refused(&run(folder.path(), &["migrate"], &[]).await);
        assert!(said.contains("belongs to another user"), "{said}");
    }
    assert_eq!(fs::read_to_string(&who).unwrap(), "");
}

#[tokio::test]
async fn a_line_of_dot_env_is_told_by_number_and_name_and_a_dollar_stays() {
    let (folder, database) = (Folder::new("dot-env-line"), Database::empty().await);
    let file = folder.path().join(".env");
    fs::write(&file, "# mine\nPROFFER_ADMIN_PASSWORD=two words\n").unwrap();
    let said = refused(&run(folder.path(), &["migrate"], &[]).await);
    assert!(
        said.contains("line 2 (PROFFER_ADMIN_PASSWORD)") && !said.contains("words\n"),
        "{said}"
    );
    // A host that nobody has: it is told as it was written.
    fs::write(&file, "HOME=x\nDATABASE_URL=host=/nowhere/$HOME/${HOME}\n").unwrap();
    let said = refused(&run(folder.path(), &["migrate"], &[]).await);
    assert!(said.contains("/nowhere/$HOME/${HOME}") && said.contains("nobody answers"), "{said}");
    fs::write(&file, format!("DATABASE_URL='{}'\n", address(database.config()))).unwrap();
    succeeded(&run(folder.path(), &["migrate"], &[]).await);
}

#[tokio::test]
async fn names_that_are_no_settings_are_told() {
    let (folder, database) = (Folder::new("strays"), Database::empty().await);
    fs::write(folder.path().join(".env"), "DB_URL=postgres://x\n").unwrap();
    let url = address(database.config());
    let settings = [("DATABASE_URL", &*url), ("SECRET_KEY", "hunter2"), ("PROFFER_LISTNE", "1")];
    let ran = run(folder.path(), &["migrate"], &settings).await;
    succeeded(&ran);
    let log = String::from_utf8(ran.stderr).unwrap();
    for wanted in ["PROFFER_SECRET_KEY is the name here", "PROFFER_LISTNE is no setting"] {
        assert!(log.contains(wanted), "{log}");
    }
    assert!(!log.contains("hunter2") && !log.contains("DB_URL"), "{log}");
}

#[tokio::test]
async fn programs_that_were_found_are_not_run_as_root() {
    let (folder, bank) = (Folder::new("found"), Bank::open().await);
    let says = "echo 'postgres (PostgreSQL) 15.1'; exit 1";
    let names = ["postgres", "initdb", "pg_dump", "pg_restore"];
    let (bin, who) = programs(folder.path(), &names, says);
    let bin = bin.to_str().unwrap();
    refused(&run(folder.path(), &["migrate"], &[("PROFFER_PG_BIN", bin)]).await);
    let url = address(bank.config());
    let settings = [
        ("PROFFER_PG_BIN", bin),
        ("DATABASE_URL", &*url),
        ("PROFFER_SECRET_KEY", "a secret that is long enough"),
    ];
    refused(&run(folder.path(), &["backup", "b"], &settings).await);
    let users = fs::read_to_string(&who).unwrap();
    assert!(users.lines().count() >= 4, "{users}");
    assert!(users.lines().all(|user| user != "0"), "{users}");
}

#[tokio::test]
async fn what_is_no_dump_gets_no_seal() {
    let (folder, bank) = (Folder::new("no-dump"), Bank::open().await);
    let says = "echo 'pg_dump (PostgreSQL) 99.1'";
    let (bin, _) = programs(folder.path(), &["pg_dump", "pg_restore"], says);
    let url = address(bank.config());
    let settings = [("PROFFER_PG_BIN", bin.to_str().unwrap()), ("DATABASE_URL", &*url)];
    let said = refused(&run(folder.path(), &["backup", "b"], &settings).await);
    assert!(said.contains("no dump of the database"), "{said}");
    assert!(!folder.path().join("b").exists());
}

#[tokio::test]
async fn a_backup_that_others_may_have_written_takes_its_digest() {
    let (folder, bank, elsewhere) =
        (Folder::new("unsigned"), Bank::open().await, Database::empty().await);
    let settings = |url: &str| [("DATABASE_URL", url.to_owned())];
    let on = async |url: &str, arguments: &[&str]| {
        let settings = settings(url);
        let settings: Vec<_> = settings.iter().map(|(name, value)| (*name, &**value)).collect();
        run(folder.path(), arguments, &settings).await
    };
    let (from, into) = (address(bank.config()), address(elsewhere.config()));
    let said = succeeded(&on(&from, &["backup", "b"]).await);
    set_mode(&folder.path().join("b"), 0o666);
    let why = refused(&on(&into, &["restore", "b"]).await);
    assert!(why.contains("--sha256"), "{why}");
    let digest = said.trim().rsplit(' ').next().unwrap();
    succeeded(&on(&into, &["restore", "b", "--sha256", digest]).await);
}

#[tokio::test]
async fn the_data_directory_is_nobody_elses_and_a_file_is_none() {
    let folder = Folder::new("closed-data");
    // As releases before this one left it.
    let data = folder.path().join("data");
    fs::create_dir(&data).unwrap();
    fs::write(data.join("start.lock"), "").unwrap();
    set_mode(&data, 0o755);
    set_mode(&data.join("start.lock"), 0o644);
    succeeded(&run(folder.path(), &["migrate"], &[]).await);
    assert_eq!(mode(&data), if geteuid().is_root() { 0o711 } else { 0o700 });
    for file in ["start.lock", "attached.lock", "signing.key", "pg-start.log"] {
        assert_eq!(mode(&data.join(file)), 0o600, "{file}");
    }
    fs::write(folder.path().join("photo"), "mine").unwrap();
    set_mode(folder.path(), 0o777);
    let here = folder.path().to_str().unwrap();
    let said = refused(&run(&data, &["migrate"], &[("PROFFER_DATA_DIR", here)]).await);
    assert!(said.contains("holds other things"), "{said}");
    assert_eq!(mode(folder.path()), 0o777);
    let said = refused(&run(&data, &["migrate"], &[("PROFFER_DATA_DIR", "/etc/passwd")]).await);
    assert!(said.contains("/etc/passwd is a file"), "{said}");
}

#[tokio::test]
async fn nobody_answering_is_told_with_the_place() {
    let folder = Folder::new("refused");
    let settings = [
        ("DATABASE_URL", "postgres://u@127.0.0.1:1/x"),
        ("PROFFER_SECRET_KEY", "0123456789abcdef"),
    ];
    let said = refused(&run(folder.path(), &["migrate"], &settings).await);
    assert!(said.contains("nobody answers at 127.0.0.1, port 1"), "{said}");
    assert!(!said.contains("let us in"), "{said}");
}

#[tokio::test]
async fn a_terminal_that_closes_stops_the_program_and_its_postgresql() {
    let folder = Folder::new("hangup");
    let program = Program::serve(folder.path(), &[]).await;
    let server = fs::read_to_string(folder.path().join("data/pg/postmaster.pid")).unwrap();
    let server = server.lines().next().unwrap().parse().unwrap();
    let server = rustix::process::Pid::from_raw(server).unwrap();
    program.signal(Signal::HUP);
    assert_eq!(program.ends().await, Some(0));
    assert!(!folder.path().join("data/pg/postmaster.pid").exists());
    let gone = async {
        while test_kill_process(server).is_ok() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    timeout(Duration::from_secs(20), gone).await.unwrap();
}

#[tokio::test]
async fn a_server_that_root_starts_goes_on_without_roots_rights() {
    let folder = Folder::new("dropped");
    let program = Program::serve(folder.path(), &[]).await;
    let status = fs::read_to_string(format!("/proc/{}/status", program.id())).unwrap();
    let users = status.lines().find_map(|line| line.strip_prefix("Uid:")).unwrap();
    let cluster = fs::metadata(folder.path().join("data/pg")).unwrap().uid();
    assert_ne!(cluster, 0);
    assert!(users.split_whitespace().all(|user| user == cluster.to_string()), "{users}");
    // Root's commands and the next start find all that they need.
    succeeded(&run(folder.path(), &["create-super-admin", "ada"], &[]).await);
    program.signal(Signal::TERM);
    assert_eq!(program.ends().await, Some(0));
    let program = Program::serve(folder.path(), &[]).await;
    program.signal(Signal::TERM);
    assert_eq!(program.ends().await, Some(0));
    assert!(!folder.path().join("data/pg/postmaster.pid").exists());
}

async fn may_everything(client: &Client) -> bool {
    let sql = "SELECT rolsuper FROM pg_roles WHERE rolname = current_user";
    client.query_one(sql, &[]).await.unwrap().get(0)
}

async fn as_role(folder: &Folder, role: &str, database: &str) -> Client {
    let mut config = tokio_postgres::Config::new();
    config.host_path(folder.path().join("socket")).user(role).dbname(database);
    let (client, connection) = config.connect(NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

#[tokio::test]
async fn the_program_is_no_superuser_of_its_cluster_nor_of_one_that_an_older_release_made() {
    let folder = Folder::new("role");
    let embedded = start(folder.path(), None).await.unwrap();
    assert!(!may_everything(&connect(&embedded).await.unwrap()).await);
    // As the first releases made it: the role is the cluster's first one, which owns everything.
    let admin = as_role(&folder, "postgres", "postgres").await;
    for sql in ["DROP DATABASE proffer", "DROP ROLE proffer", "CREATE ROLE other LOGIN SUPERUSER"] {
        admin.batch_execute(sql).await.unwrap();
    }
    drop(admin);
    let other = as_role(&folder, "other", "postgres").await;
    other.batch_execute("ALTER ROLE postgres RENAME TO proffer").await.unwrap();
    let old = as_role(&folder, "proffer", "postgres").await;
    old.batch_execute("CREATE DATABASE proffer").await.unwrap();
    drop(other);
    old.batch_execute("DROP ROLE other").await.unwrap();
    let old = as_role(&folder, "proffer", "proffer").await;
    old.batch_execute(
        "CREATE SCHEMA side; CREATE TYPE side.mood AS ENUM ('good'); CREATE DOMAIN small AS int CHECK (value < 9);
         CREATE TABLE kept (n serial PRIMARY KEY, m bigint GENERATED ALWAYS AS IDENTITY, it side.mood[]);
         CREATE VIEW seen AS SELECT n FROM kept; CREATE SEQUENCE lone;
         CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1'; INSERT INTO kept DEFAULT VALUES",
    )
    .await
    .unwrap();
    drop(old);
    embedded.stop().await.unwrap();

    let embedded = start(folder.path(), None).await.unwrap();
    let client = connect(&embedded).await.unwrap();
    assert!(!may_everything(&client).await);
    client
        .batch_execute(
            "INSERT INTO kept DEFAULT VALUES; ALTER TABLE kept ADD more int; DROP VIEW seen; DROP FUNCTION one();
             ALTER TYPE side.mood ADD VALUE 'bad'; DROP SEQUENCE lone; DROP DOMAIN small; CREATE TABLE next (n int)",
        )
        .await
        .unwrap();
    let rows: i64 = client.query_one("SELECT count(*) FROM kept", &[]).await.unwrap().get(0);
    assert_eq!(rows, 2);
    let roles = "SELECT count(*) FROM pg_roles WHERE rolname LIKE 'proffer%'";
    assert_eq!(client.query_one(roles, &[]).await.unwrap().get::<_, i64>(0), 1);
    drop(client);
    embedded.stop().await.unwrap();
}

#[tokio::test]
async fn what_is_due_is_done_by_one_command() {
    let (folder, bank) = (Folder::new("due"), Bank::open().await);
    bank.furnish(1).await;
    let url = address(bank.config());
    let settings =
        [("DATABASE_URL", &*url), ("PROFFER_SECRET_KEY", "a secret that is long enough")];
    let said = succeeded(&run(folder.path(), &["process-campaign", "--due"], &settings).await);
    assert!(said.starts_with("campaigns started or ended: "), "{said}");
    let open =
        "SELECT count(*) FROM jobs WHERE kind = 'audience' AND status IN ('queued', 'running')";
    assert_eq!(bank.count(open).await, 0);
    let both = run(folder.path(), &["process-campaign", "--due", "t", "1"], &settings).await;
    assert_eq!(both.status.code(), Some(2));
}
