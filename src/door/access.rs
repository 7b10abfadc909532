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
use super::{Lane, Session, Tx, refusals, upload};
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
        let Asked { credentials, holders, tenant, .. } = &*self.access.0;
        let check = grant::check(&*lane, credentials, *holders, tenant.as_ref());
        if matches!(credentials, Credentials::Key { .. }) {
            check.await?;
            return query(&lane).await;
        }
        match future::select(pin!(check), pin!(query(&lane))).await {
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
        let mut session = self.app.door().lend_for_long().await?;
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
        let outcome = self.run(change).await;
        self.access.note(&self.app, refusals::code(&outcome)).await;
        outcome
    }

    async fn run<T, const S: u16>(
        &self,
        change: impl AsyncFnOnce(&Tx<'_>) -> Result<(Reply<T, S>, Entry)> + Copy,
    ) -> Result<Reply<T, S>> {
        let mut tries = Tries::default();
        loop {
            match self.attempt(change, tries.is_repeat()).await {
                Err(error) if tries.again(&error) => {}
                done => return done,
            }
        }
    }

    async fn attempt<T, const S: u16>(
        &self,
        change: impl AsyncFnOnce(&Tx<'_>) -> Result<(Reply<T, S>, Entry)> + Copy,
        in_turn: bool,
    ) -> Result<Reply<T, S>> {
        let mut session = self.app.door().lend().await?;
        // The check goes down a lane while the transaction begins: a round trip less in each change.
        let (begun, granted) =
            futures::join!(session.inner.transaction(), self.access.check(&self.app));
        let mut tx = Tx::new(begun?, self.if_match.clone());
        tx.in_turn = in_turn;
        let outcome = match granted {
            Ok(grant) => {
                tx.grant = grant;
                self.change(&tx, change).await
            }
            Err(refusal) => Err(refusal),
        };
        let ended = self.end(tx, outcome).await;
        session.give_back();
        ended
    }

    async fn change<T, const S: u16>(
        &self,
        tx: &Tx<'_>,
        change: impl AsyncFnOnce(&Tx<'_>) -> Result<(Reply<T, S>, Entry)>,
    ) -> Result<Outcome<T, S>> {
        let key = self.key();
        if let Some(key) = &key
            && let Some(first) = idempotency::recall(tx, key).await?
        {
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

    /// One change whose input is streamed: like [`Allowed::write`], but run once, with minutes instead of seconds. The
    /// change gives the hash of what it read along: only then a repeat under the same `Idempotency-Key` is known, and
    /// undone again.
    pub async fn receive<T, const S: u16>(
        &self,
        change: impl AsyncFnOnce(&Tx<'_>) -> Result<(Reply<T, S>, Entry, [u8; 32])>,
    ) -> Result<Reply<T, S>> {
        let outcome = self.received(change).await;
        self.access.note(&self.app, refusals::code(&outcome)).await;
        outcome
    }

    async fn received<T, const S: u16>(
        &self,
        change: impl AsyncFnOnce(&Tx<'_>) -> Result<(Reply<T, S>, Entry, [u8; 32])>,
    ) -> Result<Reply<T, S>> {
        self.access.check(&self.app).await?;
        deadline::lift();
        let _place = upload::PLACES.take().await?;
        let mut session = self.app.door().lend().await?;
        let mut tx = Tx::new(session.inner.transaction().await?, self.if_match.clone());
        let outcome = self.stream(&mut tx, change).await;
        let ended = self.end(tx, outcome).await;
        session.give_back();
        ended
    }

    async fn stream<T, const S: u16>(
        &self,
        tx: &mut Tx<'_>,
        change: impl AsyncFnOnce(&Tx<'_>) -> Result<(Reply<T, S>, Entry, [u8; 32])>,
    ) -> Result<Outcome<T, S>> {
        tx.grant = self.access.check(&self.app).await?;
        tx.patiently().await?;
        let key = self.key();
        if let Some(key) = &key {
            idempotency::hold(tx, key).await?;
        }
        let (reply, entry, digest) = change(tx).await?;
        let fingerprints = self.app.tokens().seals(digest);
        let key = key.map(|key| Key { fingerprints, ..key });
        if let Some(key) = &key
            && let Some(first) = idempotency::recall(tx, key).await?
        {
            return Ok(Outcome::Repeated(first));
        }
        // The stream may have taken long: the right must still be there.
        self.access.check(&self.app).await?;
        self.conclude(tx, key, reply, entry).await
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
    ) -> Result<Reply<T, S>> {
        match outcome {
            Ok(Outcome::Done(reply)) => {
                tx.commit(self.app.door()).await?;
                Ok(reply)
            }
            Ok(Outcome::Repeated(first)) => {
                tx.undo().await;
                Ok(first)
            }
            Err(error) => {
                tx.undo().await;
                Err(error)
            }
        }
    }

    fn key(&self) -> Option<Key> {
        let (Repeat { key, route }, tokens) = (self.repeat.as_ref()?, self.app.tokens());
        Some(Key {
            caller: self.access.0.credentials.caller(),
            route: route.clone(),
            key: key.clone(),
            // Sealed: the body may hold a password, of which the database must not keep a plain digest.
            fingerprints: self
                .access
                .0
                .fingerprint
                .get()
                .map(|digest| tokens.seals(*digest))
                .unwrap_or_default(),
        })
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
        let repeat = match idempotency::header(&parts.headers) {
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
