//! What can go wrong with the private PostgreSQL, each told in one sentence that says what to do.

use std::io;
use std::path::{Path, PathBuf};

/// Why the private PostgreSQL does not run.
#[derive(Debug, thiserror::Error)]
pub enum EmbeddedError {
    /// No `postgres` and `initdb` anywhere.
    #[error(
        "PostgreSQL's programs (postgres, initdb) are not in {looked}: install them with `{install}`, or set PROFFER_PG_BIN or DATABASE_URL"
    )]
    MissingPrograms {
        /// The places that were tried.
        looked: String,
        /// The one command that installs them here.
        install: &'static str,
    },
    /// Only versions that the program was not made for.
    #[error(
        "the PostgreSQL in {bin} is version {major}, and this program needs 14 to 18: install one of these, or set PROFFER_PG_BIN or DATABASE_URL"
    )]
    UnsupportedVersion {
        /// The folder of the programs.
        bin: PathBuf,
        /// Their major version.
        major: u32,
    },
    /// The cluster was made by a major version that is not here.
    #[error(
        "the database in {cluster} was made by PostgreSQL {major}, whose programs are not in {looked}: install that version, or set PROFFER_PG_BIN to its folder"
    )]
    OtherVersion {
        /// The folder of the cluster.
        cluster: PathBuf,
        /// The major version that made it.
        major: u32,
        /// The places that were tried.
        looked: String,
    },
    /// Running as root, and nobody to drop to.
    #[error(
        "PostgreSQL's programs are not run as root, and there is neither a user `proffer` nor `postgres` to run them as: make one (useradd --system --user-group --shell /usr/sbin/nologin proffer), or run as another user"
    )]
    NobodyToRunAs,
    /// The server's user cannot get to the data directory.
    #[error(
        "the user `{user}`, as whom PostgreSQL runs, cannot reach the data directory {data_dir} because of the permissions of {blocked}: choose another one with --data-dir or PROFFER_DATA_DIR (/var/lib/proffer is a good place)"
    )]
    Unreachable {
        /// The data directory.
        data_dir: PathBuf,
        /// The folder on the way that is closed.
        blocked: PathBuf,
        /// The name of the server's user.
        user: String,
    },
    /// A file is where the data directory should be.
    #[error(
        "the data directory {0} is a file, or leads through one: name a folder with --data-dir or PROFFER_DATA_DIR"
    )]
    NotAFolder(PathBuf),
    /// Others can write where the data should be.
    #[error(
        "the data directory {0} holds other things, and other users may write there: name a folder that is for Proffer alone with --data-dir or PROFFER_DATA_DIR"
    )]
    SharedFolder(PathBuf),
    /// Something is where the cluster should be.
    #[error(
        "{0} is there but is no PostgreSQL database: move it away or choose another --data-dir"
    )]
    NotACluster(PathBuf),
    /// A folder in the temporary directory that is not ours has the name that we need.
    #[error("the folder {0} for the database's socket belongs to somebody else: remove it")]
    ForeignSocketFolder(PathBuf),
    /// Another `proffer` holds the start lock for too long.
    #[error(
        "another proffer has held {0} for too long: see whether one hangs while it starts or stops"
    )]
    Busy(PathBuf),
    /// The new cluster could not be made.
    #[error("initdb could not make the database in {cluster}: {detail}")]
    Initdb {
        /// The folder of the cluster.
        cluster: PathBuf,
        /// What it said last.
        detail: String,
    },
    /// The server does not come up.
    #[error("the private PostgreSQL in {cluster} does not start: {detail} (its logs: {log})")]
    DidNotStart {
        /// The folder of the cluster.
        cluster: PathBuf,
        /// What it said last.
        detail: String,
        /// Where it writes.
        log: PathBuf,
    },
    /// The server does not stop.
    #[error("the private PostgreSQL (process {0}) does not stop")]
    DidNotStop(i32),
    /// The server runs, but its database could not be made.
    #[error("the private PostgreSQL refused to make the database: {0}")]
    Database(#[from] tokio_postgres::Error),
    /// A file or folder could not be read or written.
    #[error("cannot {what} {path}: {source}")]
    Io {
        /// What was tried.
        what: &'static str,
        /// On which file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// Names what was tried and on which path.
pub(super) fn io(
    what: &'static str,
    path: impl AsRef<Path>,
) -> impl FnOnce(io::Error) -> EmbeddedError {
    let path = path.as_ref().to_path_buf();
    move |source| EmbeddedError::Io { what, path, source }
}
