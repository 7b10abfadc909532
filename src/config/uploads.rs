//! How much uploads may be.

use super::error::ConfigError;
use super::layers::Layers;
use super::values;
use crate::door::UploadBounds;

/// The bounds of these settings.
pub(super) fn bounds(from: &Layers<'_>) -> Result<UploadBounds, ConfigError> {
    let usual = UploadBounds::default();
    let upload = from.parsed("upload_bytes", values::SIZE, values::size)?;
    let staged = from.parsed("staged_bytes", values::SIZE, values::size)?;
    Ok(UploadBounds {
        upload: upload.unwrap_or(usual.upload),
        staged: staged.unwrap_or(usual.staged),
    })
}
