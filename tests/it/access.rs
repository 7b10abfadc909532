//! The access matrix: every route of the contract by every kind of caller. What is expected comes from the contract's
//! table in `contract.rs`, not from the program's own.

use axum::http::Method;
use serde_json::json;

use crate::bank::{Bank, Caller, OTHER_TENANT, TENANT};
use crate::contract::{ROUTES, Who, routes};
use crate::promises::promise;

/// A kind of caller.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Nobody,
    Role(&'static str),
    SuperAdmin,
    SuperAdminWhoReads,
    Outsider,
    Key(&'static str),
}

/// What a route says to a caller.
#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    LetsIn,
    Refuses(u16, &'static str),
}

const SCOPES: [&str; 4] = ["deliveries", "customers:read", "customers:write", "decisions"];

fn expected(who: Who, caller: Kind) -> Verdict {
    use Verdict::{LetsIn, Refuses};
    const FORBIDDEN: Verdict = Refuses(403, "forbidden");
    let reads = Kind::Role("read_only");
    match (who, caller) {
        (Who::Anyone, _) => LetsIn,
        (_, Kind::Nobody) => Refuses(401, "unauthorized"),
        (Who::SignedIn, Kind::Key(_)) => FORBIDDEN,
        (Who::SignedIn, _) => LetsIn,
        (
            Who::SuperAdmin | Who::SuperAdminOrKey(_),
            Kind::SuperAdmin | Kind::SuperAdminWhoReads,
        ) => LetsIn,
        (Who::SuperAdminOrKey(scope), Kind::Key(held)) if scope == held => LetsIn,
        (Who::Key(scopes), Kind::Key(held)) if scopes.contains(&held) => LetsIn,
        (Who::SuperAdmin | Who::SuperAdminOrKey(_) | Who::Key(_), _) => FORBIDDEN,
        (Who::Tenant(roles), Kind::Role(role)) if roles.contains(&role) => LetsIn,
        (Who::Tenant(_), Kind::Role(_)) => FORBIDDEN,
        (Who::Tenant(_), Kind::SuperAdminWhoReads) => expected(who, reads),
        (Who::Tenant(_), Kind::SuperAdmin) => Refuses(403, "no_tenant_role"),
        (Who::Tenant(_), Kind::Outsider | Kind::Key(_)) => Refuses(404, "not_found"),
    }
}

/// Every kind of caller, those with dead credentials too.
async fn callers(bank: &Bank) -> Vec<(String, Kind, Caller)> {
    let mut callers = vec![
        ("nobody".to_owned(), Kind::Nobody, bank.anonymous()),
        ("bad token".to_owned(), Kind::Nobody, bank.bearer("not.a.token")),
        ("super admin".to_owned(), Kind::SuperAdmin, bank.super_admin()),
        ("outsider".to_owned(), Kind::Outsider, bank.outsider()),
    ];
    for (role, caller) in [
        ("admin", bank.admin()),
        ("create", bank.maker()),
        ("approver", bank.checker()),
        ("read_only", bank.reader()),
    ] {
        callers.push((role.to_owned(), Kind::Role(role), caller));
    }
    let sue = bank.hire("sue", &["read_only"]).await;
    callers.push(("super admin who reads".to_owned(), Kind::SuperAdminWhoReads, sue));
    let gone = bank.hire("gone", &["admin"]).await;
    callers.push(("deactivated".to_owned(), Kind::Nobody, gone));
    for scope in SCOPES {
        for (state, change) in
            [("expired", "expires_at = now()"), ("revoked", "revoked_at = now()")]
        {
            callers.push((format!("{state} key {scope}"), Kind::Nobody, bank.key(scope).await));
            let sql =
                format!("UPDATE api_keys SET {change} WHERE id = (SELECT max(id) FROM api_keys)");
            bank.sql().await.batch_execute(&sql).await.unwrap();
        }
        callers.push((format!("key {scope}"), Kind::Key(scope), bank.key(scope).await));
        let bound = bank.key_in(scope, Some(OTHER_TENANT)).await;
        callers.push((format!("key {scope} of another tenant"), Kind::Key(scope), bound));
    }
    let sql = "UPDATE users SET is_super_admin = true WHERE username = 'sue';
               UPDATE users SET is_active = false WHERE username = 'gone'";
    bank.sql().await.batch_execute(sql).await.unwrap();
    callers
}

fn fill(path: &str) -> String {
    let suppression = if path.starts_with("/sa") { "2" } else { "1" };
    let path = path.replace("suppressions/{id}", &format!("suppressions/{suppression}"));
    let job = if path.starts_with("/customers") { "2" } else { "1" };
    path.replace("{tenant_name}", TENANT)
        .replace("{username}", "rita")
        .replace("{customer_id}", "00000000-0000-0000-0000-000000000001")
        .replace("{job_id}", job)
        // No key has this number: nothing gets revoked.
        .replace("{id}", "999999")
        .replace("{offer_id}", "1")
        .replace("{campaign_id}", "1")
        .replace("{webhook_id}", "1")
        .replace("{delivery_id}", "1")
}

/// Asks in a way that changes nothing even if the right is held: with a body that is never valid, for a version that
/// never was.
async fn verdict(caller: &Caller, method: &str, path: &str) -> Verdict {
    let body = matches!(method, "POST" | "PUT").then(|| json!({"no_such_field": true}));
    let method = Method::from_bytes(method.as_bytes()).unwrap();
    let caller = caller.clone().with("if-match", "\"0\"");
    let answer = caller.send(method, &fill(path), body).await;
    assert!(!answer.status.is_server_error(), "{path}: {}", answer.text());
    let refusals =
        [(401, "unauthorized"), (403, "forbidden"), (403, "no_tenant_role"), (404, "not_found")];
    let refusal = refusals
        .into_iter()
        .find(|(status, code)| answer.status.as_u16() == *status && answer["code"] == *code);
    match refusal {
        // The right was held; it is the key, or the session, that is not there.
        Some((404, _)) if matches!(path, "/sa/api-keys/{id}" | "/auth/sessions/{id}") => {
            Verdict::LetsIn
        }
        Some((status, code)) => Verdict::Refuses(status, code),
        None => {
            let status = answer.status.as_u16();
            assert!(!matches!(status, 401 | 403 | 404), "{path}: {}", answer.text());
            Verdict::LetsIn
        }
    }
}

#[tokio::test]
async fn every_route_lets_in_whom_the_contract_names_and_nobody_else() {
    let promise = promise!(1);
    let bank = Bank::open().await;
    bank.furnish(1).await;
    let callers = callers(&bank).await;
    let (mut wrong, mut cells) = (Vec::new(), 0);
    for (method, path, who) in routes() {
        for (name, kind, caller) in &callers {
            // Its right would be used up by the first who holds it.
            if *path == "/auth/logout" && expected(*who, *kind) == Verdict::LetsIn {
                continue;
            }
            let (found, wanted) = (verdict(caller, method, path).await, expected(*who, *kind));
            cells += 1;
            if found != wanted {
                wrong.push(format!("{method} {path} by {name}: {found:?}, not {wanted:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    promise.kept(
        format!("{} routes × {} kinds of caller", routes().count(), callers.len()),
        format!("{cells} cells, each as the contract says"),
    );
}

#[tokio::test]
async fn who_has_to_change_the_password_can_do_nothing_else() {
    let bank = Bank::open().await;
    bank.furnish(1).await;
    let olga = bank.hire("olga", &["admin", "create", "approver", "read_only"]).await;
    let sql = "UPDATE users SET is_super_admin = true, must_change_password = true
               WHERE username = 'olga'";
    bank.sql().await.batch_execute(sql).await.unwrap();
    let mut open = Vec::new();
    for (method, path, _) in routes().filter(|(_, _, who)| !matches!(who, Who::Anyone)) {
        let body = matches!(*method, "POST" | "PUT").then(|| json!({"no_such_field": true}));
        let verb = Method::from_bytes(method.as_bytes()).unwrap();
        let answer = olga.send(verb, &fill(path), body).await;
        if answer.status == 403 {
            answer.problem(403, "password_change_required");
        } else {
            open.push(*path);
        }
        // Logging out is possible too.
        let again = "UPDATE sessions SET ended_at = NULL WHERE username = 'olga'";
        bank.sql().await.batch_execute(again).await.unwrap();
    }
    assert_eq!(open, ["/auth/change-password", "/auth/logout", "/users/me"]);
}

#[test]
fn the_table_names_each_route_once() {
    let mut seen: Vec<_> = ROUTES.iter().map(|(method, path, _)| (*method, *path)).collect();
    seen.sort_unstable();
    let all = seen.len();
    seen.dedup();
    assert_eq!(seen.len(), all);
}
