//! Attempts to prove a password, counted: by account and address, by account, and by address. An attempt is counted as a
//! failed one before its password is looked at, and let go when it was right, so that many at once get no more guesses
//! than one after the other. The counts are in the database: every node has the same.

use std::net::IpAddr;

use jiff::Timestamp;
use queries::client::{GenericClient, Params};
use queries::queries::attempts as sql;

use super::under_way::Look;
use crate::app::App;
use crate::error::{Error, Result};
use crate::web::{Client, Username};

/// So many times as many attempts as an address may fail are hashed of it that find what they want locked.
const WHILE_LOCKED: i32 = 5;

/// The address of a client that came on no connection.
const UNKNOWN: &str = "unknown";

/// An account that somebody claims, and where they are.
#[derive(Debug, Clone)]
pub struct Knock {
    username: String,
    address: String,
}

/// How an attempt stands before its password is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It may be looked at.
    Open,
    /// It may be looked at, and if it is wrong, account and address, or the account, are locked from now on.
    Last,
    /// It must not be looked at.
    Locked,
}

/// An attempt that is counted.
pub struct Counted {
    /// How it stands.
    pub standing: Standing,
    /// Unless it is locked. To be kept until the attempt is let go.
    pub look: Option<Look>,
}

/// The counts of failed logins, and what passwords are held against.
pub struct Attempts<'a> {
    app: &'a App,
}

impl Knock {
    /// Of this account, or of a name that none can have, from this client.
    #[must_use]
    pub fn new(username: Option<&Username>, client: &Client) -> Self {
        Self {
            username: username.map_or_else(String::new, Username::to_string),
            address: client.address.map_or_else(|| UNKNOWN.to_owned(), network),
        }
    }

    /// The account, empty for a name that none can have. That there is such a user is not said.
    #[must_use]
    pub fn username(&self) -> &str {
        &self.username
    }

    /// The same as a network; `None` if the address is not known.
    fn network(&self) -> Option<&str> {
        Some(self.address.as_str()).filter(|address| *address != UNKNOWN)
    }

    /// The address under which it is counted.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }
}

/// An IPv6 client has a /64 to itself, and so as many addresses as it likes: they count as one.
fn network(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

impl<'a> Attempts<'a> {
    pub(super) fn of(app: &'a App) -> Self {
        Self { app }
    }

    /// The service's own parts.
    #[must_use]
    pub fn app(&self) -> &'a App {
        self.app
    }

    /// What the password is to be held against, if there is such a user; 429 while the address has to wait.
    pub async fn knock(&self, who: &Knock) -> Result<Option<String>> {
        let (most, now) = (self.app.lockout().address_failures, self.app.now());
        let locked = most.saturating_mul(WHILE_LOCKED);
        let lane = self.app.door().lanes.next().await?;
        let found = sql::knock()
            .bind(&*lane, &who.username, &now, &who.address, &most, &locked)
            .one()
            .await?;
        match found.refused_until {
            Some(until) => Err(refused(now, until)),
            None => Ok(found.password_hash),
        }
    }

    /// Counts the attempt as a failed one; 429 if the address has had too many of them.
    pub async fn count(&self, who: &Knock) -> Result<Counted> {
        loop {
            let counting = self.app.door().under_way.begin(&who.username).await;
            let (standing, of_account) = self.count_in_order(who).await?;
            if standing != Standing::Locked {
                return Ok(Counted { standing, look: Some(counting.look(of_account)) });
            }
            // One of those that have filled the count may have been right, and is not counted any more.
            if !counting.another_has_ended().await {
                return Ok(Counted { standing, look: None });
            }
        }
    }

    async fn count_in_order(&self, who: &Knock) -> Result<(Standing, bool)> {
        // Rows that are being cleaned away may be met in another order.
        match self.count_once(who).await {
            Err(error) if error.is_retryable() => self.count_once(who).await,
            counted => counted,
        }
    }

    /// How the attempt stands, and whether the account has it among its failures.
    async fn count_once(&self, who: &Knock) -> Result<(Standing, bool)> {
        let (rule, now) = (self.app.lockout(), self.app.now());
        let after = |time| now.checked_add::<std::time::Duration>(time).map_err(Error::internal);
        let session = self.app.door().session().await?;
        let counts = sql::count_attempt()
            .params(
                &session,
                &sql::CountAttemptParams {
                    username: who.username.as_str(),
                    address: who.address.as_str(),
                    network: who.network(),
                    at: now,
                    pair_most: rule.pair_failures,
                    pair_until: after(rule.pair_time)?,
                    account_most: rule.account_failures,
                    account_until: after(rule.account_window)?,
                    account_locked_until: after(rule.account_time)?,
                    locked_most: rule.address_failures.saturating_mul(WHILE_LOCKED),
                    address_until: after(rule.address_window)?,
                },
            )
            .one()
            .await?;
        let times = if counts.locked { WHILE_LOCKED } else { 1 };
        if counts.address > rule.address_failures.saturating_mul(times) {
            return Err(refused(now, counts.refused_until));
        }
        let standing = match (counts.pair, counts.account) {
            _ if counts.locked => Standing::Locked,
            (pair, _) if pair == rule.pair_failures => Standing::Last,
            (_, Some(account)) if account == rule.account_failures => Standing::Last,
            _ => Standing::Open,
        };
        Ok((standing, counts.account.is_some()))
    }

    /// Lets an attempt go whose password was right.
    pub async fn release(&self, who: &Knock, look: Look) -> Result<()> {
        let most = self.app.lockout().account_failures;
        release(&self.app.door().session().await?, who, &look, most).await?;
        drop(look);
        Ok(())
    }
}

/// In the order in which attempts are counted, so that the two never wait for each other in a circle.
pub(super) async fn release(
    client: &impl GenericClient,
    who: &Knock,
    look: &Look,
    account_failures: i32,
) -> Result<()> {
    let (username, address) = (who.username.as_str(), who.address.as_str());
    sql::forget_pair().bind(client, &username, &address).opt().await?;
    if look.of_account {
        sql::uncount_account().bind(client, &account_failures, &username).opt().await?;
    }
    sql::uncount_address().bind(client, &address).opt().await?;
    Ok(())
}

fn refused(now: Timestamp, until: Timestamp) -> Error {
    let wait = until.duration_since(now);
    let seconds = wait.as_secs() + i64::from(wait.subsec_nanos() > 0);
    Error::TooManyFailures(seconds.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ipv6_network_counts_as_one_address() {
        let of = |address: &str| network(address.parse().unwrap());
        assert_eq!(of("2001:db8:1:2::1"), of("2001:db8:1:2:ffff:ffff:ffff:ffff"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_ne!(of("10.0.0.1"), of("10.0.0.2"));
    }
}
