//! A customer with names and numbers that are found nowhere else goes through everything the service does; afterwards they
//! stand in no audit row, no log line, no metric, no error and no address, and after the erasure nowhere at all.

use std::io::Write;
use std::sync::{LazyLock, Mutex, PoisonError};

use axum::body::Body;
use axum::http::{Method, Request};
use http_body_util::BodyExt;
use proffer::http::meta::metrics_only;
use serde_json::{Value, json};
use tower::ServiceExt;
use tracing_subscriber::fmt::MakeWriter;

use super::faults;
use crate::bank::{Answer, Bank, Caller, Planned, plan_with};
use crate::promises::promise;

/// What must not be found; each value is unmistakable.
const CANARIES: [&str; 8] = [
    "Kanarienvogel",
    "kanaria@serinus.example",
    "+49 7777 180181",
    "K-180-EXT",
    "1931-08-07",
    "Segment-Serinus",
    "gelbes Gefieder",
    "nest-in-der-tanne",
];

fn canary(external_id: Option<&str>) -> Value {
    json!({
        "full_name": "Kanarienvogel", "email": "kanaria@serinus.example", "phone": "+49 7777 180181",
        "external_id": external_id, "date_of_birth": "1931-08-07", "segment": "Segment-Serinus",
        "attributes": {"plumage": "gelbes Gefieder"},
    })
}

/// Every line that this process logs, all of it. Other tests of the process may log too: they know no canaries.
#[derive(Clone, Default)]
struct Log(std::sync::Arc<Mutex<Vec<u8>>>);

impl Log {
    /// The log of this process, which runs from now on.
    fn open() -> Self {
        static LOG: LazyLock<Log> = LazyLock::new(|| {
            let log = Log::default();
            let subscriber = tracing_subscriber::fmt()
                .with_max_level(tracing::Level::TRACE)
                .with_writer(log.clone())
                .finish();
            tracing::subscriber::set_global_default(subscriber).unwrap();
            log
        });
        LOG.clone()
    }

    fn text(&self) -> String {
        let bytes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'w> MakeWriter<'w> for Log {
    type Writer = Self;

    fn make_writer(&'w self) -> Self {
        self.clone()
    }
}

#[track_caller]
fn silent(place: &str, text: &str) {
    for canary in CANARIES {
        let found = text.to_lowercase().find(&canary.to_lowercase());
        assert_eq!(found, None, "{canary} in {place}: {text}");
    }
}

/// An error tells nothing of the customer, and neither do an answer's headers.
#[track_caller]
fn discreet(answer: Answer, status: u16) -> Answer {
    let answer = answer.is(status);
    silent("headers", &format!("{:?}", answer.headers));
    if status >= 400 {
        silent("an error", &answer.text());
    }
    answer
}

/// What the whole database holds, as text: tables in which a canary stands.
async fn tables_with_canaries(bank: &Bank) -> Vec<String> {
    let client = bank.sql().await;
    let tables = "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' ORDER BY 1";
    let mut found = Vec::new();
    for table in client.query(tables, &[]).await.unwrap() {
        let table: String = table.get(0);
        for canary in CANARIES {
            let sql = format!(
                "SELECT count(*) FROM {table} t WHERE strpos(lower(t::text), lower('{canary}')) > 0"
            );
            if bank.count(&sql).await > 0 {
                found.push(format!("{canary} in {table}"));
            }
        }
    }
    found
}

async fn metrics() -> String {
    let request = Request::get("/metrics").body(Body::empty()).unwrap();
    let answer = metrics_only().oneshot(request).await.unwrap();
    String::from_utf8(answer.into_body().collect().await.unwrap().to_bytes().to_vec()).unwrap()
}

/// Written, refused, looked for, exported and imported.
async fn lives_here(bank: &Bank, root: &Caller) -> String {
    let ext = Some("K-180-EXT");
    let made = discreet(
        root.clone().with("idempotency-key", "k").post("/customers", canary(ext)).await,
        201,
    );
    let id = made["customer_id"].as_str().unwrap().to_owned();
    discreet(root.post("/customers", canary(ext)).await, 409);
    for (field, value) in [
        ("email", "kanaria@serinus.example@"),
        ("phone", "+49 7777 180181 x"),
        ("date_of_birth", "1931-08-07T"),
        ("country", "Kanarienvogel"),
        ("kyc_status", "Kanarienvogel"),
        ("Kanarienvogel", "x"),
    ] {
        let mut body = canary(None);
        body[field] = value.into();
        let answer = root.post("/customers", body).await.is(422);
        // What was asked for by name is told by that name; its value never.
        if field != "Kanarienvogel" {
            discreet(answer, 422);
        }
    }
    let path = format!("/customers/{id}");
    discreet(root.put(&path, json!({"attributes": {"home": "nest-in-der-tanne"}})).await, 200);
    discreet(root.get("/customers?q=Kanarienvogel&email=kanaria@serinus.example").await, 200);
    discreet(
        root.get("/customers/export?external_id=K-180-EXT&segment=Segment-Serinus").await,
        200,
    );
    discreet(bank.maker().get("/customers?q=Kanarienvogel").await, 403);
    // A path is told back to who asked for it, and to nobody else.
    bank.maker().delete("/customers/kanaria@serinus.example").await.is(403);
    root.get("/customers/kanaria@serinus.example").await.is(404);
    let file = "external_id,full_name,email,phone,country,home\n\
                K-180-EXT,Kanarienvogel,kanaria@serinus.example,+49 7777 180181,PT,nest-in-der-tanne\n\
                K-180-EXT,Kanarienvogel,kanaria@serinus.example@,,PT,x\n\
                ,Kanarienvogel,,,Kanarienvogel,x\n";
    let job = root.send_as(Method::POST, "/customers/import", "text/csv", file).await;
    bank.works().await;
    let job = root.get(job.header("location").unwrap().strip_prefix("/api/v1").unwrap()).await;
    assert_eq!((&job["result"]["updated"], &job["result"]["rejected"]), (&json!(1), &json!(2)));
    silent("a job", &job.text());
    id
}

/// Named by a campaign's criteria in every way that they can name somebody; what is refused of them is told by its place.
async fn is_asked_for(bank: &Bank) -> Planned {
    let offer = bank.approved_offer().await;
    let named = json!({"any": [
        {"email": "kanaria@serinus.example"},
        {"phone": ["+49 7777 180181", "1"], "full_name": {"starts_with": "Kanarienvogel"}},
        {"not": {"external_id": {"in": ["K-180-EXT"], "ne": "K-180-EXT"}}},
        {"all": [{"full_name": {"contains": "Kanarienvogel", "exists": true}}]},
    ]});
    let body = plan_with(&offer, json!({"selection_criteria": named}));
    let made = discreet(bank.maker().post("campaigns", body).await, 201);
    let campaign = Planned { id: made.number("campaign_id") };
    let other = json!({"selection_criteria": {"email": ["kanaria@serinus.example", "b@c.de"]}});
    discreet(bank.maker().changes(&campaign, other).await, 200);
    let wrong = json!({"selection_criteria": {"email": {"like": "kanaria@serinus.example"}}});
    discreet(bank.maker().changes(&campaign, wrong).await, 422);
    let trail = bank.admin().get("audit-logs?entity=campaign&limit=1").await.is(200);
    assert_eq!(
        trail.items()[0]["changes"]["selection_criteria"]["to"],
        json!({"email": {"values": 2}})
    );
    campaign
}

/// Picked, claimed, reported on with a remark, and opted out.
async fn is_written_to(bank: &Bank, id: &str) {
    let campaign = bank.runs_campaign(1).await;
    let sql = format!(
        "INSERT INTO campaign_customers (campaign_id, customer_id) VALUES ({}, '{id}')",
        campaign.id
    );
    bank.sql().await.batch_execute(&sql).await.unwrap();
    let sender = bank.sender().await;
    let claimed = sender.clone().with("idempotency-key", "c").claims(&campaign, 10).await.is(200);
    assert_eq!(claimed.items().len(), 2);
    let report = |status: &str| {
        json!([{"campaign_id": campaign.id, "customer_id": id, "status": status,
                "reason": "kanaria@serinus.example is full"}])
    };
    for status in ["bounced", "unsubscribed"] {
        let path = "/system/campaigns/update-delivery-status";
        assert_eq!(discreet(sender.post(path, report(status)).await, 200)["updated"], 1);
    }
    discreet(
        bank.reader().get(&campaign.path("customers?delivery_status=unsubscribed")).await,
        200,
    );
    discreet(bank.admin().get(&campaign.path("export")).await, 200);
}

#[tokio::test]
async fn a_customers_data_stands_nowhere_but_where_it_belongs_and_an_erasure_takes_it_away() {
    let promise = promise!(29);
    let log = Log::open();
    let bank = Bank::open().await;
    let root = bank.super_admin();
    let id = lives_here(&bank, &root).await;
    is_written_to(&bank, &id).await;
    let asking = is_asked_for(&bank).await;
    let path = format!("/customers/{id}");
    let dossier = discreet(root.get(&format!("{path}/export")).await, 200);
    // Everything is asked of the database, so that this test would see what it looks for.
    assert!(dossier.text().contains("nest-in-der-tanne"));
    let held = tables_with_canaries(&bank).await.join(", ");
    for place in ["customers", "campaign_customers", "idempotency_keys", "campaigns"] {
        assert!(held.contains(&format!("in {place}")), "{held}");
    }
    assert!(!held.contains("audit_logs") && !held.contains("jobs"), "{held}");

    // A fault of the database quotes the whole row, and is logged as a 500.
    let refuse = "ALTER TABLE customers ADD CONSTRAINT nobody CHECK (false) NOT VALID";
    bank.sql().await.batch_execute(refuse).await.unwrap();
    discreet(root.post("/customers", canary(None)).await, 500);
    discreet(root.put(&path, json!({"phone": "+49 7777 180181 2"})).await, 500);
    bank.sql().await.batch_execute("ALTER TABLE customers DROP CONSTRAINT nobody").await.unwrap();
    bank.sql().await.batch_execute("ALTER TABLE sessions RENAME TO away").await.unwrap();
    root.get("/customers/kanaria@serinus.example").await.is(500);
    bank.sql().await.batch_execute("ALTER TABLE away RENAME TO sessions").await.unwrap();
    let logged = log.text();
    assert!(logged.contains("request failed") && logged.contains("nobody"), "{logged}");

    discreet(root.delete(&path).await, 204);
    // Criteria that name people are the campaign's own words, and go with it.
    let left = tables_with_canaries(&bank).await;
    assert!(left.iter().all(|it| it.ends_with("in campaigns")) && !left.is_empty(), "{left:?}");
    discreet(bank.admin().delete(&asking.path()).await, 204);
    assert_eq!(tables_with_canaries(&bank).await, [] as [String; 0]);
    silent("the log", &log.text());
    silent("the metrics", &metrics().await);
    bank.seals().await;
    let found = root.get("/sa/audit-logs/verification").await.is(200);
    assert_eq!((faults(&found), &found["unsealed"]), (vec![], &json!(0)));
    promise.kept(
        "a customer of canaries through every route, faults of the database among them",
        "none in logs, metrics, errors and URLs; after an erasure none in any table",
    );
}
