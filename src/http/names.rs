//! The names of operations and of their groups in the API's document, made of method and path: clients made of the
//! document call their functions so.

/// Methods and paths whose name does not follow from them.
const NAMED: [(&str, &str, &str); 8] = [
    ("post", "/auth/token", "log_in"),
    ("post", "/auth/logout", "log_out"),
    ("get", "/users/me", "get_me"),
    ("get", "/users/me/tenants", "list_my_tenants"),
    ("get", "/users/me/work", "list_my_work"),
    ("post", "/sa/user-tenant-roles", "give_roles"),
    ("delete", "/sa/user-tenant-roles", "take_role_away"),
    ("get", "/sa/user-tenant-roles", "list_roles"),
];

/// Last words of a path that are verbs: they say what is done, to what comes before them.
const VERBS: [&str; 27] = [
    "approve",
    "archive",
    "cancel",
    "claim",
    "change",
    "comment",
    "evaluate",
    "explain",
    "export",
    "import",
    "preview",
    "process",
    "reject",
    "reopen",
    "replay",
    "retire",
    "revise",
    "rotate",
    "search",
    "submit",
    "test",
    "unarchive",
    "update",
    "verify",
    "withdraw",
    "pause",
    "resume",
];

/// `list_offers`, `get_offer`, `create_offer`, `submit_offer`: what is done to what. Of what there is both in a tenant and
/// outside, the latter says `sa` or `system`.
pub(super) fn id(method: &str, path: &str) -> String {
    if let Some((_, _, name)) = NAMED.iter().find(|(verb, at, _)| (*verb, *at) == (method, path)) {
        return (*name).to_owned();
    }
    let mut nouns = nouns(path);
    let is_one = path.ends_with('}');
    let last = nouns.last().cloned().unwrap_or_default();
    let (verb, rest) = last.split_once('_').unwrap_or((last.as_str(), ""));
    if !is_one && VERBS.contains(&verb) && (method == "post" || rest.is_empty()) {
        let (verb, rest) = (verb.to_owned(), rest.to_owned());
        nouns.pop();
        nouns.insert(0, verb);
        nouns.extend((!rest.is_empty()).then_some(rest));
        return nouns.join("_");
    }
    let verb = match method {
        "get" if !is_one && last.ends_with('s') && !last.ends_with("us") => "list",
        "get" => "get",
        "post" => "create",
        "put" => "update",
        _ => "delete",
    };
    // What is made is one thing, whatever its list is called.
    if verb == "create"
        && let Some(last) = nouns.last_mut()
    {
        *last = one(last);
    }
    format!("{verb}_{}", nouns.join("_"))
}

/// What there is outside tenants by the name of something in them.
const ALSO_IN_TENANTS: [&str; 5] = [
    "/sa/audit-logs",
    "/sa/contact-policy",
    "/sa/suppressions",
    "/customers/{customer_id}/history",
    "/system/campaigns/{campaign_id}/responses",
];

/// The path's words, of which the one before a parameter stands for one thing. What belongs to a tenant does not say so,
/// nor does what is there once.
fn nouns(path: &str) -> Vec<String> {
    let own = path.strip_prefix("/tenants/{tenant_name}").unwrap_or(path);
    let parts: Vec<&str> = own.split('/').skip(1).collect();
    let is_also = ALSO_IN_TENANTS.iter().any(|prefix| path.starts_with(prefix));
    let place = if path.starts_with("/system/") { "system" } else { "sa" };
    let mut nouns: Vec<String> = is_also.then(|| place.to_owned()).into_iter().collect();
    for (at, part) in parts.iter().enumerate() {
        let is_word = !part.starts_with('{') && !matches!(*part, "sa" | "system" | "auth");
        let before_one = parts.get(at + 1).is_some_and(|next| next.starts_with('{'));
        if is_word {
            let word = part.replace('-', "_");
            nouns.push(if before_one { one(&word) } else { word });
        }
    }
    nouns
}

/// `deliveries` are one `delivery` each.
fn one(word: &str) -> String {
    match word.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => word.strip_suffix('s').unwrap_or(word).to_owned(),
    }
}

/// How paths begin, below what says whose they are, and their group; the first that fits.
const TAGS: [(&str, &str); 18] = [
    ("/auth", "login"),
    ("/users/me", "login"),
    ("/users", "users"),
    ("/user-tenant-roles", "users"),
    ("/tenants", "tenants"),
    ("/api-keys", "api-keys"),
    ("/audit-logs", "trail"),
    ("/customers/import", "imports"),
    ("/customers/jobs", "imports"),
    ("/customer", "customers"),
    ("/suppressions", "customers"),
    ("/offer", "offers"),
    ("/eligible-offers", "decisions"),
    ("/campaigns/update-delivery-status", "deliveries"),
    ("/campaigns/{campaign_id}/claim-deliveries", "deliveries"),
    ("/campaigns", "campaigns"),
    ("/jobs", "jobs"),
    ("/webhooks", "webhooks"),
];

/// The group of an operation: what it is about.
pub(super) fn tag(path: &str) -> &'static str {
    let own = path.strip_prefix("/tenants/{tenant_name}").unwrap_or(path);
    let own = own.strip_prefix("/sa").unwrap_or(own);
    let own = own.strip_prefix("/system").unwrap_or(own);
    TAGS.iter().find(|(prefix, _)| own.starts_with(prefix)).map_or("tenants", |(_, tag)| tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operation_is_called_by_what_it_does() {
        let tenant = "/tenants/{tenant_name}";
        for (method, path, name) in [
            ("get", format!("{tenant}/offers"), "list_offers"),
            ("post", format!("{tenant}/offers"), "create_offer"),
            ("put", format!("{tenant}/offers/{{offer_id}}"), "update_offer"),
            ("post", format!("{tenant}/offers/{{offer_id}}/submit"), "submit_offer"),
            ("get", format!("{tenant}/offers/{{offer_id}}/comments"), "list_offer_comments"),
            ("get", format!("{tenant}/offer-config"), "get_offer_config"),
            ("get", format!("{tenant}/campaigns/{{campaign_id}}/export"), "export_campaign"),
            (
                "get",
                format!("{tenant}/campaigns/{{campaign_id}}/customers"),
                "list_campaign_customers",
            ),
            (
                "post",
                format!("{tenant}/campaigns/{{campaign_id}}/process-customers"),
                "process_campaign_customers",
            ),
            (
                "post",
                format!("{tenant}/webhooks/{{webhook_id}}/deliveries/{{delivery_id}}/replay"),
                "replay_webhook_delivery",
            ),
            ("get", format!("{tenant}/audit-logs"), "list_audit_logs"),
            ("get", "/sa/audit-logs".to_owned(), "list_sa_audit_logs"),
            ("get", "/sa/tenants/{tenant_name}/groups".to_owned(), "list_tenant_groups"),
            ("get", "/sa/tenants/{tenant_name}".to_owned(), "get_tenant"),
            ("post", "/sa/users/{username}/change-password".to_owned(), "change_user_password"),
            ("delete", "/sa/api-keys/{id}".to_owned(), "delete_api_key"),
            ("post", "/customers/import".to_owned(), "import_customers"),
            ("get", "/customers/{customer_id}/export".to_owned(), "export_customer"),
            (
                "post",
                "/system/campaigns/{campaign_id}/claim-deliveries".to_owned(),
                "claim_campaign_deliveries",
            ),
        ] {
            assert_eq!(id(method, &path), name, "{method} {path}");
        }
    }
}
