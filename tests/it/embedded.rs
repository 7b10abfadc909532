//! The private PostgreSQL: it keeps its data, is shared, comes back when it dies, and its refusals are sentences.
#![cfg(unix)]

use std::fs;
use std::future::Future;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use proffer::door::embedded::{Embedded, EmbeddedError, start};
use rustix::process::{Pid, Signal, kill_process, test_kill_process};
use tokio::time::{Instant, sleep};
use tokio_postgres::{Client, Error, NoTls};

/// A data directory that is removed with the test, its server stopped before.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("proffer-it-{}-{name}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    pub(crate) fn server(&self) -> Option<Pid> {
        let text = fs::read_to_string(self.0.join("pg/postmaster.pid")).ok()?;
        Pid::from_raw(text.lines().next()?.parse().ok()?)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if let Some(server) = self.server() {
            kill_process(server, Signal::QUIT).ok();
        }
        fs::remove_dir_all(&self.0).ok();
    }
}

pub(crate) async fn connect(embedded: &Embedded) -> Result<Client, Error> {
    let (client, connection) = embedded.config().connect(NoTls).await?;
    tokio::spawn(connection);
    Ok(client)
}

async fn eventually<T, F: Future<Output = Option<T>>>(what: &str, check: impl Fn() -> F) -> T {
    let deadline = Instant::now() + Duration::from_secs(30);
    loop {
        if let Some(value) = check().await {
            return value;
        }
        assert!(Instant::now() < deadline, "{what} did not happen within 30 s");
        sleep(Duration::from_millis(20)).await;
    }
}

async fn is_gone(server: Pid) {
    eventually("the end of the server", || async { test_kill_process(server).err() }).await;
}

async fn count(client: &Client) -> i64 {
    client.query_one("SELECT count(*) FROM kept", &[]).await.unwrap().get(0)
}

#[tokio::test]
async fn a_restart_keeps_the_data_and_stopping_leaves_no_server() {
    let folder = Folder::new("restart");
    let first = start(folder.path(), None).await.unwrap();
    let client = connect(&first).await.unwrap();
    client.batch_execute("CREATE TABLE kept (n int); INSERT INTO kept VALUES (1)").await.unwrap();
    let server = folder.server().unwrap();
    first.stop().await.unwrap();
    is_gone(server).await;
    assert_eq!(folder.server(), None);

    let second = start(folder.path(), None).await.unwrap();
    assert_eq!(count(&connect(&second).await.unwrap()).await, 1);
    second.stop().await.unwrap();
}

#[tokio::test]
async fn the_server_is_durable_and_has_no_port() {
    let folder = Folder::new("settings");
    let embedded = start(folder.path(), None).await.unwrap();
    let client = connect(&embedded).await.unwrap();
    for (setting, wanted) in [
        ("fsync", "on"),
        ("synchronous_commit", "on"),
        ("full_page_writes", "on"),
        ("data_checksums", "on"),
        ("listen_addresses", ""),
        ("server_encoding", "UTF8"),
        ("lc_collate", "C"),
    ] {
        let sql = "SELECT setting FROM pg_settings WHERE name = $1";
        // lc_collate is no setting any more from 16 on.
        if let Some(row) = client.query_opt(sql, &[&setting]).await.unwrap() {
            assert_eq!(row.get::<_, String>(0), wanted, "{setting}");
        }
    }
    let mode = fs::metadata(folder.path().join("socket")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
    embedded.stop().await.unwrap();
}

#[tokio::test]
async fn two_users_share_the_server_and_the_last_one_out_stops_it() {
    let folder = Folder::new("shared");
    let (one, two) = tokio::join!(start(folder.path(), None), start(folder.path(), None));
    let (one, two) = (one.unwrap(), two.unwrap());
    let server = folder.server().unwrap();
    one.stop().await.unwrap();
    assert!(test_kill_process(server).is_ok());
    connect(&two).await.unwrap();
    assert_eq!(folder.server(), Some(server));
    two.stop().await.unwrap();
    is_gone(server).await;
}

#[tokio::test]
async fn a_server_that_was_killed_comes_back_with_its_data() {
    let folder = Folder::new("killed");
    let (one, two) = tokio::join!(start(folder.path(), None), start(folder.path(), None));
    let (one, two) = (one.unwrap(), two.unwrap());
    let client = connect(&one).await.unwrap();
    client.batch_execute("CREATE TABLE kept (n int); INSERT INTO kept VALUES (1)").await.unwrap();
    let server = folder.server().unwrap();
    kill_process(server, Signal::KILL).unwrap();
    let again = eventually("the return of the server", || async {
        folder.server().filter(|it| *it != server)?;
        connect(&two).await.ok()
    })
    .await;
    assert_eq!(count(&again).await, 1);
    one.stop().await.unwrap();
    two.stop().await.unwrap();
}

#[tokio::test]
async fn a_process_that_vanished_leaves_the_server_to_the_next_start() {
    let folder = Folder::new("vanished");
    drop(start(folder.path(), None).await.unwrap());
    let server = folder.server().unwrap();
    let next = start(folder.path(), None).await.unwrap();
    assert_eq!(folder.server(), Some(server));
    next.stop().await.unwrap();
    is_gone(server).await;
}

#[tokio::test]
async fn stale_lock_files_that_name_a_living_stranger_do_not_prevent_a_start() {
    let folder = Folder::new("stale");
    let first = start(folder.path(), None).await.unwrap();
    let server = folder.server().unwrap();
    let pid_file = folder.path().join("pg/postmaster.pid");
    let content = fs::read_to_string(&pid_file).unwrap();
    first.stop().await.unwrap();
    is_gone(server).await;
    let stranger =
        content.replacen(&server.as_raw_nonzero().to_string(), &std::process::id().to_string(), 1);
    fs::write(&pid_file, &stranger).unwrap();
    fs::write(folder.path().join("socket/.s.PGSQL.5432.lock"), &stranger).unwrap();

    let second = start(folder.path(), None).await.unwrap();
    connect(&second).await.unwrap();
    second.stop().await.unwrap();
}

#[tokio::test]
async fn a_data_directory_with_a_long_path_works() {
    let folder = Folder::new("long");
    let deep = folder.path().join("a".repeat(60)).join("b".repeat(60));
    let embedded = start(&deep, None).await.unwrap();
    connect(&embedded).await.unwrap();
    embedded.stop().await.unwrap();
}

#[tokio::test]
async fn missing_programs_are_told_with_the_command_that_installs_them() {
    let folder = Folder::new("missing");
    let error = start(folder.path(), Some(Path::new("/nonexistent"))).await.unwrap_err();
    assert!(matches!(error, EmbeddedError::MissingPrograms { .. }));
    let sentence = error.to_string();
    assert!(sentence.contains("/nonexistent") && sentence.contains("install"), "{sentence}");
    assert!(!sentence.contains('\n'));
}

#[tokio::test]
async fn a_folder_that_is_no_cluster_is_left_alone() {
    let folder = Folder::new("foreign");
    fs::create_dir(folder.path().join("pg")).unwrap();
    fs::write(folder.path().join("pg/photo.jpg"), "mine").unwrap();
    let error = start(folder.path(), None).await.unwrap_err();
    assert!(matches!(error, EmbeddedError::NotACluster(_)), "{error}");
    assert!(folder.path().join("pg/photo.jpg").exists());
}

#[tokio::test]
async fn root_is_told_when_the_servers_user_cannot_reach_the_data_directory() {
    if !rustix::process::geteuid().is_root() {
        return;
    }
    let folder = Folder::new("closed");
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o700)).unwrap();
    let inside = folder.path().join("data");
    let error = start(&inside, None).await.unwrap_err();
    let EmbeddedError::Unreachable { blocked, .. } = &error else { panic!("{error}") };
    assert_eq!(blocked, &fs::canonicalize(folder.path()).unwrap());
    assert!(error.to_string().contains("--data-dir"));

    // The data directory itself is ours to open.
    let embedded = start(folder.path(), None).await.unwrap();
    embedded.stop().await.unwrap();
}
