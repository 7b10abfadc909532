//! Who asks, and whether they may: what the check of a right needs, on its way through a request's extensions, so that
//! what reads the input can ask the door before it reads much, and before it tells a fault.

use std::sync::{Arc, OnceLock};

use axum::extract::Request;
use axum::http::Extensions;
use sha2::{Digest, Sha256};

use super::credentials::Credentials;
use super::grant::{self, Grant};
use super::intent::Intent;
use super::permissions::Holders;
use super::refusals;
use crate::app::App;
use crate::error::{Error, Result};
use crate::web::TenantName;
use crate::web::request_id::RequestId;

/// What the check of a right needs; goes along in the request's extensions, so that an extractor that finds a fault can
/// ask for it before it tells.
#[derive(Debug, Clone)]
pub(crate) struct Access(pub(super) Arc<Asked>);

#[derive(Debug)]
pub(super) struct Asked {
    pub(super) credentials: Credentials,
    pub(super) holders: Holders,
    pub(super) tenant: Option<TenantName>,
    pub(super) request_id: RequestId,
    /// The change or export that this request is about, for the trail if it is refused.
    pub(super) intent: Option<Intent>,
    pub(super) fingerprint: OnceLock<[u8; 32]>,
}

impl Access {
    /// Checks the right, and notes the refusal.
    pub(super) async fn granted(&self, app: &App) -> Result<Grant> {
        let granted = self.check(app).await;
        self.note(app, refusals::code(granted.as_ref())).await;
        granted
    }

    /// The tenant whose share the request takes of; empty outside tenants.
    pub(super) fn tenant(&self) -> &str {
        self.0.tenant.as_ref().map_or("", TenantName::as_str)
    }

    /// The caller whose share it takes of.
    pub(super) fn caller(&self) -> String {
        self.0.credentials.caller()
    }

    /// Asks the database, once more each time.
    pub(super) async fn check(&self, app: &App) -> Result<Grant> {
        let lane = app.door().lanes.next().await?;
        let Asked { credentials, holders, tenant, .. } = &*self.0;
        grant::check(&*lane, credentials, *holders, tenant.as_ref()).await
    }

    /// Puts this request into the trail as refused with that code, if it was an attempt at a change or an export. A tenant
    /// that the caller may not know of answers 404, which is no refusal.
    pub(super) async fn note(&self, app: &App, code: Option<&'static str>) {
        let Asked { credentials, holders, tenant, request_id, intent, .. } = &*self.0;
        let (Some(code), Some(intent)) = (code, intent) else { return };
        // Whose password is due was not asked for a role: the path may name any tenant.
        let of_tenant = matches!(holders, Holders::Tenant(_)) && code != "password_change_required";
        let tenant = tenant.as_ref().filter(|_| of_tenant);
        let entry = intent.entry(tenant, code);
        refusals::note(app, credentials, request_id, entry).await;
    }
}

/// The access of a request whose `Allowed` has been extracted.
pub(crate) fn access_of(request: &Request) -> Option<Access> {
    access_in(request.extensions())
}

/// The same, from the extensions.
pub(crate) fn access_in(extensions: &Extensions) -> Option<Access> {
    extensions.get::<Access>().cloned()
}

/// Checks the right before a body is read that is dear, if its sender may be anybody: a large one, and every one that came
/// with an API key, which is no more than a text until it is looked up. A user's usual change does without: its check
/// shares a round trip with the beginning of the transaction.
pub(crate) async fn admit(app: &App, access: Option<&Access>, is_large: bool) -> Result<()> {
    match access {
        Some(access) if is_large || matches!(access.0.credentials, Credentials::Key { .. }) => {
            access.granted(app).await.map(drop)
        }
        _ => Ok(()),
    }
}

/// The error to tell of a faulty input: the right's own, if the caller does not hold it; the fault otherwise.
pub(crate) async fn refuse(app: &App, access: Option<Access>, fault: Error) -> Error {
    match access {
        None => fault,
        Some(access) => access.granted(app).await.err().unwrap_or(fault),
    }
}

/// Notes the body's hash, by which a repeat under the same `Idempotency-Key` is known.
pub(crate) fn note_fingerprint(extensions: &Extensions, body: &[u8]) {
    if let Some(access) = extensions.get::<Access>() {
        // The first extractor that reads the body is the only one.
        let _ = access.0.fingerprint.set(Sha256::digest(body).into());
    }
}
