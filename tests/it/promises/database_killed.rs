//! `kill -9` of the private PostgreSQL under writes: what was acknowledged is there, and the service serves again.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use futures::future::join_all;
use rustix::process::{Pid, Signal, kill_process};
use serde_json::json;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep};
use tokio_postgres::{Client, Config, NoTls};

use super::process::{Settings, until};
use super::{Process, Wire, promise, scale};
use crate::bank::PASSWORD;
use crate::embedded::Folder;

const WRITERS: usize = 8;
const SERVES_WITHIN: Duration = Duration::from_secs(5);

/// Writers at work, and what was acknowledged to them.
struct Writers {
    stop: Arc<AtomicBool>,
    acknowledged: Arc<AtomicUsize>,
    at_work: Vec<JoinHandle<Vec<i64>>>,
}

impl Writers {
    fn of(wire: &Wire) -> Self {
        let (stop, acknowledged) = (Arc::<AtomicBool>::default(), Arc::<AtomicUsize>::default());
        let at_work = (0..WRITERS).map(|writer| {
            let (wire, stop, acknowledged) =
                (wire.clone(), Arc::clone(&stop), Arc::clone(&acknowledged));
            tokio::spawn(async move {
                let mut ids = Vec::new();
                while !stop.load(Ordering::Relaxed) {
                    let body = json!({"data": {"writer": writer, "n": ids.len()}});
                    match wire.post("/tenants/cards/offers", &body).await {
                        Ok(heard) if heard.status == 201 => {
                            ids.push(heard.json["offer_id"].as_i64().unwrap());
                            acknowledged.fetch_add(1, Ordering::Relaxed);
                        }
                        Ok(heard) => assert_eq!(heard.status, 503, "{}", heard.text),
                        Err(lost) => panic!("{lost:?}"),
                    }
                }
                ids
            })
        });
        let at_work = at_work.collect();
        Self { stop, acknowledged, at_work }
    }

    fn acknowledged(&self) -> usize {
        self.acknowledged.load(Ordering::Relaxed)
    }

    /// Waits until so many more were acknowledged.
    async fn write(&self, more: usize) {
        let wanted = self.acknowledged() + more;
        until("more writes", async || (self.acknowledged() >= wanted).then_some(())).await;
    }

    async fn end(self) -> Vec<i64> {
        self.stop.store(true, Ordering::Relaxed);
        join_all(self.at_work).await.into_iter().flat_map(Result::unwrap).collect()
    }
}

/// A super admin's first steps: a tenant, and a role in it for oneself.
async fn settles_in(node: &Process) -> Wire {
    let login = json!({"username": "admin", "password": PASSWORD});
    let token = node.wire("").post("/auth/token", &login).await.unwrap().is(200);
    let admin = node.wire(token.json["access_token"].as_str().unwrap());
    admin.post("/sa/tenants", &json!({"name": "cards"})).await.unwrap().is(201);
    let role = json!({"username": "admin", "tenant_name": "cards", "role": "create"});
    admin.post("/sa/user-tenant-roles", &role).await.unwrap().is(200);
    admin
}

fn server(folder: &Path) -> Option<Pid> {
    let text = fs::read_to_string(folder.join("pg/postmaster.pid")).ok()?;
    Pid::from_raw(text.lines().next()?.parse().ok()?)
}

async fn connect(folder: &Path) -> Option<Client> {
    let mut config = Config::new();
    config.host_path(folder.join("socket")).user("proffer").dbname("proffer");
    let (client, connection) = config.connect(NoTls).await.ok()?;
    tokio::spawn(connection);
    client.batch_execute("SELECT 1").await.ok()?;
    Some(client)
}

/// Kills the server; gives how long it was gone, and how long after that the first write was acknowledged.
async fn kills(folder: &Path, writers: &Writers) -> (Duration, Duration) {
    let killed = Instant::now();
    kill_process(server(folder).unwrap(), Signal::KILL).unwrap();
    // What the dead server had committed may still be on its way out.
    sleep(Duration::from_millis(20)).await;
    let before = writers.acknowledged();
    until("the server's return", async || connect(folder).await).await;
    let back = Instant::now();
    until("a write", async || (writers.acknowledged() > before).then_some(())).await;
    (back - killed, back.elapsed())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_acknowledged_write_is_lost_when_the_database_is_killed() {
    let promise = promise!(22);
    let kills_wanted = scale(1, 20);
    let folder = Folder::new("killed-under-writes");
    let node = Process::serve(&Settings::in_folder(folder.path())).await;
    let writers = Writers::of(&settles_in(&node).await);
    let (mut gone, mut slowest) = (Duration::ZERO, Duration::ZERO);
    for _ in 0..kills_wanted {
        writers.write(100).await;
        let (away, until_served) = kills(folder.path(), &writers).await;
        gone = gone.max(away);
        slowest = slowest.max(until_served);
    }
    writers.write(100).await;
    let ids = writers.end().await;
    assert!(slowest <= SERVES_WITHIN, "{slowest:?}");
    let client = connect(folder.path()).await.unwrap();
    let sql = "SELECT count(*) FROM unnest($1::bigint[]) AS told
               JOIN offers o ON o.offer_id = told AND o.tenant_name = 'cards'
               JOIN audit_logs a ON a.tenant_name = 'cards' AND a.entity = 'offer' AND a.entity_id = told::text";
    let found: i64 = client.query_one(sql, &[&ids]).await.unwrap().get(0);
    assert_eq!(usize::try_from(found).unwrap(), ids.len(), "acknowledged writes are missing");
    assert!(node.stops().await.success());
    promise.kept(
        format!("{kills_wanted} × kill -9 of PostgreSQL under {WRITERS} writers"),
        format!(
            "{} acknowledged, all there; back after {} ms at most, served {} ms later at most",
            ids.len(),
            gone.as_millis(),
            slowest.as_millis()
        ),
    );
}
