//! Upgrades from every released schema: sample rows in every table survive, the service works on what comes of it, and
//! the program of the release before goes on beside it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use proffer::door::migrate::{MigrateError, migrate, migrate_as, newest, numbers};
use proffer::web::Username;
use serde_json::{Value, json};
use tokio_postgres::error::SqlState;
use tokio_postgres::{Client, NoTls};
use uuid::Uuid;

use crate::bank::{Bank, Caller, Database};
use crate::promises::promise;

/// A tenant, a user and so on of the rows that are filled sparsely.
const SAMPLE: &str = "sample1";

pub(crate) async fn connected(database: &Database) -> Client {
    let (client, connection) = database.config().connect(NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

pub(crate) async fn tables(client: &Client) -> Vec<String> {
    let sql = "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'
               AND tablename <> 'schema_migrations' ORDER BY 1";
    client.query(sql, &[]).await.unwrap().iter().map(|row| row.get(0)).collect()
}

/// Two rows for every table: one with what it must have, one with everything. Equal names are equal values, so that
/// they refer to each other.
pub(crate) async fn fill(client: &Client) {
    let mut open: Vec<(String, i32)> =
        tables(client).await.into_iter().flat_map(|it| [(it.clone(), 1), (it, 2)]).collect();
    while !open.is_empty() {
        let before = open.len();
        let mut waiting = Vec::new();
        for (table, number) in open {
            let sql = insert(client, &table, number).await;
            match client.execute(&sql, &[]).await {
                Ok(_) => {}
                // What it refers to comes later.
                Err(error) if error.code() == Some(&SqlState::FOREIGN_KEY_VIOLATION) => {
                    waiting.push((table, number));
                }
                Err(error) => panic!("{sql}: {error:?}"),
            }
        }
        assert!(waiting.len() < before, "in a circle: {waiting:?}");
        open = waiting;
    }
}

async fn insert(client: &Client, table: &str, number: i32) -> String {
    let sql = "SELECT a.attname::text, t.typname::text, t.typtype = 'e', a.attnotnull, a.atthasdef,
                      (SELECT enumlabel::text FROM pg_enum WHERE enumtypid = t.oid
                       ORDER BY enumsortorder LIMIT 1)
               FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
               WHERE a.attrelid = $1::text::regclass AND a.attnum > 0 AND NOT a.attisdropped
                 AND a.attidentity = '' ORDER BY a.attnum";
    let (mut names, mut values) = (Vec::new(), Vec::new());
    for row in client.query(sql, &[&table]).await.unwrap() {
        let (name, kind): (String, String) = (row.get(0), row.get(1));
        let must = row.get::<_, bool>(3) && !row.get::<_, bool>(4);
        if must || number == 2 {
            let label = row.get::<_, bool>(2).then(|| row.get::<_, String>(5));
            values.push(label.map_or_else(|| sample(&name, &kind, number), |it| format!("'{it}'")));
            names.push(name);
        }
    }
    format!("INSERT INTO {table} ({}) VALUES ({})", names.join(", "), values.join(", "))
}

fn sample(name: &str, kind: &str, number: i32) -> String {
    match kind {
        "text" if name.ends_with("_date") => "'2026-01-01'".to_owned(),
        "text" => format!("'sample{number}'"),
        "int2" | "int4" | "int8" | "numeric" => number.to_string(),
        "uuid" => format!("lpad('{number}', 32, '0')::uuid"),
        "timestamptz" => "'2100-01-01T00:00:00Z'".to_owned(),
        "_timestamptz" => "ARRAY['2100-01-01T00:00:00Z'::timestamptz]".to_owned(),
        "date" => "'2000-01-01'".to_owned(),
        "bool" => "false".to_owned(),
        "bytea" => format!("decode(repeat('0{number}', 32), 'hex')"),
        "json" | "jsonb" => "'{}'".to_owned(),
        "inet" => "'127.0.0.1'".to_owned(),
        "_text" => format!("ARRAY['sample{number}']"),
        "_int8" | "_int4" | "_int2" => format!("ARRAY[{number}]"),
        "_bytea" => format!("ARRAY[decode(repeat('0{number}', 32), 'hex')]"),
        other => panic!("say here what a sample of the type {other} is"),
    }
}

/// Every row of every table, as JSON.
async fn rows(client: &Client) -> BTreeMap<String, Vec<Value>> {
    let mut all = BTreeMap::new();
    for table in tables(client).await {
        let sql = format!("SELECT to_jsonb(it) FROM {table} it ORDER BY to_jsonb(it)::text");
        let rows = client.query(&sql, &[]).await.unwrap();
        all.insert(table, rows.iter().map(|row| row.get(0)).collect());
    }
    all
}

/// Whether a table has both its samples; the secrets have the one that its migration makes too.
fn has_its_samples((table, rows): (&String, &Vec<Value>)) -> bool {
    rows.len() == if table == "installation_secrets" { 3 } else { 2 }
}

/// Whether every field of the old row is in the new one as it was.
fn kept(old: &Value, new: &Value) -> bool {
    old.as_object().unwrap().iter().all(|(name, value)| new.get(name) == Some(value))
}

/// The user of the sparse rows, in the session of the sparse rows.
fn sampled(bank: &Bank) -> Caller {
    let name = Username::try_from(SAMPLE.to_owned()).unwrap();
    bank.bearer(bank.app.tokens().issue(&name, Uuid::from_u128(1), Timestamp::now()).unwrap())
}

async fn works(bank: &Bank) {
    let promote = "UPDATE users SET is_super_admin = true WHERE username = 'sample1'";
    bank.sql().await.batch_execute(promote).await.unwrap();
    let user = sampled(bank);
    user.get("/users/me").await.is(200);
    let offers = format!("/tenants/{SAMPLE}/offers");
    assert_eq!(user.get(&offers).await.is(200).items().len(), 1);
    let made = user.post(&offers, json!({"data": {"n": 1}})).await.is(201);
    let path = format!("{offers}/{}", made["offer_id"]);
    user.put(&path, json!({"data": {"n": 2}})).await.is(200);
    user.post(&format!("{path}/submit"), None).await.is(200);
    user.post(&format!("{path}/approve"), None).await.is(200);
    for list in ["campaigns", "jobs", "audit-logs", "offer-config"] {
        user.get(&format!("/tenants/{SAMPLE}/{list}")).await.is(200);
    }
    user.post("/customers", json!({"full_name": "Ann"})).await.is(201);
    for list in ["/customers", "/sa/users", "/sa/tenants", "/sa/api-keys", "/sa/audit-logs"] {
        assert!(!user.get(list).await.is(200).items().is_empty(), "{list}");
    }
}

#[tokio::test]
async fn every_released_schema_is_brought_up_to_date_with_all_that_is_in_it() {
    let promise = promise!(25);
    for release in numbers().filter(|it| *it < newest()) {
        let database = Database::empty().await;
        let mut client = connected(&database).await;
        migrate_as(&mut client, release).await.unwrap();
        fill(&client).await;
        let before = rows(&client).await;
        assert!(before.iter().all(has_its_samples), "{before:?}");
        let ran = migrate(&mut client).await.unwrap();
        assert_eq!(ran, numbers().filter(|it| *it > release).collect::<Vec<_>>());
        let after = rows(&client).await;
        for (table, old) in &before {
            let new = &after[table];
            let lost = old.iter().find(|old| !new.iter().any(|new| kept(old, new)));
            assert!(old.len() == new.len() && lost.is_none(), "{table} from {release}: {lost:?}");
        }
        works(&Bank::on(database.config())).await;
    }
    promise.kept(
        format!("{} released schemas, two rows in every table", numbers().count() - 1),
        "brought up to date, every row kept, and the service works on it",
    );
}

#[tokio::test]
async fn every_table_has_its_samples() {
    let database = Database::empty().await;
    let mut client = connected(&database).await;
    migrate(&mut client).await.unwrap();
    fill(&client).await;
    assert!(rows(&client).await.iter().all(has_its_samples));
}

#[tokio::test]
async fn the_release_before_works_on_what_was_only_added_to() {
    let promise = promise!(25);
    let database = Database::empty().await;
    let mut client = connected(&database).await;
    migrate(&mut client).await.unwrap();
    let add = |additive: bool| {
        format!(
            "INSERT INTO schema_migrations (number, name, checksum, additive)
             VALUES (9999, 'later', '', {additive})
             ON CONFLICT (number) DO UPDATE SET additive = {additive}"
        )
    };
    // As a program sees it whose newest is ours, and one that knows the first alone.
    client.batch_execute(&add(true)).await.unwrap();
    assert!(migrate(&mut client).await.unwrap().is_empty());
    assert!(migrate_as(&mut client, 1).await.unwrap().is_empty());
    client.batch_execute(&add(false)).await.unwrap();
    for newest in [newest(), 1] {
        let error = migrate_as(&mut client, newest).await.unwrap_err();
        assert!(matches!(error, MigrateError::Newer { found: 9999, .. }), "{error}");
    }
    promise.kept(
        "a program beside a database that is one migration ahead",
        "works if that only adds, stops with a sentence if not",
    );
}

#[tokio::test]
async fn a_database_of_the_first_release_knows_nothing_of_additions() {
    let database = Database::empty().await;
    let mut client = connected(&database).await;
    migrate_as(&mut client, 1).await.unwrap();
    let drop = "ALTER TABLE schema_migrations DROP COLUMN additive";
    client.batch_execute(drop).await.unwrap();
    assert_eq!(migrate(&mut client).await.unwrap().len(), numbers().count() - 1);
}

#[tokio::test]
async fn what_is_called_an_addition_takes_nothing_away() {
    let database = Database::empty().await;
    let mut client = connected(&database).await;
    migrate(&mut client).await.unwrap();
    let sql = "SELECT number FROM schema_migrations WHERE additive AND number > 1";
    let additive: BTreeSet<i32> =
        client.query(sql, &[]).await.unwrap().iter().map(|row| row.get(0)).collect();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations");
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if !additive.contains(&name[..4].parse().unwrap()) {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let lines = text.lines().map(|line| line.split("--").next().unwrap_or_default());
        let text = lines.collect::<Vec<_>>().join(" ").to_uppercase();
        for statement in text.split(';') {
            let words = statement.split_whitespace().collect::<Vec<_>>().join(" ");
            let words_that_take =
                ["DROP ", "RENAME ", "SET NOT NULL", " TYPE ", "TRUNCATE ", "DELETE "];
            let taken = words_that_take
                .iter()
                .find(|it| words.starts_with("ALTER TABLE") && words.contains(**it));
            let column = words.contains("ADD COLUMN") && words.contains("NOT NULL");
            // An index that goes makes nothing impossible.
            let drops = words.starts_with("DROP ");
            let demands = column && !words.contains("DEFAULT");
            assert!(
                taken.is_none() && !demands && (!drops || words.starts_with("DROP INDEX ")),
                "{name} is no addition (BREAKING in src/door/migrate.rs): {words}"
            );
        }
    }
}
