//! The check of a right against the database's present state: session live, user active, role in this tenant, key not
//! revoked. One statement, so that it can share a round trip with the query it guards.

use pg_types::Role;
use queries::client::GenericClient;
use queries::queries::auth;

use super::certificate::Fingerprint;
use super::credentials::Credentials;
use super::permissions::{Holders, Scope, names};
use crate::error::{Error, Result};
use crate::web::TenantName;

/// Who was let through, and as what.
#[derive(Debug, Clone)]
pub struct Grant {
    /// The user's name, or `key:<id>` for an API key: the `actor` of the trail.
    pub actor: String,
    /// The user's roles in the tenant of the path.
    pub roles: Vec<Role>,
    /// The tenant that an API key is bound to; `None`: every tenant.
    pub key_tenant: Option<String>,
    /// The scopes of an API key; `None`: a person.
    pub scopes: Option<Vec<String>>,
    /// Whether the tenant of the path is archived: nothing in it changes.
    pub(super) archived: bool,
}

impl Grant {
    /// Whether the caller has this role here.
    #[must_use]
    pub fn has(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// Whether the caller, let through to a route for super admins and keys, may do what this scope allows.
    #[must_use]
    pub fn may(&self, scope: Scope) -> bool {
        self.scopes.as_ref().is_none_or(|held| held.iter().any(|it| it == scope.as_str()))
    }
}

/// Checks that these credentials hold the right, here and now.
pub(super) async fn check(
    client: &impl GenericClient,
    credentials: &Credentials,
    holders: Holders,
    tenant: Option<&TenantName>,
) -> Result<Grant> {
    match credentials {
        Credentials::User { username, session } => {
            let tenant = tenant.map_or("", TenantName::as_str);
            let found =
                auth::user_grant().bind(client, &tenant, session, &username.as_str()).opt().await?;
            let user = found.ok_or(Error::Unauthorized)?;
            judge_user(username.as_str(), tenant, user, holders)
        }
        Credentials::Key { hash, certificate } => {
            let found = auth::key_grant().bind(client, &hash.as_slice()).opt().await?;
            let key = found.filter(|key| fits(key, *certificate));
            judge_key(key.ok_or(Error::Unauthorized)?, holders)
        }
    }
}

fn judge_user(
    username: &str,
    tenant: &str,
    user: auth::UserGrant,
    holders: Holders,
) -> Result<Grant> {
    if user.must_change_password && !matches!(holders, Holders::PasswordDue) {
        let detail = "change your password first: POST /auth/change-password".to_owned();
        return Err(Error::Forbidden("password_change_required", detail));
    }
    let grant = Grant {
        actor: username.to_owned(),
        roles: user.roles,
        key_tenant: None,
        scopes: None,
        archived: user.tenant_archived,
    };
    match holders {
        Holders::SignedIn | Holders::PasswordDue => Ok(grant),
        Holders::SuperAdmin | Holders::SuperAdminOrKey(_) if user.is_super_admin => Ok(grant),
        Holders::SuperAdmin | Holders::SuperAdminOrKey(_) => {
            Err(Error::forbidden("only a super admin may do this"))
        }
        Holders::Key(scopes) => Err(Error::forbidden(format!(
            "this takes an API key with the scope {}",
            names(scopes).join(" or ")
        ))),
        Holders::Tenant(_)
            if grant.roles.is_empty() && user.tenant_exists && user.is_super_admin =>
        {
            Err(no_tenant_role(username, tenant))
        }
        Holders::Tenant(_) if grant.roles.is_empty() => Err(Error::NotFound),
        Holders::Tenant(roles) if roles.iter().any(|role| grant.has(*role)) => Ok(grant),
        Holders::Tenant(_) => Err(Error::forbidden("your role in this tenant does not allow this")),
    }
}

/// What a super admin needs in a tenant is one call away, and the refusal says which.
fn no_tenant_role(username: &str, tenant: &str) -> Error {
    let detail = format!(
        "you have no role in this tenant; a super admin gives one with POST /sa/user-tenant-roles \
         {{\"username\": \"{username}\", \"tenant_name\": \"{tenant}\", \"role\": \"admin\"}}"
    );
    Error::Forbidden("no_tenant_role", detail)
}

/// A key that is bound to a certificate is worth nothing without it.
fn fits(key: &auth::KeyGrant, shown: Option<Fingerprint>) -> bool {
    let bound = key.certificate_fingerprint.as_deref();
    bound.is_none_or(|bound| shown.is_some_and(|shown| shown.as_bytes() == bound))
}

fn judge_key(key: auth::KeyGrant, holders: Holders) -> Result<Grant> {
    let has = |scope: &Scope| key.scopes.iter().any(|held| held == scope.as_str());
    let held = match holders {
        Holders::Key(scopes) => scopes.iter().any(has),
        Holders::SuperAdminOrKey(scope) => has(&scope),
        _ => false,
    };
    match holders {
        _ if held => {
            let actor = format!("key:{}", key.id);
            Ok(Grant {
                actor,
                roles: Vec::new(),
                key_tenant: key.tenant_name,
                scopes: Some(key.scopes),
                archived: false,
            })
        }
        Holders::Tenant(_) => Err(Error::NotFound),
        _ => Err(Error::forbidden("this API key does not allow this")),
    }
}
