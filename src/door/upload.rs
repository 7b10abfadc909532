//! Uploads: a change whose input is a stream, and the table where its rows wait for their job. Every chunk is committed
//! by itself, so however slowly a client sends, it holds no connection and no snapshot; who stops, sends too slowly or
//! loses the right leaves nothing behind.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use queries::queries::uploads as sql;
use tokio::runtime::Handle;
use tokio::sync::mpsc;
use tokio::time::{Instant, timeout};
use uuid::Uuid;

use super::caller::Access;
use crate::app::App;
use crate::error::{Error, Result};
use crate::web::Place;

/// How often the right is asked again while a client sends, and how fast it is looked at.
const LOOK: Duration = Duration::from_secs(5);
/// Over which time a client's rate is taken: of waiting for it, and of nothing else.
const RATE_OVER: Duration = Duration::from_secs(30);
/// The least bytes a second.
const LEAST_RATE: u64 = 16 * 1024;
/// After so many bytes of an upload it is looked again how much is staged in all.
const LOOK_AT_ALL: u64 = 64 << 20;

/// What uploads may be. Bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UploadBounds {
    /// Of one upload's rows, unpacked.
    pub upload: u64,
    /// Of all rows that wait for their import, as they are stored.
    pub staged: u64,
}

impl Default for UploadBounds {
    fn default() -> Self {
        Self { upload: 4 << 30, staged: 8 << 30 }
    }
}

/// An upload's chunks on their way into `import_chunks`, and into no other table. Unless it is kept, none of them stay.
pub struct Staging {
    app: App,
    upload_id: Uuid,
    /// Of the program's own uploads there is none: nobody waits for them, and nothing bounds them.
    client: Option<Client>,
    bytes: u64,
    looked_at_all: u64,
    ended: bool,
}

/// A client that sends an upload.
struct Client {
    access: Access,
    sent: Arc<AtomicU64>,
    /// When the right was asked last.
    asked: Instant,
    /// How long the client was waited for, and what it had sent before that.
    waited: Duration,
    sent_before: u64,
    _place: Place,
}

impl Staging {
    /// Of the program's own upload.
    pub(super) fn own(app: &App) -> Self {
        Self::of(app, None)
    }

    fn of(app: &App, client: Option<Client>) -> Self {
        let (app, upload_id) = (app.clone(), Uuid::now_v7());
        Self { app, upload_id, client, bytes: 0, looked_at_all: 0, ended: false }
    }

    /// Of a client's upload; 503 if there is no room for more.
    pub(super) async fn begin(app: &App, access: &Access, place: Place) -> Result<Self> {
        let client = Client {
            access: access.clone(),
            sent: Arc::default(),
            asked: Instant::now(),
            waited: Duration::ZERO,
            sent_before: 0,
            _place: place,
        };
        let staging = Self::of(app, Some(client));
        staging.must_have_room().await?;
        Ok(staging)
    }

    /// The upload's id, which its job names.
    #[must_use]
    pub fn upload_id(&self) -> Uuid {
        self.upload_id
    }

    /// Where what the client has sent is counted, in bytes.
    #[must_use]
    pub fn sent(&self) -> Arc<AtomicU64> {
        self.client.as_ref().map(|client| Arc::clone(&client.sent)).unwrap_or_default()
    }

    /// Waits for what the client sends next. Now and then the right must still be there (401, 403), and the client must
    /// not be too slow (408).
    pub async fn next<T>(&mut self, coming: &mut mpsc::Receiver<T>) -> Result<Option<T>> {
        let Some(client) = &mut self.client else { return Ok(coming.recv().await) };
        loop {
            let since = Instant::now();
            let came = timeout(LOOK, coming.recv()).await;
            client.waited += since.elapsed();
            if came.is_err() || client.asked.elapsed() >= LOOK {
                client.look(&self.app).await?;
            }
            if let Ok(came) = came {
                return Ok(came);
            }
        }
    }

    /// Adds a chunk of so many rows; 413 if the upload gets too large, 503 if there is no room for it.
    pub async fn chunk(&mut self, chunk_no: i32, rows: i32, packed: &[u8]) -> Result<()> {
        self.bytes += packed.len() as u64;
        let bounds = self.app.door().upload_bounds;
        if self.client.is_some() && self.bytes > bounds.upload {
            return Err(Error::TooLarge(usize::try_from(bounds.upload).unwrap_or(usize::MAX)));
        }
        if self.client.is_some() && self.bytes - self.looked_at_all >= LOOK_AT_ALL {
            self.looked_at_all = self.bytes;
            self.must_have_room().await?;
        }
        let session = self.app.door().lend().await?;
        let staged =
            sql::stage().bind(&*session, &self.upload_id, &chunk_no, &rows, &packed).one().await;
        session.give_back();
        Ok(staged.map(drop)?)
    }

    async fn must_have_room(&self) -> Result<()> {
        let session = self.app.door().lend().await?;
        let staged = sql::staged().bind(&*session).one().await;
        session.give_back();
        if u64::try_from(staged?).unwrap_or_default() < self.app.door().upload_bounds.staged {
            return Ok(());
        }
        Err(Error::Busy(
            "the uploads that wait for their import take all the room there is for them (PROFFER_STAGED_BYTES); try again when imports are over",
        ))
    }

    /// Its job is in the queue: the chunks stay.
    pub(super) fn keep(mut self) {
        self.ended = true;
    }

    /// Nothing of it stays.
    pub async fn discard(mut self) {
        self.ended = true;
        discard(&self.app, self.upload_id).await;
    }
}

impl Client {
    async fn look(&mut self, app: &App) -> Result<()> {
        self.asked = Instant::now();
        self.access.check(app).await?;
        if self.waited >= RATE_OVER {
            let sent = self.sent.load(Ordering::Relaxed);
            if sent - self.sent_before < LEAST_RATE * self.waited.as_secs() {
                return Err(Error::TooSlow);
            }
            (self.waited, self.sent_before) = (Duration::ZERO, sent);
        }
        Ok(())
    }
}

impl Drop for Staging {
    /// The client has hung up.
    fn drop(&mut self) {
        if let (false, Ok(runtime)) = (self.ended, Handle::try_current()) {
            let (app, upload_id) = (self.app.clone(), self.upload_id);
            runtime.spawn(async move { discard(&app, upload_id).await });
        }
    }
}

/// What this fails to remove goes with the other uploads that no job needs.
async fn discard(app: &App, upload_id: Uuid) {
    let discarded = async {
        let session = app.door().session().await?;
        Ok::<_, Error>(sql::discard().bind(&session, &upload_id).one().await?)
    };
    if let Err(error) = discarded.await {
        tracing::warn!(%error, "an upload that broke off could not be removed");
    }
}
