//! What a request is an attempt at, read off its route: the action, entity and id that the trail's row of the change would
//! have. A route whose row says something else than its path stands in [`NAMED`].

use std::borrow::Cow;

use axum::extract::{MatchedPath, RawPathParams};
use axum::http::Method;
use axum::http::request::Parts;
use uuid::Uuid;

use crate::audit::Entry;
use crate::web::{TenantName, Username, below_base};

/// What a change or an export is called in the trail.
#[derive(Debug)]
pub(super) struct Intent {
    action: Cow<'static, str>,
    entity: Cow<'static, str>,
    entity_id: String,
}

/// Stands for an id that there is not yet, or that cannot be one.
const NONE: &str = "*";

/// Method and route below the API's base, action, entity.
const NAMED: &[(&str, &str, &str, &str)] = &[
    ("POST", "/auth/change-password", "change_password", "user"),
    ("POST", "/auth/logout", "logout", "user"),
    ("DELETE", "/auth/sessions/{id}", "end_session", "user"),
    ("DELETE", "/sa/users/{username}/sessions", "end_sessions", "user"),
    ("POST", "/sa/user-tenant-roles", "grant", "user_tenant_role"),
    ("DELETE", "/sa/user-tenant-roles", "revoke", "user_tenant_role"),
    ("DELETE", "/sa/api-keys/{id}", "revoke", "api_key"),
    ("POST", "/customers/import", "import", "import"),
    ("PUT", "/tenants/{tenant_name}/offer-config", "configure", "offer_config"),
    (
        "POST",
        "/tenants/{tenant_name}/campaigns/{campaign_id}/process-customers",
        "process",
        "campaign",
    ),
    (
        "POST",
        "/tenants/{tenant_name}/webhooks/{webhook_id}/deliveries/{delivery_id}/replay",
        "replay",
        "webhook",
    ),
    ("POST", "/system/campaigns/update-delivery-status", "report", "delivery_report"),
    ("POST", "/system/campaigns/{campaign_id}/claim-deliveries", "claim", "campaign"),
    ("GET", "/customers/jobs/{job_id}/rejects", "export", "import_rejects"),
];

/// A `POST` that changes nothing, and leaves its row all the same.
pub(super) const READS: &str = "/tenants/{tenant_name}/campaigns/preview";

impl Intent {
    /// What this request is an attempt at; `None` for one that only looks.
    pub(super) fn of(parts: &Parts, params: &RawPathParams) -> Option<Self> {
        let route = parts.extensions.get::<MatchedPath>()?.as_str();
        let route = below_base(route);
        let (action, entity) = name(&parts.method, route)?;
        // What else the path of a user or a webhook names is a part of theirs.
        let its_own = match &*entity {
            "user" => Some("username"),
            "webhook" => Some("webhook_id"),
            "suppression" => Some("id"),
            _ => None,
        };
        let of_one = action != "create" && route != READS;
        let is_its = |name: &str| of_one && its_own.is_none_or(|own| own == name);
        let last = params.iter().filter(|(name, _)| is_its(name)).last();
        let entity_id = last.and_then(|(name, text)| id(name, text));
        Some(Self { action, entity, entity_id: entity_id.unwrap_or_else(|| NONE.to_owned()) })
    }

    /// Whether it takes data out, and changes none.
    pub(super) fn exports(&self) -> bool {
        self.action == "export"
    }

    /// The trail's row of it, refused with this code.
    pub(super) fn entry(&self, tenant: Option<&TenantName>, code: &str) -> Entry {
        let entry = Entry::new(self.action.clone(), self.entity.clone(), &self.entity_id);
        entry.of_tenant(tenant.map_or("", TenantName::as_str)).comment(Some(code))
    }
}

/// Action and entity: what [`NAMED`] says, else what the path does: `…/offers` is made, `…/offers/{offer_id}` changed or
/// deleted, and in `…/offers/{offer_id}/approve` the last word is the action.
fn name(method: &Method, route: &str) -> Option<(Cow<'static, str>, Cow<'static, str>)> {
    let hands_out = route.ends_with("/export") || route.ends_with("/rejects");
    let looks = method == Method::GET && !hands_out;
    if looks || method == Method::HEAD {
        return None;
    }
    let named = NAMED.iter().find(|(verb, path, _, _)| (method.as_str(), route) == (*verb, *path));
    if let Some((_, _, action, entity)) = named {
        return Some(((*action).into(), (*entity).into()));
    }
    let mut words = route.rsplit('/').filter(|word| !word.starts_with('{') && !word.is_empty());
    let last = words.next()?;
    let action = match *method {
        _ if !route.ends_with('}') && !last.ends_with('s') => {
            return Some((snake(last).into(), one_of(words.next()?).into()));
        }
        Method::POST => "create",
        Method::PUT => "update",
        _ => "delete",
    };
    Some((action.into(), one_of(last).into()))
}

/// `user-tenant-roles` is of `user_tenant_role`s.
fn one_of(words: &str) -> String {
    snake(words.strip_suffix('s').unwrap_or(words))
}

fn snake(words: &str) -> String {
    words.replace('-', "_")
}

/// The id as the trail writes it; `None` for a text that cannot be one: it may be anything.
fn id(name: &str, text: &str) -> Option<String> {
    match name {
        "tenant_name" => Some(TenantName::try_from(text.to_owned()).ok()?.to_string()),
        "username" => Some(Username::try_from(text.to_owned()).ok()?.to_string()),
        _ => match (text.parse::<i64>(), Uuid::parse_str(text)) {
            (Ok(number), _) => Some(number.to_string()),
            (_, Ok(uuid)) => Some(uuid.to_string()),
            _ => None,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(method: &Method, route: &str) -> Option<String> {
        name(method, route).map(|(action, entity)| format!("{action} {entity}"))
    }

    #[test]
    fn paths_name_what_is_done_to_what() {
        let tenant = "/tenants/{tenant_name}";
        for (method, route, wanted) in [
            (Method::POST, "/sa/tenants", "create tenant"),
            (Method::POST, "/sa/api-keys", "create api_key"),
            (Method::PUT, "/customers/{customer_id}", "update customer"),
            (Method::POST, "/sa/users/{username}/change-password", "change_password user"),
            (Method::DELETE, "/sa/users/{username}/things", "delete thing"),
            (Method::POST, "/customers/jobs/{job_id}/cancel", "cancel job"),
            (Method::GET, "/customers/export", "export customer"),
            (Method::GET, "/customers/{customer_id}/export", "export customer"),
            (Method::GET, "/customers/jobs/{job_id}/rejects", "export import_rejects"),
        ] {
            assert_eq!(named(&method, route).as_deref(), Some(wanted), "{route}");
        }
        let approve = format!("{tenant}/offers/{{offer_id}}/approve");
        assert_eq!(named(&Method::POST, &approve).as_deref(), Some("approve offer"));
        let claim = format!("{tenant}/campaigns/{{campaign_id}}/process-customers");
        assert_eq!(named(&Method::POST, &claim).as_deref(), Some("process campaign"));
        assert_eq!(named(&Method::GET, "/customers"), None);
        assert_eq!(named(&Method::POST, READS).as_deref(), Some("preview campaign"));
    }

    #[test]
    fn what_cannot_be_an_id_is_not_kept() {
        assert_eq!(id("customer_id", "ana@example.com"), None);
        assert_eq!(id("offer_id", "007").as_deref(), Some("7"));
        assert_eq!(id("username", "Ana").as_deref(), Some("ana"));
        let uuid = "0190A0C8-0000-7000-8000-000000000001";
        assert_eq!(id("customer_id", uuid), Some(uuid.to_lowercase()));
    }
}
