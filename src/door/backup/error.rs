//! What can go wrong with a backup, each told in one sentence.

use std::io;
use std::path::{Path, PathBuf};

use crate::door::embedded::EmbeddedError;
use crate::door::migrate::MigrateError;
use crate::door::open::OpenError;

/// Why there is no backup, or nothing was restored.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The database cannot be reached.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The private PostgreSQL cannot be left.
    #[error(transparent)]
    Embedded(#[from] EmbeddedError),
    /// What is in the database, or was restored, is not this program's.
    #[error(transparent)]
    Schema(#[from] MigrateError),
    /// The database refused a statement.
    #[error("the database refused a statement: {0}")]
    Database(#[from] tokio_postgres::Error),
    /// The campaigns of what was restored could not be stopped.
    #[error(
        "the campaigns of the restored database were not stopped, restore it again into an empty one: {0}"
    )]
    Trail(crate::error::Error),
    /// Work that did not come to its end.
    #[error("something went wrong: {0}")]
    Broke(#[from] tokio::task::JoinError),
    /// Something has the file's name.
    #[error("{0} is there already: choose another name, or move it away")]
    Exists(PathBuf),
    /// No `pg_dump` and `pg_restore` that can do it.
    #[error(
        "pg_dump and pg_restore of PostgreSQL {major} or newer are not in {looked}: install that version's client programs, or set PROFFER_PG_BIN to their folder"
    )]
    MissingPrograms {
        /// The server's major version.
        major: i32,
        /// The places that were tried.
        looked: String,
    },
    /// One of them failed.
    #[error("{program} failed: {detail}")]
    Failed {
        /// Which one.
        program: &'static str,
        /// What it said last.
        detail: String,
    },
    /// What `pg_dump` wrote is none.
    #[error(
        "what pg_dump has written is no dump of the database, so there is no backup: is PROFFER_PG_BIN the folder of PostgreSQL's own programs?"
    )]
    NoDump,
    /// Somebody else may have written the file.
    #[error(
        "{0} belongs to another user, or others may write to it: give the digest that `proffer backup` printed with --sha256, or make the file yours alone (chown, chmod go-w)"
    )]
    Unsigned(PathBuf),
    /// A backup is restored into an empty database only.
    #[error(
        "the database is not empty, it holds {0} tables, views or sequences: a backup is restored into an empty one (an empty database in DATABASE_URL, or a new --data-dir)"
    )]
    NotEmpty(i64),
    /// The file does not end as a backup does.
    #[error("{0} is no file that `proffer backup` has written, or its end is cut off")]
    Unsealed(PathBuf),
    /// The file is not what it was.
    #[error("{0} does not match its digest: it was damaged or changed")]
    Damaged(PathBuf),
    /// The file is sound, but not the one that was asked for.
    #[error("{file} has the SHA-256 {found}, and not the one that was given: it is another backup")]
    Another {
        /// The file.
        file: PathBuf,
        /// Its digest.
        found: String,
    },
    /// A file could not be read or written.
    #[error("cannot {what} {path}: {source}")]
    Io {
        /// What was tried.
        what: &'static str,
        /// On which file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// Names what was tried and on which file.
pub(super) fn io(
    what: &'static str,
    path: impl AsRef<Path>,
) -> impl FnOnce(io::Error) -> BackupError {
    let path = path.as_ref().to_path_buf();
    move |source| BackupError::Io { what, path, source }
}
