//! From a request's body, or a file, to a stream of chunks: decompressing and parsing run on a blocking
//! thread, two short channels apart from the network and the database, so that the slowest sets the pace.

use std::io::{self, Read};
use std::ops::ControlFlow;

use bytes::Bytes;
use flate2::read::MultiGzDecoder;
use futures::{Stream, TryStreamExt};
use jiff::civil::Date;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio_util::io::{StreamReader, SyncIoBridge};

use super::{Chunk, Options, Refused, Summary, read_rows};

/// How many finished chunks may wait for the database.
const WAITING: usize = 2;

/// An upload being read. Dropping `chunks` stops it.
#[derive(Debug)]
pub struct Upload {
    /// The chunks, in order; it ends when the upload is read, or refused.
    pub chunks: mpsc::Receiver<Chunk>,
    /// What it came to.
    pub outcome: JoinHandle<Result<Summary, Refused>>,
}

impl Upload {
    /// Begins to read `body`, which may be gzip data.
    ///
    /// Every upload in progress holds one of the runtime's blocking threads: the caller limits how many
    /// there are at once.
    pub fn from_body<E>(
        options: Options,
        today: Date,
        body: impl Stream<Item = Result<Bytes, E>> + Send + 'static,
    ) -> Self
    where
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        // This kind tells the body's failures from those of its compression.
        let body = body.map_err(|error| io::Error::new(io::ErrorKind::ConnectionAborted, error));
        let reader = SyncIoBridge::new(StreamReader::new(Box::pin(body)));
        Self::from_reader(options, today, reader)
    }

    /// Begins to read `reader`, such as a file.
    pub fn from_reader(options: Options, today: Date, reader: impl Read + Send + 'static) -> Self {
        let (sender, chunks) = mpsc::channel(WAITING);
        let outcome = tokio::task::spawn_blocking(move || {
            let mut emit = |chunk| match sender.blocking_send(chunk) {
                Ok(()) => ControlFlow::Continue(()),
                Err(_) => ControlFlow::Break(()),
            };
            if options.gzip {
                read_rows(&options, today, MultiGzDecoder::new(reader), &mut emit)
            } else {
                read_rows(&options, today, reader, &mut emit)
            }
        });
        Self { chunks, outcome }
    }
}
