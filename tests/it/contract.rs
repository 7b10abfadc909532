//! The contract's endpoint table, written by hand from docs/api.md: every route, and who may use it. A route that is
//! served without a row here fails a test, and so does a row that is not served.

use proffer::http::router::document;

/// Who may use a route.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Who {
    Anyone,
    SignedIn,
    SuperAdmin,
    SuperAdminOrKey(&'static str),
    Key(&'static [&'static str]),
    /// Those who have one of these roles in the tenant of the path.
    Tenant(&'static [&'static str]),
}

use Who::{Anyone, Key, SignedIn, SuperAdmin, SuperAdminOrKey, Tenant};

const ALL_FOUR: Who = Tenant(&["admin", "create", "approver", "read_only"]);
const MAKERS: Who = Tenant(&["admin", "create"]);
const CHECKERS: Who = Tenant(&["admin", "approver"]);
const MAKERS_AND_CHECKERS: Who = Tenant(&["admin", "create", "approver"]);
const ADMIN: Who = Tenant(&["admin"]);
const READERS: Who = SuperAdminOrKey("customers:read");
const WRITERS: Who = SuperAdminOrKey("customers:write");

/// Method, path and who may.
#[rustfmt::skip]
pub(crate) const ROUTES: &[(&str, &str, Who)] = &[
    ("POST",   "/auth/token", Anyone),
    ("POST",   "/auth/change-password", SignedIn),
    ("POST",   "/auth/logout", SignedIn),
    ("GET",    "/auth/sessions", SignedIn),
    ("DELETE", "/auth/sessions/{id}", SignedIn),
    ("GET",    "/users/me", SignedIn),
    ("GET",    "/users/me/tenants", SignedIn),
    ("GET",    "/users/me/work", SignedIn),
    ("GET",    "/tenants/{tenant_name}/people", ALL_FOUR),
    ("POST",   "/sa/tenants", SuperAdmin),
    ("GET",    "/sa/tenants", SuperAdmin),
    ("GET",    "/sa/tenants/{tenant_name}", SuperAdmin),
    ("PUT",    "/sa/tenants/{tenant_name}", SuperAdmin),
    ("DELETE", "/sa/tenants/{tenant_name}", SuperAdmin),
    ("POST",   "/sa/tenants/{tenant_name}/archive", SuperAdmin),
    ("POST",   "/sa/tenants/{tenant_name}/unarchive", SuperAdmin),
    ("GET",    "/sa/tenants/{tenant_name}/groups", SuperAdmin),
    ("POST",   "/sa/users", SuperAdmin),
    ("GET",    "/sa/users", SuperAdmin),
    ("GET",    "/sa/users/{username}", SuperAdmin),
    ("PUT",    "/sa/users/{username}", SuperAdmin),
    ("DELETE", "/sa/users/{username}", SuperAdmin),
    ("POST",   "/sa/users/{username}/change-password", SuperAdmin),
    ("DELETE", "/sa/users/{username}/sessions", SuperAdmin),
    ("POST",   "/sa/user-tenant-roles", SuperAdmin),
    ("GET",    "/sa/user-tenant-roles", SuperAdmin),
    ("DELETE", "/sa/user-tenant-roles", SuperAdmin),
    ("POST",   "/sa/api-keys", SuperAdmin),
    ("GET",    "/sa/api-keys", SuperAdmin),
    ("DELETE", "/sa/api-keys/{id}", SuperAdmin),
    ("GET",    "/sa/audit-logs", SuperAdmin),
    ("GET",    "/sa/audit-logs/verification", SuperAdmin),
    ("POST",   "/sa/suppressions", WRITERS),
    ("GET",    "/sa/suppressions", WRITERS),
    ("POST",   "/sa/suppressions/import", WRITERS),
    ("POST",   "/tenants/{tenant_name}/suppressions/import", ADMIN),
    ("DELETE", "/sa/suppressions/{id}", WRITERS),
    ("POST",   "/tenants/{tenant_name}/suppressions", ADMIN),
    ("GET",    "/tenants/{tenant_name}/suppressions", ALL_FOUR),
    ("DELETE", "/tenants/{tenant_name}/suppressions/{id}", ADMIN),
    ("POST",   "/sa/audit-logs/export", SuperAdmin),
    ("POST",   "/tenants/{tenant_name}/offers", MAKERS),
    ("GET",    "/tenants/{tenant_name}/offers", ALL_FOUR),
    ("GET",    "/tenants/{tenant_name}/offers/{offer_id}", ALL_FOUR),
    ("PUT",    "/tenants/{tenant_name}/offers/{offer_id}", MAKERS),
    ("DELETE", "/tenants/{tenant_name}/offers/{offer_id}", ADMIN),
    ("POST",   "/tenants/{tenant_name}/offers/{offer_id}/submit", MAKERS),
    ("POST",   "/tenants/{tenant_name}/offers/{offer_id}/withdraw", MAKERS),
    ("POST",   "/tenants/{tenant_name}/offers/{offer_id}/reopen", MAKERS),
    ("POST",   "/tenants/{tenant_name}/offers/{offer_id}/revise", MAKERS),
    ("POST",   "/tenants/{tenant_name}/offers/{offer_id}/approve", CHECKERS),
    ("POST",   "/tenants/{tenant_name}/offers/{offer_id}/reject", CHECKERS),
    ("POST",   "/tenants/{tenant_name}/offers/{offer_id}/retire", ADMIN),
    ("POST",   "/tenants/{tenant_name}/offers/{offer_id}/comment", MAKERS_AND_CHECKERS),
    ("GET",    "/tenants/{tenant_name}/offers/{offer_id}/comments", ALL_FOUR),
    ("GET",    "/tenants/{tenant_name}/offers/{offer_id}/audit-logs", MAKERS_AND_CHECKERS),
    ("GET",    "/tenants/{tenant_name}/audit-logs", ADMIN),
    ("POST",   "/tenants/{tenant_name}/audit-logs/export", ADMIN),
    ("GET",    "/tenants/{tenant_name}/audit-logs/verification", ADMIN),
    ("GET",    "/tenants/{tenant_name}/offer-config", ALL_FOUR),
    ("PUT",    "/tenants/{tenant_name}/offer-config", ADMIN),
    ("POST",   "/tenants/{tenant_name}/campaigns", MAKERS),
    ("GET",    "/tenants/{tenant_name}/campaigns", ALL_FOUR),
    ("POST",   "/tenants/{tenant_name}/campaigns/preview", MAKERS),
    ("GET",    "/tenants/{tenant_name}/campaigns/{campaign_id}", ALL_FOUR),
    ("PUT",    "/tenants/{tenant_name}/campaigns/{campaign_id}", MAKERS),
    ("DELETE", "/tenants/{tenant_name}/campaigns/{campaign_id}", ADMIN),
    ("POST",   "/tenants/{tenant_name}/campaigns/{campaign_id}/process-customers", ADMIN),
    ("GET",    "/tenants/{tenant_name}/campaigns/{campaign_id}/customers", ALL_FOUR),
    ("GET",    "/tenants/{tenant_name}/campaigns/{campaign_id}/summary", ALL_FOUR),
    ("GET",    "/tenants/{tenant_name}/campaigns/{campaign_id}/export", ADMIN),
    ("GET",    "/tenants/{tenant_name}/jobs", ALL_FOUR),
    ("GET",    "/tenants/{tenant_name}/jobs/{job_id}", ALL_FOUR),
    ("POST",   "/tenants/{tenant_name}/jobs/{job_id}/cancel", ADMIN),
    ("POST",   "/tenants/{tenant_name}/webhooks", ADMIN),
    ("GET",    "/tenants/{tenant_name}/webhooks", ADMIN),
    ("GET",    "/tenants/{tenant_name}/webhooks/{webhook_id}", ADMIN),
    ("PUT",    "/tenants/{tenant_name}/webhooks/{webhook_id}", ADMIN),
    ("DELETE", "/tenants/{tenant_name}/webhooks/{webhook_id}", ADMIN),
    ("POST",   "/tenants/{tenant_name}/webhooks/{webhook_id}/rotate-secret", ADMIN),
    ("POST",   "/tenants/{tenant_name}/webhooks/{webhook_id}/test", ADMIN),
    ("GET",    "/tenants/{tenant_name}/webhooks/{webhook_id}/deliveries", ADMIN),
    ("POST",   "/tenants/{tenant_name}/webhooks/{webhook_id}/deliveries/{delivery_id}/replay", ADMIN),
    ("POST",   "/customers", WRITERS),
    ("GET",    "/customers", READERS),
    ("GET",    "/customers/{customer_id}", READERS),
    ("PUT",    "/customers/{customer_id}", WRITERS),
    ("DELETE", "/customers/{customer_id}", WRITERS),
    ("GET",    "/customers/{customer_id}/export", READERS),
    ("POST",   "/customers/import", WRITERS),
    ("GET",    "/customers/export", READERS),
    ("GET",    "/customers/jobs", READERS),
    ("GET",    "/customers/jobs/{job_id}", READERS),
    ("GET",    "/customers/jobs/{job_id}/rejects", WRITERS),
    ("POST",   "/customers/jobs/{job_id}/cancel", WRITERS),
    ("POST",   "/system/campaigns/update-delivery-status", Key(&["deliveries"])),
    ("POST",   "/system/campaigns/{campaign_id}/responses", Key(&["deliveries", "decisions"])),
    ("POST",   "/tenants/{tenant_name}/campaigns/{campaign_id}/responses", MAKERS),
    ("POST",   "/system/campaigns/{campaign_id}/claim-deliveries", Key(&["deliveries"])),
];

/// Method and path of every operation in the API's document.
pub(crate) fn served() -> Vec<(String, String)> {
    let api = serde_json::to_value(document()).unwrap();
    let paths = api["paths"].as_object().unwrap();
    let methods = ["get", "post", "put", "delete", "patch", "head", "options", "trace"];
    paths
        .iter()
        .flat_map(|(path, item)| {
            methods
                .iter()
                .filter(|method| item.get(**method).is_some())
                .map(|method| (method.to_uppercase(), path.clone()))
        })
        .collect()
}

/// The contract's routes that are served.
pub(crate) fn routes() -> impl Iterator<Item = &'static (&'static str, &'static str, Who)> {
    let served = served();
    ROUTES.iter().filter(move |(method, path, _)| {
        served.iter().any(|(m, p)| (m.as_str(), p.as_str()) == (*method, *path))
    })
}

#[test]
fn every_route_that_is_served_is_in_the_contract() {
    let known = |route: &(String, String)| {
        ROUTES.iter().any(|(method, path, _)| (*method, *path) == (&*route.0, &*route.1))
    };
    let unknown: Vec<_> = served().into_iter().filter(|route| !known(route)).collect();
    assert!(unknown.is_empty(), "give these a row in tests/it/contract.rs: {unknown:?}");
}

#[test]
fn every_route_of_the_contract_is_served() {
    let served = served();
    let is_served = |method: &str, path: &str| served.iter().any(|(m, p)| m == method && p == path);
    let missing: Vec<_> =
        ROUTES.iter().filter(|(method, path, _)| !is_served(method, path)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
