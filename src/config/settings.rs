//! The command-line flags of every subcommand. All are texts, checked together with the other sources of settings.

use serde::Serialize;

/// The settings as flags. Each is also a `PROFFER_…` variable (the database's address is `DATABASE_URL`) and a key of
/// the settings file.
#[derive(Clone, Default, clap::Args, Serialize)]
pub struct Settings {
    /// Settings file in TOML [env: `PROFFER_CONFIG`]
    #[arg(long, global = true, value_name = "FILE", help_heading = "Settings")]
    pub config: Option<String>,
    /// Address of the API [env: `PROFFER_LISTEN`] [default: 127.0.0.1:8000]
    #[arg(long, global = true, value_name = "ADDRESS", help_heading = "Settings")]
    pub listen: Option<String>,
    /// Address of a listener for /metrics alone [env: `PROFFER_METRICS_LISTEN`]
    #[arg(long, global = true, value_name = "ADDRESS", help_heading = "Settings")]
    pub metrics_listen: Option<String>,
    /// The listener's TLS certificate, with its chain, in PEM [env: `PROFFER_TLS_CERT`]
    #[arg(long, global = true, value_name = "FILE", help_heading = "Settings")]
    pub tls_cert: Option<String>,
    /// The certificate's key in PEM [env: `PROFFER_TLS_KEY`]
    #[arg(long, global = true, value_name = "FILE", help_heading = "Settings")]
    pub tls_key: Option<String>,
    /// Authorities of client certificates in PEM; /system/… takes one then [env: `PROFFER_TLS_CLIENT_CA`]
    #[arg(long, global = true, value_name = "FILE", help_heading = "Settings")]
    pub tls_client_ca: Option<String>,
    /// How long to listen on after the sign to stop [env: `PROFFER_DRAIN_GRACE`] [default: 0]
    #[arg(long, global = true, value_name = "TIME", help_heading = "Settings")]
    pub drain_grace: Option<String>,
    /// Folder of the private PostgreSQL and the signing key [env: `PROFFER_DATA_DIR`] [default: ./data]
    #[arg(long, global = true, value_name = "FOLDER", help_heading = "Settings")]
    pub data_dir: Option<String>,
    /// Database to use instead of the private PostgreSQL [env: `DATABASE_URL`]
    #[arg(long, global = true, value_name = "URL", help_heading = "Settings")]
    pub database_url: Option<String>,
    /// Folder of PostgreSQL's programs; if set, they are looked for nowhere else [env: `PROFFER_PG_BIN`]
    #[arg(long, global = true, value_name = "FOLDER", help_heading = "Settings")]
    pub pg_bin: Option<String>,
    /// Name of the super admin that the first start creates [env: `PROFFER_ADMIN_USERNAME`] [default: admin]
    #[arg(long, global = true, value_name = "NAME", help_heading = "Settings")]
    pub admin_username: Option<String>,
    /// Its password; better given by the environment [env: `PROFFER_ADMIN_PASSWORD`] [default: random, printed once]
    #[arg(long, global = true, value_name = "PASSWORD", help_heading = "Settings")]
    pub admin_password: Option<String>,
    /// What signs tokens; better given by the environment [env: `PROFFER_SECRET_KEY`] [default: made on first start]
    #[arg(long, global = true, value_name = "SECRET", help_heading = "Settings")]
    pub secret_key: Option<String>,
    /// The key before it: verifies tokens and never signs [env: `PROFFER_SECRET_KEY_PREVIOUS`]
    #[arg(long, global = true, value_name = "SECRET", help_heading = "Settings")]
    pub secret_key_previous: Option<String>,
    /// How long a login lasts, in seconds or as 8h [env: `PROFFER_TOKEN_TTL`] [default: 8h]
    #[arg(long, global = true, value_name = "TIME", help_heading = "Settings")]
    pub token_ttl: Option<String>,
    /// Shortest password [env: `PROFFER_PASSWORD_MIN_LENGTH`] [default: 12]
    #[arg(long, global = true, value_name = "CHARACTERS", help_heading = "Settings")]
    pub password_min_length: Option<String>,
    /// Weakest password by zxcvbn, 0 to 4 [env: `PROFFER_PASSWORD_MIN_SCORE`] [default: 2]
    #[arg(long, global = true, value_name = "SCORE", help_heading = "Settings")]
    pub password_min_score: Option<String>,
    /// Wrong passwords until account and address are locked [env: `PROFFER_LOCK_PAIR_FAILURES`] [default: 10]
    #[arg(long, global = true, value_name = "COUNT", help_heading = "Settings")]
    pub lock_pair_failures: Option<String>,
    /// For how long they are [env: `PROFFER_LOCK_PAIR_TIME`] [default: 30m]
    #[arg(long, global = true, value_name = "TIME", help_heading = "Settings")]
    pub lock_pair_time: Option<String>,
    /// Wrong passwords from anywhere until the account is locked [env: `PROFFER_LOCK_ACCOUNT_FAILURES`] [default: 100]
    #[arg(long, global = true, value_name = "COUNT", help_heading = "Settings")]
    pub lock_account_failures: Option<String>,
    /// The time in which they are counted [env: `PROFFER_LOCK_ACCOUNT_WINDOW`] [default: 1h]
    #[arg(long, global = true, value_name = "TIME", help_heading = "Settings")]
    pub lock_account_window: Option<String>,
    /// For how long the account is locked [env: `PROFFER_LOCK_ACCOUNT_TIME`] [default: 15m]
    #[arg(long, global = true, value_name = "TIME", help_heading = "Settings")]
    pub lock_account_time: Option<String>,
    /// Wrong passwords until an address has to wait [env: `PROFFER_LOCK_ADDRESS_FAILURES`] [default: 60]
    #[arg(long, global = true, value_name = "COUNT", help_heading = "Settings")]
    pub lock_address_failures: Option<String>,
    /// The time in which they are counted [env: `PROFFER_LOCK_ADDRESS_WINDOW`] [default: 1m]
    #[arg(long, global = true, value_name = "TIME", help_heading = "Settings")]
    pub lock_address_window: Option<String>,
    /// Serve without running background jobs [env: `PROFFER_NO_WORKER`]
    #[arg(long, global = true, help_heading = "Settings")]
    pub no_worker: bool,
    /// Database connections for transactions and streams [env: `PROFFER_POOL_SIZE`] [default: 4 per core, 16 to 32]
    #[arg(long, global = true, value_name = "COUNT", help_heading = "Settings")]
    pub pool_size: Option<String>,
    /// Database connections for pipelined reads [env: `PROFFER_LANES`] [default: a quarter of the cores]
    #[arg(long, global = true, value_name = "COUNT", help_heading = "Settings")]
    pub lanes: Option<String>,
    /// Clients connected at once [env: `PROFFER_MAX_CONNECTIONS`] [default: 4096]
    #[arg(long, global = true, value_name = "COUNT", help_heading = "Settings")]
    pub max_connections: Option<String>,
    /// Bytes that the rows of one upload may have, unpacked [env: `PROFFER_UPLOAD_BYTES`] [default: 4GiB]
    #[arg(long, global = true, value_name = "SIZE", help_heading = "Settings")]
    pub upload_bytes: Option<String>,
    /// Bytes that uploads may take in the database until they are imported [env: `PROFFER_STAGED_BYTES`] [default: 8GiB]
    #[arg(long, global = true, value_name = "SIZE", help_heading = "Settings")]
    pub staged_bytes: Option<String>,
    /// Proxies whose X-Forwarded-For is believed, separated by commas [env: `PROFFER_TRUSTED_PROXIES`]
    #[arg(long, global = true, value_name = "NETWORKS", help_heading = "Settings")]
    pub trusted_proxies: Option<String>,
    /// Web origins whose scripts may call the API, separated by commas [env: `PROFFER_CORS_ORIGINS`]
    #[arg(long, global = true, value_name = "ORIGINS", help_heading = "Settings")]
    pub cors_origins: Option<String>,
    /// Whether the API answers without /api/v1 too [env: `PROFFER_BARE_PATHS`] [default: true]
    #[arg(long, global = true, value_name = "BOOL", help_heading = "Settings")]
    pub bare_paths: Option<String>,
    /// Whether webhooks may lead to http:// too [env: `PROFFER_WEBHOOK_ALLOW_HTTP`] [default: false]
    #[arg(long, global = true, value_name = "BOOL", help_heading = "Settings")]
    pub webhook_allow_http: Option<String>,
    /// Private networks that webhooks may lead to, separated by commas [env: `PROFFER_WEBHOOK_ALLOW_PRIVATE`]
    #[arg(long, global = true, value_name = "NETWORKS", help_heading = "Settings")]
    pub webhook_allow_private: Option<String>,
    /// Ports of public hosts that webhooks may lead to [env: `PROFFER_WEBHOOK_PORTS`] [default: 443,8443]
    #[arg(long, global = true, value_name = "PORTS", help_heading = "Settings")]
    pub webhook_ports: Option<String>,
    /// Certificates in PEM that webhooks are checked against too [env: `PROFFER_WEBHOOK_CA_FILE`]
    #[arg(long, global = true, value_name = "FILE", help_heading = "Settings")]
    pub webhook_ca_file: Option<String>,
    /// How long a webhook's old secret signs beside the new one [env: `PROFFER_WEBHOOK_SECRET_OVERLAP`] [default: 24h]
    #[arg(long, global = true, value_name = "TIME", help_heading = "Settings")]
    pub webhook_secret_overlap: Option<String>,
    /// A webhook that fails for so long is switched off [env: `PROFFER_WEBHOOK_DISABLE_AFTER`] [default: 72h]
    #[arg(long, global = true, value_name = "TIME", help_heading = "Settings")]
    pub webhook_disable_after: Option<String>,
    /// What to log, such as info or proffer=debug [env: `PROFFER_LOG`] [default: info]
    #[arg(long, global = true, value_name = "FILTER", help_heading = "Settings")]
    pub log: Option<String>,
    /// How to log, text or json [env: `PROFFER_LOG_FORMAT`] [default: text]
    #[arg(long, global = true, value_name = "FORMAT", help_heading = "Settings")]
    pub log_format: Option<String>,
}
