//! The private PostgreSQL: without a `DATABASE_URL` the program runs a server of its own in its data directory. Several
//! `proffer` processes on one data directory share it, the last one out stops it, and it comes back when it dies.

mod binaries;
mod cluster;
mod database;
mod error;
mod hand_over;
mod locks;
mod owner;
mod place;
mod process;
mod start;

use std::path::{Path, PathBuf};
use std::time::Duration;

use tokio::task::JoinHandle;
use tokio_postgres::Config;
use tokio_util::sync::{CancellationToken, DropGuard};

pub(super) use binaries::with_programs;
pub(super) use cluster::last_words;
pub use error::EmbeddedError;
pub use hand_over::{Account, hand_over};
use locks::Lock;
pub(super) use owner::Owner;
use place::Place;
pub use place::{data_dir_of_its_own, default_data_dir};
use process::{PidFile, config, gone, is_server};
use start::{Running, bring_up};

/// The private PostgreSQL, for as long as this process uses it. Dropping it leaves the server running for the next
/// start; [`Embedded::stop`] stops it if nobody else uses it.
#[derive(Debug)]
pub struct Embedded {
    setup: Setup,
    attached: Lock,
    supervisor: JoinHandle<()>,
    stopping: DropGuard,
}

#[derive(Debug, Clone)]
struct Setup {
    place: Place,
    pg_bin: Option<PathBuf>,
}

/// Starts the server in `data_dir`, or joins the one that another process has started. `pg_bin`, if set, is the only
/// folder where PostgreSQL's programs are looked for.
pub async fn start(data_dir: &Path, pg_bin: Option<&Path>) -> Result<Embedded, EmbeddedError> {
    let place = Place::prepare(data_dir)?;
    let mut setup = Setup { place, pg_bin: pg_bin.map(Path::to_path_buf) };
    let starting = Lock::exclusive(&setup.place.start_lock()).await?;
    let running = setup.bring_up().await?;
    let attached = Lock::shared(&setup.place.attached_lock()).await?;
    setup.place.socket = running.socket;
    database::prepare(&setup.place.socket).await?;
    drop(starting);
    let stop = CancellationToken::new();
    let supervisor = tokio::spawn(supervise(setup.clone(), running.pid, stop.clone()));
    Ok(Embedded { setup, attached, supervisor, stopping: stop.drop_guard() })
}

impl Embedded {
    /// How to connect to the program's database.
    #[must_use]
    pub fn config(&self) -> Config {
        config(&self.setup.place.socket, cluster::NAME)
    }

    /// Leaves the server, and stops it if no other process uses it.
    pub async fn stop(self) -> Result<(), EmbeddedError> {
        let Self { setup, attached, supervisor, stopping } = self;
        stopping.disarm().cancel();
        // Only a panic in it could fail this, and then it is over too.
        supervisor.await.ok();
        let _stopping = Lock::exclusive(&setup.place.start_lock()).await?;
        if !attached.is_alone() {
            return Ok(());
        }
        match PidFile::read(&setup.place.cluster) {
            Some(file) if is_server(file.pid, &setup.place.cluster) => {
                process::stop(file.pid, &setup.place.cluster).await?;
            }
            _ => {}
        }
        setup.place.leave_nothing_elsewhere();
        Ok(())
    }
}

impl Setup {
    async fn bring_up(&self) -> Result<Running, EmbeddedError> {
        bring_up(&self.place, self.pg_bin.as_deref()).await
    }

    async fn bring_back(&self) -> Result<Running, EmbeddedError> {
        let _starting = Lock::exclusive(&self.place.start_lock()).await?;
        self.bring_up().await
    }
}

/// Starts the server again whenever it dies, whoever had started it.
async fn supervise(setup: Setup, mut pid: i32, stop: CancellationToken) {
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = gone(pid, &setup.place.cluster) => {}
        }
        tracing::warn!(pid, "the private PostgreSQL died: starting it again");
        pid = loop {
            match setup.bring_back().await {
                Ok(running) => break running.pid,
                Err(error) => tracing::error!(%error, "the private PostgreSQL does not come back"),
            }
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(Duration::from_secs(1)) => {}
            }
        };
    }
}
