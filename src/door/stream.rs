//! Exports: written into the trail first, then sent page by page. A page is one short statement on a connection of its
//! own, so a slow reader holds neither a connection nor a snapshot, and memory holds one page.

use std::future::ready;

use axum::body::Body;
use bytes::Bytes;
use futures::{StreamExt, stream};
use tokio::io::{AsyncWrite, AsyncWriteExt};
use tokio::sync::mpsc;

use super::caller::Access;
use super::tx::{Session, Tx};
use super::{Allowed, Operator, Permission};
use crate::app::App;
use crate::audit::Entry;
use crate::error::{Error, Result};
use crate::web::Deleted;
use crate::web::file::{File, Format};

/// How often a page asks for a connection, each time waiting as long as the pool does: a stream that has begun cannot
/// answer 503 any more.
const PATIENCE: usize = 10;

/// What an export sends, in the order of its key.
pub trait Pages: Send + Sync + 'static {
    /// What the order goes by.
    type Key: Send + Sync + 'static;

    /// CSV or NDJSON.
    fn format(&self) -> Format;

    /// The file's name without its ending: ASCII, no quotes.
    fn stem(&self) -> String;

    /// What comes before the first row.
    fn head(&self) -> Bytes;

    /// The page after that key, or the first one.
    fn page(
        &self,
        session: &Session,
        after: Option<&Self::Key>,
    ) -> impl Future<Output = Result<Sheet<Self::Key>>> + Send;
}

/// One page of an export.
#[derive(Debug)]
pub struct Sheet<K> {
    /// Its lines.
    pub text: Bytes,
    /// The key after which the next page begins; `None` after the last one.
    pub next: Option<K>,
}

impl<P: Permission> Allowed<P> {
    /// Checks the right, writes the export's entry, and streams it. `entry` may refuse: then nothing is sent.
    pub async fn export<E: Pages>(
        &self,
        entry: impl AsyncFnOnce(&Tx<'_>) -> Result<Entry> + Copy,
        pages: E,
    ) -> Result<File> {
        self.write(async |tx| Ok((Deleted::nothing(), entry(tx).await?))).await?;
        let (format, stem) = (pages.format(), pages.stem());
        let app = self.app().clone();
        // The first page is read before anything is answered: what fails here is a proper error.
        let first = turn(&app, &pages, None).await?;
        let text = stream::iter([pages.head(), first.text]).filter(|text| ready(!text.is_empty()));
        let (send, rest) = mpsc::channel(1);
        let last = first.next.is_none();
        if let Some(next) = first.next {
            tokio::spawn(turn_all(app, self.access.clone(), pages, next, send));
        }
        let text = text.map(Ok).chain(stream::unfold((rest, last), received));
        Ok(File::new(format, &stem, Body::from_stream(text)))
    }
}

/// A page's text, and whether it is the last one.
type Leaf = (Bytes, bool);

/// Sends the pages after `next`, reading one ahead of the client, until the last one, a fault, or the client hangs up. A
/// client may take hours: before each page the right must still be there.
async fn turn_all<E: Pages>(
    app: App,
    access: Access,
    pages: E,
    next: E::Key,
    out: mpsc::Sender<Result<Leaf>>,
) {
    let mut next = Some(next);
    while let Some(key) = next.take() {
        let sheet = match access.check(&app).await {
            Ok(_) => turn(&app, &pages, Some(&key)).await,
            Err(refusal) => Err(refusal),
        };
        let leaf = sheet.map(|sheet| {
            next = sheet.next;
            (sheet.text, next.is_none())
        });
        if let Err(error) = &leaf {
            tracing::error!(%error, "an export broke off");
        }
        if out.send(leaf).await.is_err() {
            return;
        }
    }
}

/// The next page's text. Without a last page the file has no end, and the client must see that.
async fn received(
    (mut rest, last): (mpsc::Receiver<Result<Leaf>>, bool),
) -> Option<(Result<Bytes>, (mpsc::Receiver<Result<Leaf>>, bool))> {
    if last {
        return None;
    }
    match rest.recv().await {
        Some(Ok((text, last))) => Some((Ok(text), (rest, last))),
        Some(Err(error)) => Some((Err(error), (rest, true))),
        None => Some((Err(Error::internal("an export broke off")), (rest, true))),
    }
}

/// The same for the command line: by the actor `system`, into a writer.
pub async fn export_to<E: Pages>(
    app: &App,
    entry: impl AsyncFnOnce(&Tx<'_>) -> Result<Entry> + Copy,
    pages: &E,
    out: &mut (impl AsyncWrite + Unpin),
) -> Result<()> {
    Operator::new(app).write(async |tx| Ok(((), entry(tx).await?))).await?;
    out.write_all(&pages.head()).await.map_err(Error::internal)?;
    let mut sheet = turn(app, pages, None).await?;
    loop {
        out.write_all(&sheet.text).await.map_err(Error::internal)?;
        let Some(key) = sheet.next else { break };
        sheet = turn(app, pages, Some(&key)).await?;
    }
    out.flush().await.map_err(Error::internal)
}

async fn turn<E: Pages>(app: &App, pages: &E, after: Option<&E::Key>) -> Result<Sheet<E::Key>> {
    let session = connection(app).await?;
    pages.page(&session, after).await
}

async fn connection(app: &App) -> Result<Session> {
    for _ in 1..PATIENCE {
        match app.door().session().await {
            Err(Error::Pool(error)) => tracing::debug!(%error, "an export waits"),
            done => return done,
        }
    }
    app.door().session().await
}
