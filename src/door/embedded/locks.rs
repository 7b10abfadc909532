//! The two lock files. `start.lock` is exclusive and brief: who holds it starts or stops the server. `attached.lock` is
//! shared for as long as a `proffer` uses the server. The kernel lets go of both when a process dies. Nobody else may open
//! them: whoever can read a file can lock it, and keep every `proffer` from starting.

use std::fs::{File, OpenOptions, Permissions};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;
use std::time::Duration;

use rustix::fs::{FlockOperation, OFlags, flock};
use rustix::io::Errno;
use tokio::time::{Instant, sleep};

use super::error::{EmbeddedError, io};

const PATIENCE: Duration = Duration::from_secs(120);
const PAUSE: Duration = Duration::from_millis(10);

/// A lock that is held until it is dropped.
#[derive(Debug)]
pub(super) struct Lock(File);

impl Lock {
    /// Waits until nobody else holds the lock.
    pub(super) async fn exclusive(path: &Path) -> Result<Self, EmbeddedError> {
        Self::wait(path, FlockOperation::NonBlockingLockExclusive).await
    }

    /// Holds the lock together with others.
    pub(super) async fn shared(path: &Path) -> Result<Self, EmbeddedError> {
        Self::wait(path, FlockOperation::NonBlockingLockShared).await
    }

    /// Whether this shared holder is the only one; if so it holds the lock exclusively from now on.
    pub(super) fn is_alone(&self) -> bool {
        flock(&self.0, FlockOperation::NonBlockingLockExclusive).is_ok()
    }

    async fn wait(path: &Path, operation: FlockOperation) -> Result<Self, EmbeddedError> {
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .mode(0o600)
            .custom_flags(i32::try_from(OFlags::NOFOLLOW.bits()).unwrap_or_default())
            .open(path)
            .map_err(io("open the lock", path))?;
        let about = file.metadata().map_err(io("read", path))?;
        // Releases before this one let others open it. Whose it is not cannot close it, and need not.
        if about.mode() & 0o077 != 0 {
            file.set_permissions(Permissions::from_mode(0o600)).ok();
        }
        let deadline = Instant::now() + PATIENCE;
        loop {
            match flock(&file, operation) {
                Ok(()) => return Ok(Self(file)),
                Err(Errno::WOULDBLOCK | Errno::INTR) if Instant::now() < deadline => {
                    sleep(PAUSE).await;
                }
                Err(Errno::WOULDBLOCK | Errno::INTR) => {
                    return Err(EmbeddedError::Busy(path.to_path_buf()));
                }
                Err(error) => return Err(io("lock", path)(error.into())),
            }
        }
    }
}
