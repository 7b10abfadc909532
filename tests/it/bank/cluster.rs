//! The tests' PostgreSQL: one for all processes of a run, started by whoever needs it first and stopped by its watcher
//! when nobody does any more. `PROFFER_TEST_DATABASE_URL` names another one to use instead.

use std::fs::File;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::SystemTime;

use tokio::sync::OnceCell;
use tokio_postgres::{Client, Config, NoTls};

/// How to connect to the cluster's maintenance database, where databases are made and dropped.
pub(super) async fn maintenance() -> &'static Config {
    static CLUSTER: OnceCell<(Config, Option<File>)> = OnceCell::const_new();
    let (config, _held_until_this_process_ends) = CLUSTER.get_or_init(find_or_start).await;
    config
}

/// A connection of the test's own.
pub(super) async fn connect(config: &Config) -> Client {
    let (client, connection) = config.connect(NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

async fn find_or_start() -> (Config, Option<File>) {
    if let Ok(url) = std::env::var("PROFFER_TEST_DATABASE_URL") {
        return (url.parse().unwrap(), None);
    }
    let folder = folder();
    let in_use = lock_file(&folder, "lock");
    in_use.lock_shared().unwrap();
    in_use.set_modified(SystemTime::now()).unwrap();
    let mut config = Config::new();
    config.host_path(&folder).user("postgres").dbname("postgres");
    let starting = lock_file(&folder, "start");
    starting.lock().unwrap();
    if config.connect(NoTls).await.is_err() {
        start(&folder);
    }
    (config, Some(in_use))
}

/// Each target folder has its own, so that two checkouts don't get in each other's way.
fn folder() -> PathBuf {
    let mut hasher = DefaultHasher::new();
    env!("CARGO_TARGET_TMPDIR").hash(&mut hasher);
    std::env::temp_dir().join(format!("proffer-test-{:016x}", hasher.finish()))
}

fn lock_file(folder: &Path, kind: &str) -> File {
    let path = folder.with_extension(kind);
    File::options().create(true).truncate(false).write(true).open(path).unwrap()
}

fn start(folder: &Path) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/test-postgres.sh");
    let done = Command::new(script).arg(folder).stdin(Stdio::null()).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}
