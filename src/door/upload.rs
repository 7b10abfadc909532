//! Uploads: a change whose input is a stream, and the table where its rows wait for their job.

use std::pin::Pin;
use std::sync::LazyLock;

use tokio_postgres::binary_copy::BinaryCopyInWriter;
use tokio_postgres::types::Type;
use uuid::Uuid;

use super::tx::Tx;
use crate::error::Result;
use crate::web::Places;

/// How many uploads a process takes at once: each holds a connection and a thread for as long as its client sends.
pub(super) static PLACES: LazyLock<Places> = LazyLock::new(|| Places::new(2));

const COPY: &str =
    "COPY import_chunks (upload_id, chunk_no, rows, packed) FROM STDIN (FORMAT binary)";

/// Chunks on their way into `import_chunks`, and into no other table. Dropped before the end, none arrive.
pub struct Staging {
    writer: Pin<Box<BinaryCopyInWriter>>,
    upload_id: Uuid,
}

impl Tx<'_> {
    /// Opens the way for the chunks of an upload.
    pub async fn stage(&self, upload_id: Uuid) -> Result<Staging> {
        // The copy lasts as long as the client sends; the server's own limit between two pieces ends a silent one.
        self.inner.batch_execute("SET LOCAL statement_timeout = 0").await?;
        let sink = self.inner.copy_in(COPY).await?;
        let columns = [Type::UUID, Type::INT4, Type::INT4, Type::BYTEA];
        Ok(Staging { writer: Box::pin(BinaryCopyInWriter::new(sink, &columns)), upload_id })
    }
}

impl Staging {
    /// Adds a chunk of so many rows.
    pub async fn chunk(&mut self, chunk_no: i32, rows: i32, packed: &[u8]) -> Result<()> {
        let row: [&(dyn tokio_postgres::types::ToSql + Sync); 4] =
            [&self.upload_id, &chunk_no, &rows, &packed];
        Ok(self.writer.as_mut().write(&row).await?)
    }

    /// Ends the upload, and says how many chunks it had.
    pub async fn finish(mut self) -> Result<u64> {
        Ok(self.writer.as_mut().finish().await?)
    }
}
