//! The way from a body to chunks: gzip, failures of the body, and nobody listening.

use std::io::{self, Write};

use bytes::Bytes;
use flate2::{Compression, write::GzEncoder};
use futures::stream;

use super::*;
use crate::customers::import::Upload;

fn csv(gzip: bool) -> Options {
    Options { gzip, ..Options::of(Format::Csv) }
}

const TEXT: &str = "external_id,full_name\n1,Ana\n2,Bea\n";

fn gzip(text: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

/// The body in pieces of three bytes, then perhaps a failure.
fn body(
    bytes: &[u8],
    breaks: bool,
) -> impl futures::Stream<Item = Result<Bytes, io::Error>> + use<> {
    let pieces: Vec<_> = bytes.chunks(3).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
    let failure = breaks.then(|| Err(io::Error::from(io::ErrorKind::UnexpectedEof)));
    stream::iter(pieces.into_iter().chain(failure))
}

async fn read(mut upload: Upload) -> (i32, Result<Summary, Refused>) {
    let mut rows = 0;
    while let Some(chunk) = upload.chunks.recv().await {
        rows += chunk.rows;
    }
    (rows, upload.outcome.await.unwrap())
}

#[tokio::test]
async fn a_body_is_read_plain_and_compressed() {
    let twice = [gzip(TEXT.as_bytes()), gzip(b"3,Caro\n")].concat();
    for (compressed, bytes, rows) in [(false, TEXT.as_bytes(), 2), (true, &twice, 3)] {
        let (read, outcome) =
            read(Upload::from_body(csv(compressed), TODAY, body(bytes, false))).await;
        assert_eq!(read, rows);
        assert_eq!(outcome.unwrap().rows, u64::try_from(rows).unwrap());
    }
}

#[tokio::test]
async fn damaged_gzip_data_is_told_from_a_broken_connection() {
    let whole = gzip(TEXT.as_bytes());
    for bytes in [TEXT.as_bytes(), &whole[..whole.len() - 5], b""] {
        let (_, outcome) = read(Upload::from_body(csv(true), TODAY, body(bytes, false))).await;
        assert!(matches!(outcome, Err(Refused::Compression(_))), "{outcome:?}");
    }
    for (compressed, bytes) in [(true, whole.as_slice()), (false, TEXT.as_bytes())] {
        let (_, outcome) = read(Upload::from_body(csv(compressed), TODAY, body(bytes, true))).await;
        assert!(matches!(outcome, Err(Refused::Broken(_))), "{outcome:?}");
    }
}

#[tokio::test]
async fn an_upload_that_nobody_wants_any_more_stops() {
    let endless = io::Read::chain(&b"full_name\n"[..], Endless);
    let mut upload = Upload::from_reader(csv(false), TODAY, endless);
    assert!(upload.chunks.recv().await.is_some());
    drop(upload.chunks);
    assert!(matches!(upload.outcome.await.unwrap(), Err(Refused::Stopped)));
}

/// Ana, for ever.
struct Endless;

impl io::Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let line = b"Ana\n";
        let count = buffer.len() / line.len() * line.len();
        buffer[..count].chunks_mut(line.len()).for_each(|part| part.copy_from_slice(line));
        if count == 0 {
            buffer.copy_from_slice(&line[..buffer.len()]);
            return Ok(buffer.len());
        }
        Ok(count)
    }
}
