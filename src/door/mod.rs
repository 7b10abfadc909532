//! The one door to the data. Access, lanes, pool and transactions live in here and nowhere else; the ways in are
//! [`Allowed`] (a right, checked), [`Public`] (named steps for anyone), [`JobScope`] (a claimed job) and [`Operator`] (the
//! program itself).

mod access;
mod attempts;
pub mod backup;
mod caller;
pub mod certificate;
pub mod credentials;
mod decided;
pub mod embedded;
pub mod founder;
mod grant;
mod idempotency;
mod intent;
mod job_scope;
mod lanes;
mod lent;
pub mod migrate;
pub mod open;
mod operator;
pub mod permissions;
mod public;
mod refusals;
pub mod routes;
mod stream;
mod target;
mod tls;
mod tx;
mod under_way;
mod upload;

use std::sync::Arc;
use std::time::Duration;

use deadpool_postgres::{
    Manager, ManagerConfig, Object, Pool, PoolError, RecyclingMethod, TimeoutType,
};
use tokio::sync::Notify;
use tokio_postgres::Config;

pub use access::Allowed;
pub use attempts::{Attempts, Counted, Knock, Standing};
pub(crate) use caller::{access_in, access_of, admit, note_fingerprint, refuse};
pub use grant::Grant;
pub(crate) use idempotency::keeps_answers;
pub use job_scope::{Done, JobScope, Progress, Stop, Watch};
pub use lanes::Lane;
pub use operator::Operator;
pub use permissions::Permission;
pub use public::{NewSession, Public};
pub use refusals::refused;
pub use stream::{Pages, Sheet, export_to};
pub use tx::{Session, Tx};
pub use under_way::Look;
pub use upload::{Staging, UploadBounds};

use crate::error::{Error, Result};
use crate::web::Shares;
use lent::Lent;
use target::Target;

/// A plan that is made while a table is small is kept while it grows: reading all of it looks cheap then, and stays the
/// plan until the table is analysed. What is asked here has an index, and a plan that cannot go wrong. (Such a plan's
/// cost may look high enough for the just-in-time compiler, which takes longer than the statement.)
const BY_INDEX: &str = "-c enable_seqscan=off -c jit=off";

/// Milliseconds: a statement 10 s, a lock 2 s, an idle transaction 30 s.
const TIMEOUTS: &str = "-c statement_timeout=10000 -c lock_timeout=2000 \
                        -c idle_in_transaction_session_timeout=30000";

/// What keeps the driver's statements out of the log: below `info` it tells their values too, customers' data and hashes
/// of passwords among them.
pub const TELLTALES: [&str; 2] = ["tokio_postgres=info", "tokio_postgres::query=info"];

/// Uploads that a process receives at once: each holds a thread for as long as its client sends.
const UPLOADS: usize = 8;
/// Exports that a process sends at once: each holds up to three pages, whether its client reads or not.
const EXPORTS: usize = 16;

/// How long a connection is waited for: for one's turn, and for a new one to be opened.
const WAIT: Duration = Duration::from_secs(3);

/// The connections. Nothing outside this module can take one.
pub struct Door {
    /// For rights and single objects.
    lanes: lanes::Lanes,
    /// For lists: one of many rows holds up other lists, and nothing else.
    lists: lanes::Lanes,
    pool: Pool,
    tls: tls::Tls,
    /// Half of the pool: what work that may take long has of it at once.
    slow: Arc<Shares>,
    /// Uploads that are received at once.
    uploads: Shares,
    /// Exports under way, those whose client reads nothing too.
    exports: Shares,
    upload_bounds: UploadBounds,
    /// Rings when a transaction of this process has put a job into the queue.
    work: Notify,
    /// How many refused attempts this minute has put into the trail.
    refusals: refusals::Refusals,
    /// Rings when one has written an event that a webhook listens to.
    mail: Notify,
    /// Whose passwords are being looked at.
    under_way: under_way::UnderWay,
}

impl Door {
    /// The door to the database that `config` names, without TLS.
    pub fn new(config: &Config, lanes: usize, pool: usize) -> Result<Self> {
        Self::to(&config.clone().into(), lanes, pool)
    }

    fn to(target: &Target, lanes: usize, pool: usize) -> Result<Self> {
        let mut pooled = target.config.clone();
        let options = target.config.get_options().unwrap_or_default();
        pooled
            .options(format!("{options} {TIMEOUTS} {BY_INDEX}").trim())
            .application_name("proffer pool");
        let method = ManagerConfig { recycling_method: RecyclingMethod::Fast };
        let manager = Manager::from_config(pooled, target.tls.clone(), method);
        let slow = Arc::new(Shares::of(pool / 2));
        let (uploads, exports) = (Shares::of(UPLOADS), Shares::of(EXPORTS));
        let pool = Pool::builder(manager).max_size(pool).build().map_err(Error::internal)?;
        let lists = lanes::Lanes::new(target.clone(), 1);
        let lanes = lanes::Lanes::new(target.clone(), lanes);
        let tls = target.tls.clone();
        let (work, refusals, mail, under_way) = Default::default();
        Ok(Self {
            lanes,
            lists,
            pool,
            tls,
            slow,
            uploads,
            exports,
            upload_bounds: UploadBounds::default(),
            work,
            refusals,
            mail,
            under_way,
        })
    }

    /// Bounds what uploads may be.
    pub fn bound_uploads(&mut self, bounds: UploadBounds) {
        self.upload_bounds = bounds;
    }

    async fn connection(&self) -> Result<Object> {
        let got = tokio::time::timeout(WAIT, self.pool.get()).await;
        Ok(got.unwrap_or(Err(PoolError::Timeout(TimeoutType::Wait)))?)
    }

    async fn session(&self) -> Result<Session> {
        Ok(Session { inner: self.connection().await? })
    }

    /// A connection for a request that may be left in the middle.
    async fn lend(&self) -> Result<Lent> {
        Ok(Lent::new(self.session().await?, self.tls.clone(), None))
    }

    /// The same for a read that may be slow, as long as such reads leave the half of the pool to others, and this caller
    /// and tenant leave places to others.
    async fn lend_for_long(&self, access: &caller::Access) -> Result<Lent> {
        let place = self.slow.take(access.tenant(), &access.caller()).await?;
        Ok(Lent::new(self.session().await?, self.tls.clone(), Some(place)))
    }
}
