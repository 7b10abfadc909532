//! Exports: written into the trail first, then sent page by page. A page is one short statement on a connection of its
//! own, so a slow reader holds neither a connection nor a snapshot. Memory holds three pages at most, each of a bounded
//! number of bytes; so many exports at once are sent to one caller and for one tenant.

use std::future::ready;
use std::pin::pin;

use axum::body::Body;
use bytes::{Bytes, BytesMut};
use futures::{Stream, StreamExt, TryStreamExt, stream};
use tokio::io::{AsyncWrite, AsyncWriteExt};
use tokio::sync::mpsc;

use super::caller::Access;
use super::lent::Lent;
use super::tx::{Session, Tx};
use super::{Allowed, Operator, Permission};
use crate::app::App;
use crate::audit::Entry;
use crate::error::{Error, Result};
use crate::web::file::{File, Format};
use crate::web::{Deleted, Place};

/// How often a page asks for a connection, each time waiting as long as the pool does: a stream that has begun cannot
/// answer 503 any more.
const PATIENCE: usize = 10;

/// Bytes after which a page ends.
const PAGE_BYTES: usize = 2 << 20;
/// Rows that a page asks for: few at first, then as many as the bytes of the page before make likely.
const FIRST_ROWS: usize = 250;
const MOST_ROWS: usize = 2_000;

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

    /// The page after that key, or the first one, of `most` rows at most; see [`Sheet::of`].
    fn page(
        &self,
        session: &Session,
        after: Option<&Self::Key>,
        most: usize,
    ) -> impl Future<Output = Result<Sheet<Self::Key>>> + Send;
}

/// One page of an export.
#[derive(Debug)]
pub struct Sheet<K> {
    /// Its lines.
    pub text: Bytes,
    /// The key after which the next page begins; `None` after the last one.
    pub next: Option<K>,
    rows: usize,
}

impl<K> Sheet<K> {
    /// The page of a statement that asked for `most` rows. It ends early where it has bytes enough.
    pub async fn of(
        lines: impl Stream<Item = Result<(K, impl AsRef<[u8]>)>>,
        most: usize,
    ) -> Result<Self> {
        let mut lines = pin!(lines);
        let (mut text, mut rows, mut last) = (BytesMut::new(), 0, None);
        while text.len() < PAGE_BYTES
            && let Some((key, line)) = lines.try_next().await?
        {
            text.extend_from_slice(line.as_ref());
            rows += 1;
            last = Some(key);
        }
        let is_last = rows < most && text.len() < PAGE_BYTES;
        Ok(Self { text: text.freeze(), next: last.filter(|_| !is_last), rows })
    }

    /// How many rows the page after this one asks for.
    fn rows_of_next(&self) -> usize {
        let each = self.text.len() / self.rows.max(1);
        (PAGE_BYTES / each.max(1)).clamp(1, MOST_ROWS).min(2 * self.rows.max(1))
    }
}

/// Where an export goes on: after that key, and with so many rows.
struct Onward<K> {
    after: Option<K>,
    rows: usize,
}

impl<P: Permission> Allowed<P> {
    /// Checks the right, writes the export's entry, and streams it. `entry` may refuse: then nothing is sent.
    pub async fn export<E: Pages>(
        &self,
        entry: impl AsyncFnOnce(&Tx<'_>) -> Result<Entry> + Copy,
        pages: E,
    ) -> Result<File> {
        self.granted().await?;
        let app = self.app().clone();
        let places = &app.door().exports;
        // Until the last byte is taken, or the client hangs up.
        let place = places.take(self.access.tenant(), &self.access.caller()).await?;
        self.write(async |tx| Ok((Deleted::nothing(), entry(tx).await?))).await?;
        let (format, stem) = (pages.format(), pages.stem());
        // The first page is read before anything is answered: what fails here is a proper error.
        let start = Onward { after: None, rows: FIRST_ROWS };
        let first = turn(&app, Some(&self.access), &pages, &start).await?;
        let rows = first.rows_of_next();
        let text = stream::iter([pages.head(), first.text]).filter(|text| ready(!text.is_empty()));
        let (send, rest) = mpsc::channel(1);
        let last = first.next.is_none();
        if first.next.is_some() {
            let onward = Onward { after: first.next, rows };
            tokio::spawn(turn_all(app, self.access.clone(), pages, onward, send));
        }
        let rest = Rest { pages: rest, last, _place: place };
        let text = text.map(Ok).chain(stream::unfold(rest, received));
        Ok(File::new(format, &stem, Body::from_stream(text)))
    }
}

/// A page's text, and whether it is the last one.
type Leaf = (Bytes, bool);

/// The pages of an export that are still to come.
struct Rest {
    pages: mpsc::Receiver<Result<Leaf>>,
    last: bool,
    _place: Place,
}

/// Sends the pages that follow, reading one ahead of the client, until the last one, a fault, or the client hangs up. A
/// client may take hours: before each page the right must still be there.
async fn turn_all<E: Pages>(
    app: App,
    access: Access,
    pages: E,
    mut onward: Onward<E::Key>,
    out: mpsc::Sender<Result<Leaf>>,
) {
    while onward.after.is_some() {
        let sheet = match access.check(&app).await {
            Ok(_) => turn(&app, Some(&access), &pages, &onward).await,
            Err(refusal) => Err(refusal),
        };
        onward.after = None;
        let leaf = sheet.map(|sheet| {
            onward = Onward { rows: sheet.rows_of_next(), after: sheet.next };
            (sheet.text, onward.after.is_none())
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
async fn received(mut rest: Rest) -> Option<(Result<Bytes>, Rest)> {
    if rest.last {
        return None;
    }
    let text = match rest.pages.recv().await {
        Some(Ok((text, last))) => {
            rest.last = last;
            Ok(text)
        }
        Some(Err(error)) => {
            rest.last = true;
            Err(error)
        }
        None => {
            rest.last = true;
            Err(Error::internal("an export broke off"))
        }
    };
    Some((text, rest))
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
    let mut onward = Onward { after: None, rows: FIRST_ROWS };
    loop {
        let sheet = turn(app, None, pages, &onward).await?;
        out.write_all(&sheet.text).await.map_err(Error::internal)?;
        onward = Onward { rows: sheet.rows_of_next(), after: sheet.next };
        if onward.after.is_none() {
            break;
        }
    }
    out.flush().await.map_err(Error::internal)
}

async fn turn<E: Pages>(
    app: &App,
    access: Option<&Access>,
    pages: &E,
    onward: &Onward<E::Key>,
) -> Result<Sheet<E::Key>> {
    let session = connection(app, access).await?;
    let sheet = pages.page(&session, onward.after.as_ref(), onward.rows).await;
    session.give_back();
    sheet
}

/// A caller's page takes a place of the caller's share of slow reads.
async fn connection(app: &App, access: Option<&Access>) -> Result<Lent> {
    let lend = async || match access {
        Some(access) => app.door().lend_for_long(access).await,
        None => app.door().lend().await,
    };
    for _ in 1..PATIENCE {
        match lend().await {
            Err(error @ (Error::Pool(_) | Error::Unavailable | Error::Busy(_))) => {
                tracing::debug!(%error, "an export waits");
            }
            done => return done,
        }
    }
    lend().await
}
