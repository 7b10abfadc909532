//! The last line of a backup: which schema is in it, and the digest of everything before. `pg_restore` reads a dump by
//! its table of contents and does not mind what comes after it.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::error::{BackupError, io};
use crate::door::credentials::hex;

/// Begins the line; the number is that of its form.
const HEAD: &str = "\nproffer-backup 1 ";
/// `HEAD`, ten digits, a blank, 64 digits, the line's end.
const LENGTH: usize = HEAD.len() + 10 + 1 + 64 + 1;

/// What a sealed file says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal {
    /// The newest migration of the database that is in it.
    pub schema: i32,
    /// Bytes of the whole file.
    pub bytes: u64,
    /// SHA-256 of all but its own digits, in hexadecimal.
    pub digest: String,
}

/// Ends a dump with its seal.
pub(super) fn seal(file: &mut File, path: &Path, schema: i32) -> Result<Seal, BackupError> {
    let head = format!("{HEAD}{schema:010} ");
    let length = file.seek(SeekFrom::End(0)).map_err(io("read", path))?;
    let digest = digest(file, path, length, &head)?;
    file.seek(SeekFrom::End(0)).map_err(io("write", path))?;
    file.write_all(format!("{head}{digest}\n").as_bytes()).map_err(io("write", path))?;
    Ok(Seal { schema, bytes: length + LENGTH as u64, digest })
}

/// Checks a file against its seal, and leaves it at its beginning.
pub(super) fn check(file: &mut File, path: &Path) -> Result<Seal, BackupError> {
    let bytes = file.seek(SeekFrom::End(0)).map_err(io("read", path))?;
    let unsealed = || BackupError::Unsealed(path.to_path_buf());
    let length = bytes.checked_sub(LENGTH as u64).ok_or_else(unsealed)?;
    file.seek(SeekFrom::Start(length)).map_err(io("read", path))?;
    let mut line = String::new();
    file.read_to_string(&mut line).map_err(|_| unsealed())?;
    let (schema, stated) = parse(&line).ok_or_else(unsealed)?;
    let digest = digest(file, path, length, &line[..LENGTH - 65])?;
    if digest != stated {
        return Err(BackupError::Damaged(path.to_path_buf()));
    }
    file.rewind().map_err(io("read", path))?;
    Ok(Seal { schema, bytes, digest })
}

fn parse(line: &str) -> Option<(i32, &str)> {
    let (schema, digest) = line.strip_prefix(HEAD)?.strip_suffix('\n')?.split_once(' ')?;
    Some((schema.parse().ok()?, digest))
}

fn digest(file: &mut File, path: &Path, length: u64, head: &str) -> Result<String, BackupError> {
    file.rewind().map_err(io("read", path))?;
    let (mut hash, mut dump) = (Sha256::new(), file.take(length));
    let mut piece = vec![0; 256 * 1024];
    loop {
        match dump.read(&mut piece).map_err(io("read", path))? {
            0 => break,
            read => hash.update(&piece[..read]),
        }
    }
    hash.update(head.as_bytes());
    Ok(hex(&hash.finalize()))
}
