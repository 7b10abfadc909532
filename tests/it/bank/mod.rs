//! A fresh bank for each test: a database of its own, the service on top of it without a socket, and people who call it.
//!
//! ```ignore
//! let bank = Bank::open().await;
//! let offer = bank.maker().writes_offer(json!({"rate": 1.5})).await;
//! bank.maker().submits(&offer).await;
//! bank.reader().tries("approve", &offer).await.problem(403, "forbidden");
//! bank.checker().approves(&offer).await;
//! ```

mod answer;
mod audience;
mod caller;
mod campaigns;
mod cluster;
mod database;
mod furniture;
mod people;
mod program;
mod story;
mod webhooks;

use axum::Router;
use jiff::Timestamp;
use proffer::app::{App, Clock, Parts};
use proffer::auth::password::Passwords;
use proffer::auth::token::Tokens;
use proffer::config::Lockout;
use proffer::config::WebhookConfig;
use proffer::door::{Door, credentials};
use proffer::http::router::router;
use proffer::offers::config::Validators;
use proffer::webhooks::Webhooks;
use tokio::sync::OnceCell;
use tokio_postgres::{Client, Config};
use uuid::Uuid;

pub(crate) use answer::Answer;
pub(crate) use audience::{Campaign, customer};
pub(crate) use caller::Caller;
use caller::Credential;
pub(crate) use campaigns::{Planned, plan, plan_with};
pub(crate) use database::Database;
pub(crate) use people::{OTHER_TENANT, PASSWORD, RULE, TENANT};
pub(crate) use story::Offer;
pub(crate) use webhooks::{Hook, Reaction, Receiver, local};

/// What signs the tokens.
pub(crate) const SECRET: &[u8] = b"the tests' own secret, long enough";
pub(crate) const LIFETIME_SECONDS: i64 = 8 * 60 * 60;
/// The proxies that are believed (RFC 5737: nobody's).
const PROXIES: &str = "192.0.2.0/24";

/// Another node of a bank's service.
pub(crate) struct Node {
    pub(crate) app: App,
    router: Router,
}

impl Node {
    /// Somebody without credentials.
    pub(crate) fn anonymous(&self) -> Caller {
        Caller::new(self.router.clone(), Credential::None)
    }

    /// Somebody with this bearer token.
    pub(crate) fn bearer(&self, token: impl Into<String>) -> Caller {
        Caller::new(self.router.clone(), Credential::Bearer(token.into()))
    }
}

fn service(config: &Config, clock: &Clock, change: impl FnOnce(&mut Parts)) -> App {
    let mut parts = Parts {
        door: Door::new(config, 1, 4).unwrap(),
        tokens: Tokens::new(SECRET, LIFETIME_SECONDS),
        passwords: Passwords::new(people::RULE, 2),
        lockout: Lockout::default(),
        trusted_proxies: vec![PROXIES.parse().unwrap()],
        clock: clock.clone(),
        validators: Validators::default(),
        webhooks: Webhooks::new(&webhooks::local(), SECRET, None).unwrap(),
        contact_keys: OnceCell::new(),
    };
    change(&mut parts);
    App::new(parts)
}

/// A bank: the service with its people.
pub(crate) struct Bank {
    /// The service's parts.
    pub(crate) app: App,
    /// The service's clock; stands still until it is set.
    pub(crate) clock: Clock,
    router: Router,
    sql: OnceCell<Client>,
    config: Config,
    // Last: everything that is connected goes before its database does.
    _database: Option<Database>,
}

impl Bank {
    /// A fresh bank.
    pub(crate) async fn open() -> Self {
        Self::open_with(|_| {}).await
    }

    /// A fresh bank whose service has other parts.
    pub(crate) async fn open_with(change: impl FnOnce(&mut Parts)) -> Self {
        let database = Database::copy().await;
        Self::of(database.config().clone(), Some(database), change)
    }

    /// A bank on a database that is empty and somebody else's.
    pub(crate) async fn found(config: &Config) -> Self {
        database::populate(config).await;
        Self::on(config)
    }

    /// A bank on somebody else's database as it is.
    pub(crate) fn on(config: &Config) -> Self {
        Self::of(config.clone(), None, |_| {})
    }

    fn of(config: Config, database: Option<Database>, change: impl FnOnce(&mut Parts)) -> Self {
        let clock = Clock::fixed(Timestamp::now());
        let app = service(&config, &clock, change);
        let router = router(app.clone());
        Self { app, clock, router, sql: OnceCell::new(), config, _database: database }
    }

    /// Another node of the service on the same database, with other parts.
    pub(crate) fn node_with(&self, change: impl FnOnce(&mut Parts)) -> Node {
        let app = service(&self.config, &self.clock, change);
        Node { router: router(app.clone()), app }
    }

    /// A fresh bank whose webhooks may lead where these settings say.
    pub(crate) async fn open_reaching(config: WebhookConfig) -> Self {
        let webhooks = Webhooks::new(&config, SECRET, None).unwrap();
        Self::open_with(|parts| parts.webhooks = webhooks).await
    }

    /// The service as it is after a restart: with this signing secret, and the one before it.
    pub(crate) fn restarted(&self, secret: &[u8], previous: Option<&[u8]>) -> App {
        let webhooks = Webhooks::new(&webhooks::local(), secret, previous).unwrap();
        self.node_with(|parts| parts.webhooks = webhooks).app
    }

    /// How to connect to the bank's database.
    pub(crate) fn config(&self) -> &Config {
        &self.config
    }

    /// The service itself, to be served on a port.
    pub(crate) fn router(&self) -> Router {
        self.router.clone()
    }

    /// A connection past the door, to look at the database.
    pub(crate) async fn sql(&self) -> &Client {
        self.sql.get_or_init(|| cluster::connect(self.config())).await
    }

    /// A number that a statement finds.
    pub(crate) async fn count(&self, sql: &str) -> i64 {
        self.sql().await.query_one(sql, &[]).await.unwrap().get(0)
    }

    /// Ada, who has the role `admin`.
    pub(crate) fn admin(&self) -> Caller {
        self.user("ada")
    }

    /// Mary, who has the role `create`.
    pub(crate) fn maker(&self) -> Caller {
        self.user("mary")
    }

    /// Carl, who has the role `approver`.
    pub(crate) fn checker(&self) -> Caller {
        self.user("carl")
    }

    /// Rita, who has the role `read_only`.
    pub(crate) fn reader(&self) -> Caller {
        self.user("rita")
    }

    /// Otto, the admin of another tenant.
    pub(crate) fn outsider(&self) -> Caller {
        self.user("otto")
    }

    /// Root, a super admin without a role in any tenant.
    pub(crate) fn super_admin(&self) -> Caller {
        self.user(people::SUPER_ADMIN)
    }

    /// Somebody without credentials.
    pub(crate) fn anonymous(&self) -> Caller {
        self.caller(Credential::None)
    }

    /// Somebody with this bearer token.
    pub(crate) fn bearer(&self, token: impl Into<String>) -> Caller {
        self.caller(Credential::Bearer(token.into()))
    }

    /// One of the bank's people, signed in.
    pub(crate) fn user(&self, username: &str) -> Caller {
        self.bearer(self.token(username))
    }

    /// The token of one of the bank's people.
    pub(crate) fn token(&self, username: &str) -> String {
        people::token_of(&self.app, username)
    }

    /// A new user with these roles in the bank's tenant, signed in.
    pub(crate) async fn hire(&self, username: &str, roles: &[&str]) -> Caller {
        people::add_user(self.sql().await, username, "no hash", false).await;
        for role in roles {
            people::give_role(self.sql().await, username, TENANT, role).await;
        }
        self.user(username)
    }

    /// A new API key with this scope, for every tenant.
    pub(crate) async fn key(&self, scope: &str) -> Caller {
        self.key_in(scope, None).await
    }

    /// A new API key with this scope, bound to a tenant or not.
    pub(crate) async fn key_in(&self, scope: &str, tenant: Option<&str>) -> Caller {
        let secret = format!("{}{}", credentials::KEY_PREFIX, Uuid::now_v7().simple());
        let sql = "INSERT INTO api_keys (name, scopes, tenant_name, secret_hash, created_by)
                   VALUES ('a key', ARRAY[$1], $2, $3, 'root')";
        let hash = credentials::hash(&secret);
        self.sql().await.execute(sql, &[&scope, &tenant, &hash.as_slice()]).await.unwrap();
        self.caller(Credential::Key(secret))
    }

    /// Demands a second pair of eyes in the bank's tenant.
    pub(crate) async fn demands_four_eyes(&self) {
        let sql = "UPDATE tenants SET four_eyes = true WHERE tenant_name = $1";
        self.sql().await.execute(sql, &[&TENANT]).await.unwrap();
    }

    /// Somebody with this API key.
    pub(crate) fn keyed(&self, secret: &str) -> Caller {
        self.caller(Credential::Key(secret.to_owned()))
    }

    fn caller(&self, credential: Credential) -> Caller {
        Caller::new(self.router.clone(), credential)
    }
}
