//! Backups: a dump in PostgreSQL's own format, made and read by its own programs, with a line at its end by which a
//! damaged file is known. A dump is one moment of the database and holds nobody up.

mod clients;
mod error;
mod seal;
mod standstill;

use std::fs::File;
use std::io::Seek;
use std::os::unix::fs::{FileExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use jiff::Timestamp;
use tokio_postgres::Client;

use clients::{Clients, stream};
pub use error::BackupError;
use error::io;
pub use seal::Seal;
pub use standstill::Stopped;

use super::embedded::Embedded;
use super::migrate::{self, MigrateError};
use super::open::{major, reach};
use super::target::Target;
use crate::config::Config as Settings;
use crate::draft::Draft;

const DUMP: &[&str] = &["--format=custom", "--no-password", "--lock-wait-timeout=60000"];
/// All or nothing; whoever restores owns it.
const RESTORE: &[&str] = &[
    "--format=custom",
    "--no-password",
    "--single-transaction",
    "--exit-on-error",
    "--no-owner",
    "--no-privileges",
    "--no-comments",
    "--no-tablespaces",
];

/// What an extension has brought along does not count.
const HELD: &str = "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
      AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')";

/// Who copies a database into a file and back.
pub struct Archivist {
    target: Target,
    embedded: Option<Embedded>,
    settings: Settings,
}

impl Archivist {
    /// Goes to the database of these settings as it is; starts the private PostgreSQL if nobody has.
    pub async fn visit(settings: &Settings) -> Result<Self, BackupError> {
        let (target, embedded) = reach(settings).await?;
        Ok(Self { target, embedded, settings: settings.clone() })
    }

    /// Copies the database into a new file that only its owner can read.
    pub async fn back_up(&self, path: &Path) -> Result<Seal, BackupError> {
        let client = self.target.connect().await?;
        let schema = migrate::verify(&client).await?;
        let clients = self.clients(&client).await?;
        let draft = Draft::beside(path, 0o600).map_err(io("write", path))?;
        let output = stream(&draft.file, path)?;
        clients.run("pg_dump", DUMP, (Stdio::null(), output)).await?;
        self.look_at(&clients, &draft.file, path).await?;
        let place = path.to_path_buf();
        apart(move || {
            let mut draft = draft;
            let seal = seal::seal(&mut draft.file, &place, schema)?;
            draft.publish().map_err(|error| match error.kind() {
                std::io::ErrorKind::AlreadyExists => BackupError::Exists(place),
                _ => io("write", place)(error),
            })?;
            Ok(seal)
        })
        .await
    }

    /// Whether what a program has written is a dump of this program's tables: only that is sealed.
    async fn look_at(
        &self,
        clients: &Clients,
        dump: &File,
        path: &Path,
    ) -> Result<(), BackupError> {
        let mut start = [0; 5];
        let begins = dump.read_exact_at(&mut start, 0).is_ok() && start == *b"PGDMP";
        let mut file = dump;
        file.rewind().map_err(io("read", path))?;
        let listed = if begins {
            clients.run("pg_restore", &["--list"], (stream(dump, path)?, Stdio::piped())).await?
        } else {
            Vec::new()
        };
        let listed = String::from_utf8_lossy(&listed);
        if listed
            .lines()
            .any(|line| line.contains(" TABLE DATA ") && line.contains(" schema_migrations "))
        {
            return Ok(());
        }
        Err(BackupError::NoDump)
    }

    /// Copies a backup into the database, which must be empty, and stops the campaigns in it.
    pub async fn restore(&self, backup: &Sound, now: Timestamp) -> Result<Stopped, BackupError> {
        let mut client = self.target.connect().await?;
        // A program that starts meanwhile waits, and finds the schema that was restored.
        migrate::hold(&client).await?;
        let held: i64 = client.query_one(HELD, &[]).await?.get(0);
        if held > 0 {
            return Err(BackupError::NotEmpty(held));
        }
        self.fill(&client, &backup.file, &backup.path).await?;
        migrate::verify(&client).await?;
        // The trail is written in today's schema. Nobody has started on this database: the lock is still held.
        migrate::bring_up_to_date(&mut client).await?;
        let stopped = standstill::stop_campaigns(&mut client, now).await?;
        client.batch_execute("ANALYZE").await?;
        Ok(stopped)
    }

    async fn fill(&self, client: &Client, file: &File, path: &Path) -> Result<(), BackupError> {
        let clients = self.clients(client).await?;
        let mut arguments = RESTORE.to_vec();
        // Without a name it only writes a script. A name is no secret, but it may look like an address.
        let name: String = client.query_one("SELECT current_database()::text", &[]).await?.get(0);
        let name = name.replace('\\', "\\\\").replace('\'', "\\'");
        let into = format!("--dbname=dbname='{name}'");
        arguments.push(&into);
        clients.run("pg_restore", &arguments, (stream(file, path)?, Stdio::null())).await?;
        Ok(())
    }

    async fn clients(&self, client: &Client) -> Result<Clients, BackupError> {
        let major = major(client).await?;
        let cluster = self.settings.data_dir.join("pg");
        Clients::find(self.settings.pg_bin.as_deref(), major, &self.target, &cluster)
    }

    /// Leaves the database; the last one out stops the private PostgreSQL.
    pub async fn leave(self) -> Result<(), BackupError> {
        if let Some(embedded) = self.embedded {
            embedded.stop().await?;
        }
        Ok(())
    }
}

/// An open file that is what `proffer backup` has written, and of a schema that this program knows.
pub struct Sound {
    file: File,
    path: PathBuf,
    /// What it says of itself.
    pub seal: Seal,
}

impl Sound {
    /// Reads all of the file. If `wanted` is given, it is the digest that it must have; without it, only a file is
    /// believed that nobody but this user and root can have written.
    pub async fn open(path: &Path, wanted: Option<&str>) -> Result<Self, BackupError> {
        let (place, is_named) = (path.to_path_buf(), wanted.is_some());
        let sound = apart(move || {
            let mut file = File::open(&place).map_err(io("open", &place))?;
            let about = file.metadata().map_err(io("read", &place))?;
            let user = rustix::process::geteuid().as_raw();
            let foreign = ![0, user].contains(&about.uid()) || about.mode() & 0o022 != 0;
            if foreign && !is_named {
                return Err(BackupError::Unsigned(place));
            }
            let seal = seal::check(&mut file, &place)?;
            Ok(Self { file, path: place, seal })
        })
        .await?;
        let Seal { schema, digest, .. } = &sound.seal;
        if wanted.is_some_and(|wanted| !wanted.eq_ignore_ascii_case(digest)) {
            return Err(BackupError::Another { file: sound.path, found: digest.clone() });
        }
        if *schema > migrate::newest() {
            let newer = MigrateError::Newer { found: *schema, known: migrate::newest() };
            return Err(newer.into());
        }
        Ok(sound)
    }
}

/// Work on large files, where it holds nobody up.
async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, BackupError> + Send + 'static,
) -> Result<T, BackupError> {
    tokio::task::spawn_blocking(work).await?
}
