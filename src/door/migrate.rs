//! Migrations: forward only, each in a transaction of its own, under an advisory lock, with the checksum of what ran.

use sha2::{Digest, Sha256};
use tokio_postgres::Client;

/// Number, name and text of every migration, in order.
const MIGRATIONS: &[(i32, &str, &str)] = &[
    (1, "schema", include_str!("../../migrations/0001_schema.sql")),
    (2, "sessions", include_str!("../../migrations/0002_sessions.sql")),
    (3, "trail", include_str!("../../migrations/0003_trail.sql")),
    (4, "webhooks", include_str!("../../migrations/0004_webhooks.sql")),
    (5, "key_certificates", include_str!("../../migrations/0005_key_certificates.sql")),
    (6, "lockouts", include_str!("../../migrations/0006_lockouts.sql")),
    (7, "contacts", include_str!("../../migrations/0007_contacts.sql")),
    (8, "tenants_and_windows", include_str!("../../migrations/0008_tenants_and_windows.sql")),
    (9, "shares", include_str!("../../migrations/0009_shares.sql")),
    (10, "imports", include_str!("../../migrations/0010_imports.sql")),
    (11, "audiences", include_str!("../../migrations/0011_audiences.sql")),
    (
        12,
        "addresses_without_keys",
        include_str!("../../migrations/0012_addresses_without_keys.sql"),
    ),
    (13, "suppression_lists", include_str!("../../migrations/0013_suppression_lists.sql")),
    (14, "responses", include_str!("../../migrations/0014_responses.sql")),
];

/// Those after which a program that does not know them cannot work with the database any more. All others only add, so
/// that the program of the release before goes on beside the new one.
const BREAKING: &[i32] = &[];

/// Any constant will do, as long as every version of the program takes the same.
const LOCK: i64 = 0x7072_6f66_6665_7231;

/// Quiet: that the table is there already is no news.
const HISTORY: &str = "SET client_min_messages = warning;
CREATE TABLE IF NOT EXISTS schema_migrations (
    number     integer     PRIMARY KEY,
    name       text        NOT NULL,
    checksum   bytea       NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now(),
    additive   boolean     NOT NULL DEFAULT false
);
RESET client_min_messages";

/// The first release's table had no such column. Asked for first: the change waits for a backup that is being made.
const HAS_ADDITIVE: &str = "SELECT FROM pg_attribute WHERE attrelid = 'schema_migrations'::regclass
    AND attname = 'additive' AND NOT attisdropped";
const ADD_ADDITIVE: &str =
    "ALTER TABLE schema_migrations ADD COLUMN additive boolean NOT NULL DEFAULT false";

/// Why the schema cannot be brought up to date.
#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    /// The database refused a statement.
    #[error("the migration was refused by the database: {0}")]
    Database(#[from] tokio_postgres::Error),
    /// A later program has changed this database.
    #[error(
        "the database is newer than this program: it has migration {found}, this program knows {known}; run a newer proffer"
    )]
    Newer {
        /// The newest migration in the database.
        found: i32,
        /// The newest migration of this program.
        known: i32,
    },
    /// There is no list of migrations in it.
    #[error("the database is not one of proffer's")]
    Unknown,
    /// A migration that ran is not the one this program has.
    #[error(
        "migration {0} of the database is not the one of this program; the database belongs to another build"
    )]
    Changed(i32),
}

/// The numbers of this program's migrations, in order.
pub fn numbers() -> impl Iterator<Item = i32> {
    MIGRATIONS.iter().map(|it| it.0)
}

/// The newest migration of this program.
#[must_use]
pub fn newest() -> i32 {
    numbers().last().unwrap_or(0)
}

/// Applies what is missing and returns the numbers of the migrations that ran.
pub async fn migrate(client: &mut Client) -> Result<Vec<i32>, MigrateError> {
    migrate_as(client, newest()).await
}

/// Does what the program did whose newest migration was this one.
pub async fn migrate_as(client: &mut Client, newest: i32) -> Result<Vec<i32>, MigrateError> {
    hold(client).await?;
    let done = apply(client, newest).await;
    client.execute("SELECT pg_advisory_unlock($1)", &[&LOCK]).await?;
    done
}

/// Keeps every other program from migrating for as long as this connection lasts.
pub(super) async fn hold(client: &Client) -> Result<(), MigrateError> {
    client.execute("SELECT pg_advisory_lock($1)", &[&LOCK]).await?;
    Ok(())
}

/// Applies what is missing over a connection that [`hold`]s the lock already.
pub(super) async fn bring_up_to_date(client: &mut Client) -> Result<(), MigrateError> {
    apply(client, newest()).await?;
    Ok(())
}

/// The newest migration of a database that this program can work with.
pub(super) async fn verify(client: &Client) -> Result<i32, MigrateError> {
    let there = "SELECT to_regclass('schema_migrations') IS NOT NULL";
    if !client.query_one(there, &[]).await?.get::<_, bool>(0) {
        return Err(MigrateError::Unknown);
    }
    let found = found(client, newest()).await?;
    found.last().copied().ok_or(MigrateError::Unknown)
}

async fn apply(client: &mut Client, newest: i32) -> Result<Vec<i32>, MigrateError> {
    client.batch_execute(HISTORY).await?;
    if client.query_opt(HAS_ADDITIVE, &[]).await?.is_none() {
        client.batch_execute(ADD_ADDITIVE).await?;
    }
    let found = found(client, newest).await?;
    let missing = MIGRATIONS.iter().filter(|it| it.0 <= newest && !found.contains(&it.0));
    let mut ran = Vec::new();
    for (number, name, text) in missing {
        let tx = client.transaction().await?;
        tx.batch_execute(text).await?;
        let insert = "INSERT INTO schema_migrations (number, name, checksum, additive)
                      VALUES ($1, $2, $3, $4)";
        let additive = !BREAKING.contains(number);
        tx.execute(insert, &[number, name, &checksum(text), &additive]).await?;
        tx.commit().await?;
        ran.push(*number);
    }
    Ok(ran)
}

/// What ran in this database, if the program whose newest migration is `newest` can work with it.
async fn found(client: &Client, newest: i32) -> Result<Vec<i32>, MigrateError> {
    // As JSON, so that a column that is not there yet is none.
    let sql = "SELECT number, checksum, coalesce((to_jsonb(it) ->> 'additive')::bool, false)
               FROM schema_migrations it ORDER BY number";
    let mut found = Vec::new();
    for row in client.query(sql, &[]).await? {
        check(row.get(0), row.get(1), row.get(2), newest)?;
        found.push(row.get(0));
    }
    Ok(found)
}

fn check(found: i32, sum: Vec<u8>, additive: bool, newest: i32) -> Result<(), MigrateError> {
    let known = MIGRATIONS.iter().find(|it| it.0 == found && it.0 <= newest);
    match known {
        None if additive && found > newest => {
            tracing::warn!(found, newest, "the database is of a newer program, which added to it");
            Ok(())
        }
        None => Err(MigrateError::Newer { found, known: newest }),
        Some((_, _, text)) if checksum(text) != sum => Err(MigrateError::Changed(found)),
        Some(_) => Ok(()),
    }
}

fn checksum(text: &str) -> Vec<u8> {
    Sha256::digest(text.as_bytes()).to_vec()
}
