//! A database per test: a copy of a template that is migrated and populated once, dropped with the test.

use std::sync::atomic::{AtomicU32, Ordering};

use proffer::door::migrate::migrate;
use tokio::sync::OnceCell;
use tokio_postgres::{Client, Config, NoTls};

use super::{cluster, people};

/// Guards the making of the template against other processes.
const TEMPLATE_LOCK: i64 = 0x7465_6d70;

/// A test's own database.
pub(crate) struct Database {
    config: Config,
    name: String,
}

impl Database {
    /// A copy of the template.
    pub(super) async fn copy() -> Self {
        static TEMPLATE: OnceCell<String> = OnceCell::const_new();
        Self::create(TEMPLATE.get_or_init(template).await).await
    }

    /// One with nothing in it.
    pub(crate) async fn empty() -> Self {
        Self::create("template0").await
    }

    async fn create(template: &str) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("it_{}_{number}", std::process::id());
        let client = cluster::connect(cluster::maintenance().await).await;
        // Left over by a process of the same number that was killed.
        client
            .batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
            .await
            .unwrap();
        let create =
            format!("CREATE DATABASE {name} TEMPLATE {template} {}", strategy(&client).await);
        client.batch_execute(&create).await.unwrap();
        Self { config: named(&name).await, name }
    }

    /// How to connect to it.
    pub(crate) fn config(&self) -> &Config {
        &self.config
    }
}

impl Drop for Database {
    /// On a thread of its own: the test's runtime is busy with this very drop.
    fn drop(&mut self) {
        let sql = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        let dropping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.unwrap().block_on(async {
                let client = cluster::connect(cluster::maintenance().await).await;
                client.batch_execute(&sql).await.unwrap();
            });
        });
        // What is left behind goes with the cluster.
        dropping.join().ok();
    }
}

/// Copying files is the faster way for a server that does not wait for its disk; before 15 it is the only one.
async fn strategy(client: &Client) -> &'static str {
    let sql = "SELECT current_setting('server_version_num')::int >= 150000";
    let row = client.query_one(sql, &[]).await.unwrap();
    if row.get(0) { "STRATEGY file_copy" } else { "" }
}

async fn named(database: &str) -> Config {
    let mut config = cluster::maintenance().await.clone();
    config.dbname(database);
    config
}

/// The name of the template for these migrations and these people, which is made if it is not there.
async fn template() -> String {
    let client = cluster::connect(cluster::maintenance().await).await;
    let name = format!("template_{:016x}", fingerprint());
    client.execute("SELECT pg_advisory_lock($1)", &[&TEMPLATE_LOCK]).await.unwrap();
    if !exists(&client, &name).await {
        let unfinished = format!("{name}_unfinished");
        let drop = format!("DROP DATABASE IF EXISTS {unfinished} WITH (FORCE)");
        client.batch_execute(&drop).await.unwrap();
        client.batch_execute(&format!("CREATE DATABASE {unfinished}")).await.unwrap();
        populate(&named(&unfinished).await).await;
        let rename = format!("ALTER DATABASE {unfinished} RENAME TO {name}");
        client.batch_execute(&rename).await.unwrap();
    }
    client.execute("SELECT pg_advisory_unlock($1)", &[&TEMPLATE_LOCK]).await.unwrap();
    name
}

async fn exists(client: &Client, name: &str) -> bool {
    let sql = "SELECT 1 FROM pg_database WHERE datname = $1";
    client.query_opt(sql, &[&name]).await.unwrap().is_some()
}

pub(super) async fn populate(config: &Config) {
    let (mut client, connection) = config.connect(NoTls).await.unwrap();
    let connection = tokio::spawn(connection);
    migrate(&mut client).await.unwrap();
    people::move_in(&client).await;
    drop(client);
    // A template must have no connections when it is copied.
    connection.await.unwrap().unwrap();
}

/// FNV-1a over what goes into the template.
fn fingerprint() -> u64 {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let texts = files.iter().flat_map(|file| std::fs::read(file).unwrap());
    let people = include_bytes!("people.rs").iter().copied();
    texts.chain(people).fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
