//! Backups: one moment of the database in a file, row for row the same elsewhere, and never half of it.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::sync::atomic::{AtomicBool, Ordering};

use proffer::door::credentials::hex;
use rustix::process::Signal;
use serde_json::json;
use sha2::{Digest, Sha256};
use tokio::net::TcpStream;
use tokio_postgres::{Client, Config};

use crate::bank::{Bank, Database, PASSWORD};
use crate::embedded::Folder;
use crate::program::{Program, address, refused, run, succeeded};
use crate::upgrades::{connected, fill, tables};
use crate::wire::{ask, send};

/// Of every table, how many rows it has and a digest of all that is in them.
async fn contents(client: &Client) -> BTreeMap<String, (i64, Option<String>)> {
    let mut all = BTreeMap::new();
    let tables = tables(client).await.into_iter().chain(["schema_migrations".to_owned()]);
    for table in tables {
        let sql = format!(
            "SELECT count(*), md5(string_agg(it::text, '|' ORDER BY it::text)) FROM {table} it"
        );
        let row = client.query_one(&sql, &[]).await.unwrap();
        all.insert(table, (row.get(0), row.get(1)));
    }
    all
}

/// Runs `proffer` on this database.
async fn proffer(folder: &Folder, database: &Config, arguments: &[&str]) -> std::process::Output {
    let url = address(database);
    let settings =
        [("DATABASE_URL", &*url), ("PROFFER_SECRET_KEY", "a secret that is long enough")];
    run(folder.path(), arguments, &settings).await
}

/// A bank with a row in every table, and a history.
async fn lived_in() -> Bank {
    let bank = Bank::open().await;
    fill(bank.sql().await).await;
    for n in 0..5 {
        let offer =
            bank.maker().writes_offer(json!({"n": n, "text": "Ünïcode 'quoted' \\ \n"})).await;
        bank.maker().submits(&offer).await;
        bank.checker().approves(&offer).await;
    }
    bank
}

#[tokio::test]
async fn a_backup_is_restored_elsewhere_row_for_row() {
    let (folder, bank, elsewhere) =
        (Folder::new("backup"), lived_in().await, Database::empty().await);
    let before = contents(bank.sql().await).await;
    assert!(before.values().all(|(count, _)| *count > 0), "{before:?}");
    let said = succeeded(&proffer(&folder, bank.config(), &["backup", "b.dump"]).await);
    let file = folder.path().join("b.dump");
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "something was left beside it");

    // Not over another file, and not into a database that holds something.
    let whole = fs::read(&file).unwrap();
    let again = refused(&proffer(&folder, bank.config(), &["backup", "b.dump"]).await);
    assert!(again.contains("is there already"), "{again}");
    assert_eq!(fs::read(&file).unwrap(), whole);
    let full = refused(&proffer(&folder, bank.config(), &["restore", "b.dump"]).await);
    assert!(full.contains("not empty"), "{full}");
    assert_eq!(contents(bank.sql().await).await, before);

    // Another file than the one whose digest was kept.
    let digest = said.trim().rsplit(' ').next().unwrap();
    let other = ["restore", "b.dump", "--sha256", &"0".repeat(64)];
    let another = refused(&proffer(&folder, elsewhere.config(), &other).await);
    assert!(another.contains(digest), "{another}");

    let restore = ["restore", "b.dump", "--sha256", digest];
    succeeded(&proffer(&folder, elsewhere.config(), &restore).await);
    assert_eq!(contents(&connected(&elsewhere).await).await, before);
    let copy = Bank::on(elsewhere.config());
    let offer = copy.maker().writes_offer(json!({})).await;
    assert_eq!(copy.reader().get("offers").await.is(200).items().len(), 6);
    copy.maker().submits(&offer).await;
    assert!(refused(&proffer(&folder, elsewhere.config(), &restore).await).contains("not empty"));
}

#[tokio::test]
async fn a_file_that_was_cut_off_or_changed_is_told_and_nothing_is_restored() {
    let (folder, bank, elsewhere) =
        (Folder::new("broken"), lived_in().await, Database::empty().await);
    succeeded(&proffer(&folder, bank.config(), &["backup", "whole"]).await);
    let whole = fs::read(folder.path().join("whole")).unwrap();
    let flipped = |at: usize| {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        bytes
    };
    for (bytes, wanted) in [
        (whole[..whole.len() / 2].to_vec(), "cut off"),
        (whole[..whole.len() - 1].to_vec(), "cut off"),
        (Vec::new(), "cut off"),
        (b"PGDMP".repeat(100), "cut off"),
        (flipped(100), "digest"),
        (flipped(whole.len() / 2), "digest"),
        (flipped(whole.len() - 70), "digest"),
        (flipped(whole.len() - 10), "digest"),
    ] {
        fs::write(folder.path().join("broken"), bytes).unwrap();
        let said = refused(&proffer(&folder, elsewhere.config(), &["restore", "broken"]).await);
        assert!(said.contains(wanted), "{said}");
    }
    assert_eq!(tables(&connected(&elsewhere).await).await, [] as [String; 0]);
    // Nor is a private database made for it.
    let other = Folder::new("broken-private");
    let broken = folder.path().join("broken");
    refused(&run(other.path(), &["restore", broken.to_str().unwrap()], &[]).await);
    assert_eq!(fs::read_dir(other.path()).unwrap().count(), 0);
    let missing = refused(&proffer(&folder, elsewhere.config(), &["restore", "nowhere"]).await);
    assert!(missing.contains("nowhere"), "{missing}");
    // A database that proffer has nothing in is nothing to back up.
    let empty = refused(&proffer(&folder, elsewhere.config(), &["backup", "empty"]).await);
    assert!(empty.contains("not one of proffer's"), "{empty}");
    assert!(!folder.path().join("empty").exists());
}

/// The same file with another content, and with the digest that fits it.
fn sealed_again(whole: &[u8], change: impl FnOnce(&mut [u8])) -> Vec<u8> {
    let mut bytes = whole.to_vec();
    let digits = bytes.len() - 65;
    change(&mut bytes[..digits - 30]);
    let digest = hex(&Sha256::digest(&bytes[..digits]));
    bytes[digits..digits + 64].copy_from_slice(digest.as_bytes());
    bytes
}

#[tokio::test]
async fn a_restore_that_breaks_off_leaves_the_database_empty() {
    let (folder, bank, elsewhere) =
        (Folder::new("half"), lived_in().await, Database::empty().await);
    succeeded(&proffer(&folder, bank.config(), &["backup", "whole"]).await);
    let whole = fs::read(folder.path().join("whole")).unwrap();
    assert_eq!(sealed_again(&whole, |_| ()), whole);
    // The last of the data: by then tables are made and rows are in.
    let broken = sealed_again(&whole, |bytes| {
        let end = bytes.len();
        bytes[end - 200..end - 100].fill(0x55);
    });
    fs::write(folder.path().join("broken"), broken).unwrap();
    let said = refused(&proffer(&folder, elsewhere.config(), &["restore", "broken"]).await);
    assert!(said.contains("pg_restore failed"), "{said}");
    assert_eq!(tables(&connected(&elsewhere).await).await, [] as [String; 0]);
    succeeded(&proffer(&folder, elsewhere.config(), &["restore", "whole"]).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_is_one_moment_of_a_database_that_is_written_to() {
    let (folder, bank, elsewhere) =
        (Folder::new("moment"), lived_in().await, Database::empty().await);
    let done = AtomicBool::new(false);
    let writes = async {
        while !done.load(Ordering::Relaxed) {
            bank.maker().writes_offer(json!({"data": 1})).await;
        }
    };
    let copies = async {
        succeeded(&proffer(&folder, bank.config(), &["backup", "b"]).await);
        done.store(true, Ordering::Relaxed);
    };
    tokio::join!(writes, copies);
    succeeded(&proffer(&folder, elsewhere.config(), &["restore", "b"]).await);
    let client = connected(&elsewhere).await;
    let sql = "SELECT count(*) FROM offers o WHERE created_by = 'mary' AND NOT EXISTS
                   (SELECT FROM audit_logs WHERE entity = 'offer' AND entity_id = o.offer_id::text)";
    assert_eq!(client.query_one(sql, &[]).await.unwrap().get::<_, i64>(0), 0);
    let sql =
        "SELECT count(*) FROM audit_logs a WHERE entity = 'offer' AND actor = 'mary' AND NOT EXISTS
                   (SELECT FROM offers WHERE offer_id::text = a.entity_id)";
    assert_eq!(client.query_one(sql, &[]).await.unwrap().get::<_, i64>(0), 0);
}

#[tokio::test]
async fn the_private_postgresql_is_backed_up_beside_the_server_and_without_it() {
    let (folder, other) = (Folder::new("private-one"), Folder::new("private-two"));
    let program = Program::serve(folder.path(), &[]).await;
    succeeded(&run(folder.path(), &["backup", "beside"], &[]).await);
    program.signal(Signal::TERM);
    assert_eq!(program.ends().await, Some(0));
    succeeded(&run(folder.path(), &["backup", "alone"], &[]).await);
    assert!(!folder.path().join("data/pg/postmaster.pid").exists(), "it was left running");

    let file = folder.path().join("beside");
    let restore = ["restore", file.to_str().unwrap()];
    succeeded(&run(other.path(), &restore, &[]).await);
    assert!(refused(&run(other.path(), &restore, &[]).await).contains("not empty"));
    let program = Program::serve(other.path(), &[]).await;
    let mut stream = TcpStream::connect(program.address()).await.unwrap();
    let login = json!({"username": "admin", "password": PASSWORD}).to_string();
    let heard = ask(&mut stream, &send("POST", "/auth/token", "", &login)).await.unwrap();
    assert_eq!(heard.status, 200, "{}", heard.body);
    drop(stream);
    program.signal(Signal::TERM);
    assert_eq!(program.ends().await, Some(0));
}

#[tokio::test]
async fn a_restored_database_writes_to_nobody_by_itself() {
    let (folder, bank, elsewhere) =
        (Folder::new("standstill"), Bank::open().await, Database::empty().await);
    let campaigns = [
        bank.runs_campaign(1).await,
        bank.runs_campaign(0).await,
        bank.runs_campaign(0).await,
        bank.runs_campaign(0).await,
    ];
    for (campaign, status) in campaigns[1..].iter().zip(["scheduled", "completed", "draft"]) {
        bank.puts(campaign, status).await;
    }
    succeeded(&proffer(&folder, bank.config(), &["backup", "b"]).await);
    let said = succeeded(&proffer(&folder, elsewhere.config(), &["restore", "b"]).await);
    assert!(said.contains("1 that were active are paused, 1 that were scheduled"), "{said}");
    let copy = Bank::on(elsewhere.config());
    for (campaign, wanted) in campaigns.iter().zip(["paused", "draft", "completed", "draft"]) {
        let shown = copy.admin().get(&format!("campaigns/{}", campaign.id)).await.is(200);
        assert_eq!(shown["status"], wanted);
    }
    let sender = copy.sender().await;
    sender.claims(&campaigns[0], 10).await.problem(409, "campaign_not_active");
    let trail = copy.admin().get("audit-logs?actor=system").await.is(200);
    let rows: Vec<_> = trail.items().iter().map(|it| it["action"].as_str().unwrap()).collect();
    assert_eq!(rows, ["unschedule", "pause"]);
    assert_eq!(trail.items()[0]["changes"], json!({"restored_from_backup": true}));
    let faults = copy.admin().get("audit-logs/verification").await.is(200);
    assert_eq!(faults["faults"], json!([]), "{}", faults.text());
}
