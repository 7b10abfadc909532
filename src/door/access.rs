//! `Allowed<P>`: the only way from a handler to the database. Extracting it verifies the credentials; `read` and
//! `write` check the right itself, against the database's state at that moment.

use std::marker::PhantomData;
use std::pin::pin;
use std::sync::{Arc, OnceLock};

use aide::OperationInput;
use aide::generate::GenContext;
use aide::openapi::Operation;
use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use futures::future::{self, Either};
use uuid::Uuid;

use super::attempts::Attempts;
use super::caller::{Access, Asked, refuse};
use super::certificate;
use super::credentials::Credentials;
use super::grant::{self, Grant};
use super::idempotency::{self, Key, Repeat};
use super::intent::Intent;
use super::permissions::{Holders, Permission, in_words};
use super::routes::NoQuery;
use super::tx::Tries;
use super::{Lane, Session, Staging, Tx, refusals};
use crate::app::App;
use crate::audit::Entry;
use crate::error::{Error, Result};
use crate::web::if_match::IfMatch;
use crate::web::request_id::RequestId;
use crate::web::{Fault, MOST_FAULTS, Reply, TenantName, Username, deadline};

/// A caller with verified credentials who needs the right `P`. Holds no right until the door has checked it.
pub struct Allowed<P> {
    app: App,
    pub(super) access: Access,
    if_match: IfMatch,
    repeat: Option<Repeat>,
    right: PhantomData<fn() -> P>,
}

/// What became of a change.
enum Outcome<T, const S: u16> {
    /// Made, to be committed.
    Done(Reply<T, S>),
    /// Made before, under the same `Idempotency-Key`: this was the answer.
    Repeated(Reply<T, S>),
}

impl<T, const S: u16> Outcome<T, S> {
    fn reply(self) -> Reply<T, S> {
        match self {
            Self::Done(reply) | Self::Repeated(reply) => reply,
        }
    }
}

impl<P: Permission> Allowed<P> {
    /// The tenant of the path.
    pub fn tenant(&self) -> Result<&TenantName> {
        self.access.0.tenant.as_ref().ok_or(Error::NotFound)
    }

    /// The signed-in user and session; 403 for an API key, 401 for one that is none.
    pub async fn user(&self) -> Result<(&Username, Uuid)> {
        match &self.access.0.credentials {
            Credentials::User { username, session } => Ok((username, *session)),
            Credentials::Key { .. } => {
                self.granted().await?;
                Err(Error::forbidden("this is for signed-in users"))
            }
        }
    }

    /// The counts of failed logins, for one who holds the right.
    pub async fn attempts(&self) -> Result<Attempts<'_>> {
        self.granted().await?;
        Ok(Attempts::of(&self.app))
    }

    /// The service's own parts: clock, configuration, hashing.
    #[must_use]
    pub fn app(&self) -> &App {
        &self.app
    }

    /// Checks the right alone: before a stream is read, or for rules that need the roles.
    pub async fn granted(&self) -> Result<Grant> {
        self.access.granted(&self.app).await
    }

    /// One short read, fast for whoever asks: a user's check and query share a round trip. If the check fails, that is the
    /// answer as soon as it is known, so that its time tells nothing of what the query finds. Whether there is such an API
    /// key only the check knows: for nobody's no query is run.
    pub async fn read<T>(&self, query: impl AsyncFnOnce(&Lane) -> Result<T>) -> Result<T> {
        let lane = self.app.door().lanes.next().await?;
        self.read_on(&lane, &lane, query).await
    }

    /// The same for a page of a list: on a connection that no right waits for.
    pub async fn list<T>(&self, query: impl AsyncFnOnce(&Lane) -> Result<T>) -> Result<T> {
        let (rights, lists) = (&self.app.door().lanes, &self.app.door().lists);
        self.read_on(&*rights.next().await?, &*lists.next().await?, query).await
    }

    async fn read_on<T>(
        &self,
        rights: &Lane,
        lane: &Lane,
        query: impl AsyncFnOnce(&Lane) -> Result<T>,
    ) -> Result<T> {
        let Asked { credentials, holders, tenant, .. } = &*self.access.0;
        let check = grant::check(rights, credentials, *holders, tenant.as_ref());
        if matches!(credentials, Credentials::Key { .. }) {
            check.await?;
            return query(lane).await;
        }
        match future::select(pin!(check), pin!(query(lane))).await {
            Either::Left((granted, query)) => {
                granted?;
                query.await
            }
            Either::Right((found, check)) => {
                check.await?;
                found
            }
        }
    }

    /// A read that may be slow: on a connection of its own, after the check.
    pub async fn read_slow<T>(
        &self,
        query: impl AsyncFnOnce(&mut Session, Grant) -> Result<T>,
    ) -> Result<T> {
        let granted = self.granted().await?;
        let mut session = self.app.door().lend_for_long(&self.access).await?;
        let found = query(&mut session, granted).await;
        session.give_back();
        found
    }

    /// One change: transaction, check, the change, its audit entry, the answer under the `Idempotency-Key`, commit. A
    /// serialisation failure or deadlock runs it again, so the closure only borrows.
    pub async fn write<T, const S: u16>(
        &self,
        change: impl AsyncFnOnce(&Tx<'_>) -> Result<(Reply<T, S>, Entry)> + Copy,
    ) -> Result<Reply<T, S>> {
        self.write_again(change, async |_, body| Ok(body)).await
    }

    /// The same, where the first answer may not be right for ever: a repeat under its `Idempotency-Key` gets the
    /// body that `recall` makes of the first one, or its refusal.
    pub async fn write_again<T, const S: u16>(
        &self,
        change: impl AsyncFnOnce(&Tx<'_>) -> Result<(Reply<T, S>, Entry)> + Copy,
        recall: impl AsyncFnOnce(&Tx<'_>, Option<String>) -> Result<Option<String>> + Copy,
    ) -> Result<Reply<T, S>> {
        let outcome = self.run(change, recall).await;
        self.access.note(&self.app, refusals::code(outcome.as_ref())).await;
        outcome
    }

    async fn run<T, const S: u16>(
        &self,
        change: impl AsyncFnOnce(&Tx<'_>) -> Result<(Reply<T, S>, Entry)> + Copy,
        recall: impl AsyncFnOnce(&Tx<'_>, Option<String>) -> Result<Option<String>> + Copy,
    ) -> Result<Reply<T, S>> {
        let mut tries = Tries::default();
        loop {
            match self.attempt(change, recall, tries.is_repeat()).await {
                Err(error) if tries.again(&error) => {}
                done => return done,
            }
        }
    }

    async fn attempt<T, const S: u16>(
        &self,
        change: impl AsyncFnOnce(&Tx<'_>) -> Result<(Reply<T, S>, Entry)> + Copy,
        recall: impl AsyncFnOnce(&Tx<'_>, Option<String>) -> Result<Option<String>> + Copy,
        in_turn: bool,
    ) -> Result<Reply<T, S>> {
        let mut session = self.app.door().lend().await?;
        // The check goes down a lane while the transaction begins: a round trip less in each change.
        let (begun, granted) =
            futures::join!(session.inner.transaction(), self.access.check(&self.app));
        let mut tx = Tx::new(begun?, self.if_match.clone());
        tx.in_turn = in_turn;
        tx.may_take_long(&self.app, &self.access);
        let outcome = match granted {
            Ok(grant) => {
                tx.grant = grant;
                self.change(&tx, self.key(), change, recall).await
            }
            Err(refusal) => Err(refusal),
        };
        let ended = self.end(tx, outcome).await;
        session.give_back();
        Ok(ended?.reply())
    }

    async fn change<T, const S: u16>(
        &self,
        tx: &Tx<'_>,
        key: Option<Key>,
        change: impl AsyncFnOnce(&Tx<'_>) -> Result<(Reply<T, S>, Entry)>,
        recall: impl AsyncFnOnce(&Tx<'_>, Option<String>) -> Result<Option<String>>,
    ) -> Result<Outcome<T, S>> {
        if let Some(key) = &key
            && let Some(mut first) = idempotency::recall::<T, S>(tx, key).await?
        {
            first.body = recall(tx, first.body.take()).await?;
            return Ok(Outcome::Repeated(first));
        }
        let (reply, entry) = change(tx).await?;
        // After the change's own refusals: what is not there, or not valid, is told first. All of it is undone. An export
        // reads, though it leaves a row.
        let reads = self.access.0.intent.as_ref().is_some_and(Intent::exports);
        let of_tenant = matches!(self.access.0.holders, Holders::Tenant(_));
        if tx.grant.archived && of_tenant && !reads {
            return Err(Error::archived());
        }
        self.conclude(tx, key, reply, entry).await
    }

    /// Begins a change whose input is streamed, for as long as its client keeps sending: the input is staged, each chunk
    /// committed by itself. [`Allowed::settle`] makes the change, [`Allowed::give_up`] ends it without one.
    pub async fn receive(&self) -> Result<Staging> {
        self.access.granted(&self.app).await?;
        deadline::lift();
        // Most uploads are of no tenant: a caller's share is its own and no other's.
        let caller = self.access.caller();
        let place = self.app.door().uploads.take(&caller, &caller).await?;
        Staging::begin(&self.app, &self.access, place).await
    }

    /// Nothing of what was staged stays.
    pub async fn give_up(&self, staging: Staging, error: Error) -> Error {
        staging.discard().await;
        self.access.note(&self.app, refusals::code(Err::<(), _>(&error))).await;
        error
    }

    /// Makes the change whose input is staged: like [`Allowed::write`], but run once. The digest is that of the input: by
    /// it a repeat under the same `Idempotency-Key` is known, of which nothing stays.
    pub async fn settle<T, const S: u16>(
        &self,
        staging: Staging,
        digest: [u8; 32],
        change: impl AsyncFnOnce(&Tx<'_>) -> Result<(Reply<T, S>, Entry)>,
    ) -> Result<Reply<T, S>> {
        match self.order(digest, change).await {
            Ok(Outcome::Done(reply)) => {
                staging.keep();
                Ok(reply)
            }
            Ok(Outcome::Repeated(first)) => {
                staging.discard().await;
                Ok(first)
            }
            Err(error) => Err(self.give_up(staging, error).await),
        }
    }

    async fn order<T, const S: u16>(
        &self,
        digest: [u8; 32],
        change: impl AsyncFnOnce(&Tx<'_>) -> Result<(Reply<T, S>, Entry)>,
    ) -> Result<Outcome<T, S>> {
        let mut session = self.app.door().lend().await?;
        let mut tx = Tx::new(session.inner.transaction().await?, self.if_match.clone());
        // The stream may have taken long: the right must still be there.
        let outcome = match self.access.check(&self.app).await {
            Ok(grant) => {
                tx.grant = grant;
                let digest = self.repeat.as_ref().and_then(|it| it.digest(Some(digest)));
                let fingerprints = self.seals(digest);
                let key = self.key().map(|key| Key { fingerprints, ..key });
                self.change(&tx, key, change, async |_, body| Ok(body)).await
            }
            Err(refusal) => Err(refusal),
        };
        let ended = self.end(tx, outcome).await;
        session.give_back();
        ended
    }

    async fn conclude<T, const S: u16>(
        &self,
        tx: &Tx<'_>,
        key: Option<Key>,
        reply: Reply<T, S>,
        entry: Entry,
    ) -> Result<Outcome<T, S>> {
        tx.record(entry, self.app.now(), Some(self.access.0.request_id.as_str())).await?;
        if let Some(key) = &key {
            idempotency::keep(tx, key, &reply, self.app.now()).await?;
        }
        Ok(Outcome::Done(reply))
    }

    /// Commits what was done, or undoes it before the answer goes out. Left to the drop, a rollback comes later, and who
    /// asks again at once would meet the locks of this attempt.
    async fn end<T, const S: u16>(
        &self,
        tx: Tx<'_>,
        outcome: Result<Outcome<T, S>>,
    ) -> Result<Outcome<T, S>> {
        match outcome {
            Ok(Outcome::Done(reply)) => {
                tx.commit(self.app.door()).await?;
                Ok(Outcome::Done(reply))
            }
            other => {
                tx.undo().await;
                other
            }
        }
    }

    fn key(&self) -> Option<Key> {
        let repeat = self.repeat.as_ref()?;
        Some(Key {
            caller: self.access.0.credentials.caller(),
            route: repeat.route.clone(),
            key: repeat.key.clone(),
            fingerprints: self.seals(repeat.digest(self.access.0.fingerprint.get().copied())),
        })
    }

    /// Sealed: the body may hold a password, of which the database must not keep a plain digest.
    fn seals(&self, digest: Option<[u8; 32]>) -> Vec<[u8; 32]> {
        digest.map(|digest| self.app.tokens().seals(digest)).unwrap_or_default()
    }
}

impl<P: Permission> FromRequestParts<App> for Allowed<P> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let credentials = Credentials::of(&parts.headers, app.tokens())?
            .with_certificate(certificate::shown(parts)?);
        let params =
            RawPathParams::from_request_parts(parts, app).await.map_err(|_| Error::NotFound)?;
        let access = Access(Arc::new(Asked {
            credentials,
            holders: P::HOLDERS,
            tenant: tenant_of(&params),
            request_id: parts.extensions.get::<RequestId>().cloned().unwrap_or_default(),
            intent: Intent::of(parts, &params),
            fingerprint: OnceLock::new(),
        }));
        parts.extensions.insert(access.clone());
        let repeat = match idempotency::key_in(&parts.headers) {
            Ok(key) => key.and_then(|key| Repeat::of(key, parts)),
            Err(fault) => return Err(refuse(app, Some(access), fault).await),
        };
        if let Some(fault) = unread_query(parts) {
            return Err(refuse(app, Some(access), fault).await);
        }
        let if_match = IfMatch::of(&parts.headers);
        Ok(Self { app: app.clone(), access, if_match, repeat, right: PhantomData })
    }
}

/// The fault of query parameters that the handler does not know at all.
pub(super) fn unread_query(parts: &Parts) -> Option<Error> {
    parts.extensions.get::<NoQuery>()?;
    let query = parts.uri.query().filter(|query| !query.is_empty())?;
    let names = query.split('&').map(|pair| pair.split('=').next().unwrap_or_default());
    let unknown =
        |name: &str| Fault::new(format!("/{name}"), "unknown_field", "there is no such field");
    Some(Error::Invalid(names.map(unknown).take(MOST_FAULTS).collect()))
}

fn tenant_of(params: &RawPathParams) -> Option<TenantName> {
    let (_, name) = params.iter().find(|(name, _)| *name == "tenant_name")?;
    // A name that no tenant can have is checked like one that no tenant has.
    TenantName::try_from(name.to_owned()).ok()
}

impl<P: Permission> OperationInput for Allowed<P> {
    fn operation_input(_: &mut GenContext, operation: &mut Operation) {
        let scheme = |name: &str| [(name.to_owned(), Vec::new())].into_iter().collect();
        operation.security = match P::HOLDERS {
            Holders::Key(_) => vec![scheme("api_key")],
            Holders::SuperAdminOrKey(_) => vec![scheme("bearer"), scheme("api_key")],
            _ => vec![scheme("bearer")],
        };
        operation.description = Some(format!("Right `{}`: {}.", P::NAME, in_words(P::HOLDERS)));
    }
}
