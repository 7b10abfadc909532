//! Root's rights, which `serve` and `worker` give up before they take the first request: they go on as the user of the
//! private PostgreSQL, or with `DATABASE_URL` as the user `proffer` of the system. What only root may open is open by then.

use anyhow::Context;

use super::signing_key::{self, SigningKeys};
use crate::config::Config;
use crate::door::embedded::{Account, hand_over};

/// Goes on as a user without root's rights, if this is root and there is such a user. No thread may have been started:
/// each has rights of its own.
pub(super) fn give_up(config: &mut Config) -> anyhow::Result<()> {
    if !rustix::process::geteuid().is_root() {
        return Ok(());
    }
    if config.database_url.is_some() {
        match Account::of_proffer()? {
            Some(account) if config.secret_key.is_some() => return become_user(&account),
            Some(account) => tracing::warn!(
                "runs as root, because the signing key is in a file of root's: set PROFFER_SECRET_KEY, or start as the user {}",
                account.name
            ),
            None => tracing::warn!(
                "runs as root, which it does not need: start it as another user, or make one that it goes on as (useradd --system --user-group --shell /usr/sbin/nologin proffer)"
            ),
        }
        return Ok(());
    }
    // Made by root if it is not there, and then given away.
    SigningKeys::of(config)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let prepared = runtime.block_on(hand_over(
        &config.data_dir,
        config.pg_bin.as_deref(),
        &signing_key::FILES,
    ));
    drop(runtime);
    let (account, data_dir) = prepared?;
    config.data_dir = data_dir;
    become_user(&account)
}

#[cfg(target_os = "linux")]
fn become_user(account: &Account) -> anyhow::Result<()> {
    use rustix::process::{Gid, Uid};
    use rustix::thread::{set_thread_groups, set_thread_res_gid, set_thread_res_uid};

    let (uid, gid) = (Uid::from_raw(account.uid), Gid::from_raw(account.gid));
    set_thread_groups(&[])
        .and_then(|()| set_thread_res_gid(gid, gid, gid))
        .and_then(|()| set_thread_res_uid(uid, uid, uid))
        .with_context(|| format!("cannot go on as the user {}", account.name))?;
    tracing::info!("goes on as the user {}, without root's rights", account.name);
    Ok(())
}

#[cfg(not(target_os = "linux"))]
fn become_user(_: &Account) -> anyhow::Result<()> {
    tracing::warn!("runs as root, which it does not need: start it as another user");
    Ok(())
}
