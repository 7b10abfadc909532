//! Migrations: forward only, each in a transaction of its own, under an advisory lock, with the checksum of what ran.

use sha2::{Digest, Sha256};
use tokio_postgres::Client;

/// Number, name and text of every migration, in order.
const MIGRATIONS: &[(i32, &str, &str)] = &[
    (1, "schema", include_str!("../../migrations/0001_schema.sql")),
    (2, "sessions", include_str!("../../migrations/0002_sessions.sql")),
    (4, "webhooks", include_str!("../../migrations/0004_webhooks.sql")),
];

/// Any constant will do, as long as every version of the program takes the same.
const LOCK: i64 = 0x7072_6f66_6665_7231;

/// Quiet: that the table is there already is no news.
const HISTORY: &str = "SET client_min_messages = warning;
CREATE TABLE IF NOT EXISTS schema_migrations (
    number     integer     PRIMARY KEY,
    name       text        NOT NULL,
    checksum   bytea       NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now()
);
RESET client_min_messages";

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
    /// A migration that ran is not the one this program has.
    #[error(
        "migration {0} of the database is not the one of this program; the database belongs to another build"
    )]
    Changed(i32),
}

/// The newest migration of this program.
#[must_use]
pub fn newest() -> i32 {
    MIGRATIONS.last().map_or(0, |last| last.0)
}

/// Applies what is missing and returns the numbers of the migrations that ran.
pub async fn migrate(client: &mut Client) -> Result<Vec<i32>, MigrateError> {
    client.execute("SELECT pg_advisory_lock($1)", &[&LOCK]).await?;
    let done = apply(client).await;
    client.execute("SELECT pg_advisory_unlock($1)", &[&LOCK]).await?;
    done
}

async fn apply(client: &mut Client) -> Result<Vec<i32>, MigrateError> {
    client.batch_execute(HISTORY).await?;
    let rows =
        client.query("SELECT number, checksum FROM schema_migrations ORDER BY number", &[]).await?;
    for row in &rows {
        check(row.get(0), row.get(1))?;
    }
    let mut ran = Vec::new();
    for (number, name, text) in &MIGRATIONS[rows.len()..] {
        let tx = client.transaction().await?;
        tx.batch_execute(text).await?;
        let insert = "INSERT INTO schema_migrations (number, name, checksum) VALUES ($1, $2, $3)";
        tx.execute(insert, &[number, name, &checksum(text)]).await?;
        tx.commit().await?;
        ran.push(*number);
    }
    Ok(ran)
}

fn check(found: i32, sum: Vec<u8>) -> Result<(), MigrateError> {
    match MIGRATIONS.iter().find(|(number, _, _)| *number == found) {
        None => Err(MigrateError::Newer { found, known: newest() }),
        Some((_, _, text)) if checksum(text) != sum => Err(MigrateError::Changed(found)),
        Some(_) => Ok(()),
    }
}

fn checksum(text: &str) -> Vec<u8> {
    Sha256::digest(text.as_bytes()).to_vec()
}
