//! Who is in every bank: two tenants, a user for each role, a super admin and an outsider. They come by SQL and are
//! signed in from the start, because hashing passwords is slow.

use jiff::Timestamp;
use proffer::app::App;
use proffer::auth::password::{Passwords, Rule};
use proffer::web::Username;
use tokio_postgres::Client;
use uuid::Uuid;

/// The tenant of the bank's people.
pub(crate) const TENANT: &str = "credit_card";
/// The outsider's tenant.
pub(crate) const OTHER_TENANT: &str = "personal_loan";
/// Everybody's password.
pub(crate) const PASSWORD: &str = "correct horse battery staple";

/// The rule that the contract names as the default.
pub(crate) const RULE: Rule = Rule { min_length: 12, min_score: 2 };

/// Username, tenant and role.
const STAFF: &[(&str, &str, &str)] = &[
    ("ada", TENANT, "admin"),
    ("mary", TENANT, "create"),
    ("carl", TENANT, "approver"),
    ("rita", TENANT, "read_only"),
    ("otto", OTHER_TENANT, "admin"),
];
pub(super) const SUPER_ADMIN: &str = "root";

/// Fills the template.
pub(super) async fn move_in(client: &Client) {
    for tenant in [TENANT, OTHER_TENANT] {
        open_tenant(client, tenant).await;
    }
    let hash = Passwords::new(RULE, 1).hash(PASSWORD.to_owned()).await.unwrap();
    add_user(client, SUPER_ADMIN, &hash, true).await;
    for (username, tenant, role) in STAFF {
        add_user(client, username, &hash, false).await;
        give_role(client, username, tenant, role).await;
    }
}

/// A tenant with its groups and its empty offer configuration.
pub(super) async fn open_tenant(client: &Client, tenant: &str) {
    let sql = "WITH tenant AS (INSERT INTO tenants (tenant_name) VALUES ($1)),
                    config AS (INSERT INTO offer_configs (tenant_name) VALUES ($1))
               INSERT INTO groups (tenant_name, role, name)
               SELECT $1, role, $1 || '_' || role FROM unnest(enum_range(NULL::role)) AS role";
    client.execute(sql, &[&tenant]).await.unwrap();
}

/// A user who is signed in.
pub(super) async fn add_user(client: &Client, username: &str, hash: &str, is_super_admin: bool) {
    let sql = "WITH person AS (INSERT INTO users (username, password_hash, full_name, is_super_admin)
                               VALUES ($1, $2, initcap($1), $3))
               INSERT INTO sessions (session_id, username, expires_at) VALUES ($4, $1, '2100-01-01')";
    let session = session_of(username);
    client.execute(sql, &[&username, &hash, &is_super_admin, &session]).await.unwrap();
}

/// Puts a user into the group of a role.
pub(super) async fn give_role(client: &Client, username: &str, tenant: &str, role: &str) {
    let sql =
        "INSERT INTO group_members (username, tenant_name, role) VALUES ($1, $2, $3::text::role)";
    client.execute(sql, &[&username, &tenant, &role]).await.unwrap();
}

/// The session that a user has from the start.
pub(super) fn session_of(username: &str) -> Uuid {
    Uuid::new_v5(&Uuid::NAMESPACE_OID, username.as_bytes())
}

/// The token of that session.
pub(super) fn token_of(app: &App, username: &str) -> String {
    let name = Username::try_from(username.to_owned()).unwrap();
    app.tokens().issue(&name, session_of(username), Timestamp::now()).unwrap()
}
