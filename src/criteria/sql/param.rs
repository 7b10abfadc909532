//! Parameter types that postgres-types lacks. Typed parameters matter: a cast from text would run for every row in a
//! generic plan.

use std::error::Error;

use bytes::{BufMut, BytesMut};
use postgres_types::{IsNull, ToSql, Type, accepts, to_sql_checked};

/// Microseconds since 1970 as a `timestamptz`; reaches beyond what `jiff::Timestamp` can hold.
#[derive(Debug)]
pub(super) struct Instant(pub(super) i64);

/// 2000-01-01, where PostgreSQL counts from, in microseconds since 1970.
const POSTGRES_EPOCH: i64 = 946_684_800_000_000;

impl ToSql for Instant {
    fn to_sql(&self, _: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        out.put_i64(self.0 - POSTGRES_EPOCH);
        Ok(IsNull::No)
    }

    accepts!(TIMESTAMPTZ);
    to_sql_checked!();
}

/// The text of a jsonpath.
#[derive(Debug)]
pub(super) struct JsonPath(pub(super) String);

impl ToSql for JsonPath {
    fn to_sql(&self, _: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        out.put_u8(1);
        out.put_slice(self.0.as_bytes());
        Ok(IsNull::No)
    }

    accepts!(JSONPATH);
    to_sql_checked!();
}
