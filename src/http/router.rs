//! THE route table. Every route is listed here once and served twice: below `/api/v1`, and bare.

use std::sync::Arc;

use aide::axum::ApiRouter;
use aide::openapi::OpenApi;
use axum::Router;
use axum::middleware::from_fn_with_state;
use bytes::Bytes;
use tower_http::cors::CorsLayer;

use super::{document, meta, metrics, operations, pass, schemas};
use crate::app::App;
use crate::door::routes::{Methods, WithoutQuery, delete, get, post};
use crate::error::Error;
use crate::web::BASE;
use crate::{
    audit, auth, campaigns, customers, deliveries, jobs, offers, responses, suppressions, tenants,
    users, webhooks, work,
};

/// Path and methods of every route below the API's base.
#[expect(clippy::too_many_lines, reason = "it is one table, a line for each route")]
#[rustfmt::skip]
fn table() -> Vec<(&'static str, Methods)> {
    use campaigns::api as campaign;
    use offers::{api as offer, comments, config_api as config, workflow};
    use tenants::api as tenant;
    use users::{api as user, keys, roles};
    use webhooks::api as webhook;
    vec![
        // --- authentication and profile
        ("/auth/token", post("Log in", auth::api::token)),
        ("/auth/change-password", post("Change one's own password", auth::api::change_password)),
        ("/auth/logout", post("Log out", auth::api::logout)),
        ("/auth/sessions", get("One's own sessions", auth::sessions::list)),
        ("/auth/sessions/{id}", delete("End one of one's own sessions", auth::sessions::end)),
        ("/users/me", get("Who one is", auth::api::me)),
        ("/users/me/tenants", get("One's tenants and roles", auth::api::my_tenants)),
        ("/users/me/work", get("What waits for one", work::mine::get)),
        // --- tenants, users, roles and keys
        ("/sa/tenants", post("Make a tenant", tenant::create).get("List tenants", tenant::list)),
        ("/sa/tenants/{tenant_name}",
            get("One tenant", tenant::get).put("Change a tenant", tenant::update).delete("Delete a tenant", tenant::delete)),
        ("/sa/tenants/{tenant_name}/archive", post("Put a tenant away", tenants::archive::archive)),
        ("/sa/tenants/{tenant_name}/unarchive", post("Open an archived tenant again", tenants::archive::unarchive)),
        ("/sa/tenants/{tenant_name}/groups", get("Who has which role in a tenant", tenant::groups)),
        ("/sa/users", post("Make a user", user::create).get("List users", user::list)),
        ("/sa/users/{username}",
            get("One user", user::get).put("Change a user", user::update).delete("Delete a user", user::delete)),
        ("/sa/users/{username}/change-password", post("Give a user a new password", user::change_password)),
        ("/sa/users/{username}/sessions", delete("End all sessions of a user", user::log_out)),
        ("/sa/user-tenant-roles",
            post("Give roles", roles::give).get("List roles", roles::list).delete("Take a role away", roles::take)),
        ("/sa/api-keys", post("Make an API key", keys::create).get("List API keys", keys::list)),
        ("/sa/api-keys/{id}", delete("Revoke an API key", keys::revoke)),
        // --- outside tenants
        ("/sa/audit-logs", get("The trail outside tenants", audit::api::list_system)),
        ("/sa/audit-logs/export", post("Export the trail outside tenants", audit::export::export_system)),
        ("/sa/audit-logs/verification", get("Check the trail outside tenants", audit::verification::check_system)),
        // --- customers
        ("/customers", post("Add a customer", customers::api::create).get("List customers", customers::api::list)),
        ("/customers/import", post("Import customers", customers::upload::import)),
        ("/customers/export", get("Export customers", customers::download::export)),
        ("/customers/{customer_id}/export",
            get("Everything that is held on a customer", customers::dossier::export)),
        ("/customers/{customer_id}",
            get("One customer", customers::api::get).put("Change a customer", customers::api::update)
                .delete("Erase a customer", customers::api::erase)),
        // --- suppressions
        ("/sa/suppressions",
            post("Suppress for every tenant", suppressions::api::create)
                .get("What is suppressed for every tenant", suppressions::api::list)),
        ("/sa/suppressions/import", post("Import suppressions for every tenant", suppressions::import::import)),
        ("/sa/suppressions/{id}", delete("Take a suppression away", suppressions::api::delete)),
        ("/tenants/{tenant_name}/suppressions",
            post("Suppress for the tenant", suppressions::api::create_in_tenant)
                .get("What the tenant has suppressed", suppressions::api::list_in_tenant)),
        ("/tenants/{tenant_name}/suppressions/import",
            post("Import suppressions of the tenant", suppressions::import::import_in_tenant)),
        ("/tenants/{tenant_name}/suppressions/{id}",
            delete("Take a suppression of the tenant away", suppressions::api::delete_in_tenant)),
        // --- offers
        ("/tenants/{tenant_name}/offers",
            post("Write an offer", offer::create).get("List offers", offer::list)),
        ("/tenants/{tenant_name}/offers/{offer_id}",
            get("One offer", offer::get).put("Change an offer", offer::update).delete("Delete an offer", offer::delete)),
        ("/tenants/{tenant_name}/offers/{offer_id}/submit", post("Submit for approval", workflow::submit)),
        ("/tenants/{tenant_name}/offers/{offer_id}/withdraw", post("Take back", workflow::withdraw)),
        ("/tenants/{tenant_name}/offers/{offer_id}/reopen", post("Make a rejected offer a draft", workflow::reopen)),
        ("/tenants/{tenant_name}/offers/{offer_id}/revise", post("Make a new version", workflow::revise)),
        ("/tenants/{tenant_name}/offers/{offer_id}/approve", post("Approve", workflow::approve)),
        ("/tenants/{tenant_name}/offers/{offer_id}/reject", post("Reject", workflow::reject)),
        ("/tenants/{tenant_name}/offers/{offer_id}/retire", post("Retire", workflow::retire)),
        ("/tenants/{tenant_name}/offers/{offer_id}/comment", post("Comment on an offer", comments::comment)),
        ("/tenants/{tenant_name}/offers/{offer_id}/comments", get("An offer's thread", comments::list)),
        ("/tenants/{tenant_name}/offers/{offer_id}/audit-logs", get("An offer's trail", audit::api::list_offer)),
        ("/tenants/{tenant_name}/audit-logs", get("The tenant's trail", audit::api::list_tenant)),
        ("/tenants/{tenant_name}/audit-logs/export",
            post("Export the tenant's trail", audit::export::export_tenant)),
        ("/tenants/{tenant_name}/audit-logs/verification",
            get("Check the tenant's trail", audit::verification::check_tenant)),
        ("/tenants/{tenant_name}/offer-config",
            get("The offer configuration", config::get).put("Set the offer configuration", config::set)),
        // --- campaigns
        ("/tenants/{tenant_name}/campaigns",
            post("Write a campaign", campaign::create).get("List campaigns", campaign::list)),
        ("/tenants/{tenant_name}/campaigns/preview", post("Count an audience", campaigns::preview::preview)),
        ("/tenants/{tenant_name}/campaigns/{campaign_id}",
            get("One campaign", campaign::get).put("Change a campaign", campaigns::update::update)
                .delete("Delete a campaign", campaign::delete)),
        ("/tenants/{tenant_name}/campaigns/{campaign_id}/process-customers",
            post("Pick the campaign's customers", campaign::process)),
        // --- jobs
        ("/tenants/{tenant_name}/jobs", get("List jobs", jobs::api::list)),
        ("/tenants/{tenant_name}/jobs/{job_id}", get("One job", jobs::api::get)),
        ("/tenants/{tenant_name}/jobs/{job_id}/cancel", post("Call a job off", jobs::api::cancel)),
        ("/customers/jobs", get("List imports", jobs::api::list_imports)),
        ("/customers/jobs/{job_id}", get("One import", customers::import_reports::get)),
        ("/customers/jobs/{job_id}/rejects", get("The rejected lines of an import", customers::import_reports::rejects)),
        ("/customers/jobs/{job_id}/cancel", post("Call an import off", jobs::api::cancel_import)),
        // --- audiences
        ("/tenants/{tenant_name}/campaigns/{campaign_id}/customers",
            get("A campaign's customers", campaigns::customers_api::list)),
        ("/tenants/{tenant_name}/campaigns/{campaign_id}/summary", get("A campaign's funnel", campaigns::summary::get)),
        ("/tenants/{tenant_name}/campaigns/{campaign_id}/export",
            get("Export those to be contacted", campaigns::export::export)),
        ("/tenants/{tenant_name}/campaigns/{campaign_id}/responses",
            post("Note what customers answered", responses::api::note)),
        // --- people
        ("/tenants/{tenant_name}/people", get("Who works in the tenant", work::people::list)),
        // --- webhooks
        ("/tenants/{tenant_name}/webhooks",
            post("Make a webhook", webhook::create).get("List webhooks", webhook::list)),
        ("/tenants/{tenant_name}/webhooks/{webhook_id}",
            get("One webhook", webhook::get).put("Change a webhook", webhook::update)
                .delete("Delete a webhook", webhook::delete)),
        ("/tenants/{tenant_name}/webhooks/{webhook_id}/rotate-secret",
            post("Give a webhook a new secret", webhooks::rotation::rotate)),
        ("/tenants/{tenant_name}/webhooks/{webhook_id}/test", post("Send a ping", webhooks::deliveries::test)),
        ("/tenants/{tenant_name}/webhooks/{webhook_id}/deliveries",
            get("What was sent to a webhook", webhooks::deliveries::list)),
        ("/tenants/{tenant_name}/webhooks/{webhook_id}/deliveries/{delivery_id}/replay",
            post("Send an event again", webhooks::deliveries::replay)),
        // --- deliveries
        ("/system/campaigns/update-delivery-status", post("Report what became of messages", deliveries::api::update_status)),
        ("/system/campaigns/{campaign_id}/responses", post("Report what customers answered", responses::api::report)),
        ("/system/campaigns/{campaign_id}/claim-deliveries", post("Claim customers to contact", deliveries::claim::claim)),
    ]
}

/// Everything that is served.
pub fn router(app: App) -> Router {
    router_for(app, true, None)
}

/// The same with or without the bare paths, and for scripts of other origins too. What CORS answers by itself is an answer
/// like any other: it passes `pass`.
pub fn router_for(app: App, bare: bool, cors: Option<CorsLayer>) -> Router {
    metrics::install();
    let Built { routes, based, without_query, document } = build();
    let document = Bytes::from(serde_json::to_string(&document).unwrap_or_default());
    let routes = if bare { routes.merge(based) } else { based };
    let routes = routes
        .merge(meta::routes(document, bare))
        .fallback(meta::elsewhere)
        .method_not_allowed_fallback(async || Error::MethodNotAllowed);
    let routes = if let Some(cors) = cors { routes.layer(cors) } else { routes };
    routes.layer(from_fn_with_state(Arc::new(without_query), pass::pass)).with_state(app)
}

/// The OpenAPI document (3.1) of everything in the table.
#[must_use]
pub fn document() -> OpenApi {
    build().document
}

/// What the table makes.
struct Built {
    routes: Router<App>,
    /// The same below the API's base.
    based: Router<App>,
    without_query: WithoutQuery,
    document: OpenApi,
}

/// Each route is put in twice rather than nested: a nested one has its path rewritten at every request.
fn build() -> Built {
    let mut document = document::head();
    let mut without_query = WithoutQuery::default();
    let (mut bare, mut based) = (ApiRouter::new(), Router::new());
    for (path, methods) in table() {
        let at = format!("{BASE}{path}");
        without_query.note(&[path, &at], &methods);
        based = based.route(&at, methods.router.clone().into());
        bare = bare.api_route(path, methods.router);
    }
    let routes = bare.finish_api(&mut document);
    operations::complete(&mut document);
    schemas::simplify(&mut document);
    Built { routes, based, without_query, document }
}
