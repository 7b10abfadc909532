//! The closed loop: every connection sends its next request as soon as it has the answer to its last one.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use tokio::runtime::Runtime;
use tokio::task::LocalSet;

use crate::client::Client;

/// What a closed loop came to.
pub struct Load {
    /// How many turns were done in all.
    pub turns: u64,
    /// Turns per second.
    pub rate: f64,
    /// How long each turn took, shortest first, in microseconds.
    micros: Vec<u32>,
}

impl Load {
    /// Milliseconds within which this share of the turns was done.
    pub fn percentile(&self, share: f64) -> f64 {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "an index")]
        let at = (self.micros.len() as f64 * share) as usize;
        self.micros
            .get(at.min(self.micros.len().saturating_sub(1)))
            .map_or(f64::NAN, |micros| f64::from(*micros) / 1000.0)
    }
}

/// Runs `turn` over and over on `connections` connections. No turn begins after `time`; those that have begun are
/// finished and counted, and the clock runs until the last one is.
pub fn closed_loop<T>(
    runtime: &Runtime,
    address: SocketAddr,
    connections: u64,
    time: Duration,
    turn: T,
) -> Result<Load>
where
    T: AsyncFn(&mut Client, &mut Dice) -> Result<()> + Clone + 'static,
{
    let tasks = LocalSet::new();
    tasks.block_on(runtime, async {
        let mut clients = Vec::new();
        for _ in 0..connections {
            clients.push(Client::connect(address).await?);
        }
        let start = Instant::now();
        let running: Vec<_> = clients
            .into_iter()
            .zip(1..)
            .map(|(client, seed)| {
                tokio::task::spawn_local(one(client, Dice::new(seed), start + time, turn.clone()))
            })
            .collect();
        let mut micros = Vec::new();
        for task in running {
            micros.append(&mut task.await.context("a connection's task")??);
        }
        let elapsed = start.elapsed().as_secs_f64();
        micros.sort_unstable();
        Ok(Load { turns: micros.len() as u64, rate: micros.len() as f64 / elapsed, micros })
    })
}

async fn one<T>(mut client: Client, mut dice: Dice, end: Instant, turn: T) -> Result<Vec<u32>>
where
    T: AsyncFn(&mut Client, &mut Dice) -> Result<()>,
{
    let mut micros = Vec::with_capacity(64 * 1024);
    let mut now = Instant::now();
    while now < end {
        turn(&mut client, &mut dice).await?;
        let then = now;
        now = Instant::now();
        micros.push(u32::try_from((now - then).as_micros()).unwrap_or(u32::MAX));
    }
    Ok(micros)
}

/// Random numbers that are the same in every run (xorshift64*).
pub struct Dice(u64);

impl Dice {
    /// Each seed has its own numbers.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number from 0 to `below` - 1.
    pub fn roll(&mut self, below: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % below
    }
}
