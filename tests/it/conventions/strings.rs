//! Hostile texts come back as they were sent, or are refused: never run, never mangled, never a server error.

use serde_json::json;

use crate::bank::{Bank, Offer};

const HOSTILE: &[&str] = &[
    "'; DROP TABLE offers; --",
    "' OR '1'='1",
    "\" or \"\"=\"",
    "$1 $2 :tenant ? %s %(name)s {0} ${HOME}",
    "\\'; SELECT pg_sleep(10); --",
    "<script>alert(1)</script>",
    "&lt;b&gt; &amp; &#0;",
    "=cmd|' /C calc'!A0",
    "../../../../etc/passwd",
    "\r\nSet-Cookie: a=b\r\n\r\n",
    "\t\u{b}\u{c}\u{1b}[31mred\u{7f}\u{80}",
    "\\u0000 is not a NUL here",
    "ZWJ 👩‍👩‍👧‍👦 flags 🇩🇪 astral 𝒳 𠜎",
    "right\u{202e}left\u{2066}iso\u{2069}",
    "e\u{301} is not \u{e9}",
    "İstanbul ß ẞ ŉ ǰ",
    "\u{feff}bom \u{fffe} \u{ffff} \u{10ffff}",
    "Z̸̡̛͓͙͍̗̦̫̳̜̺̗̰̻̬a̶l̷g̸o̴",
    "   spaces   ",
    "null",
    "{\"json\": [1, 2]}",
    "0x7f' || 'x",
];

#[tokio::test]
async fn hostile_texts_come_back_unchanged() {
    let bank = Bank::open().await;
    for text in HOSTILE {
        let body = json!({"data": {"s": text, *text: [text]}, "comments": text});
        let written = bank.maker().post("offers", body.clone()).await.is(201);
        let offer = Offer { id: written.number("offer_id") };
        let seen = bank.reader().sees(&offer).await;
        assert_eq!(
            (&seen["data"], &seen["comments"]),
            (&body["data"], &body["comments"]),
            "{text}"
        );
        let path = format!("{}/comment", offer.path());
        bank.maker().post(&path, json!({"comment_text": text})).await.is(201);
        let thread = bank.reader().get(&format!("{}/comments", offer.path())).await.is(200);
        assert_eq!(thread.items()[1]["comment_text"], *text);
        let trail = bank.admin().get("audit-logs?limit=1").await.is(200);
        assert_eq!(trail.items()[0]["comment"], *text);
    }
    let count = i64::try_from(HOSTILE.len()).unwrap();
    assert_eq!(bank.count("SELECT count(*) FROM offers").await, count);
}

#[tokio::test]
async fn hostile_texts_in_paths_and_queries_find_nothing() {
    let bank = Bank::open().await;
    bank.maker().writes_offer(json!({})).await;
    for text in HOSTILE {
        let escaped = text.bytes().map(|byte| format!("%{byte:02X}")).collect::<Vec<_>>().concat();
        bank.maker().get(&format!("offers/{escaped}")).await.problem(404, "not_found");
        bank.maker().get(&format!("/tenants/{escaped}/offers")).await.problem(404, "not_found");
        let answer = bank.maker().get(&format!("offers?created_by={escaped}")).await;
        // One of them could be a name, which nobody has.
        if answer.status == 200 {
            assert!(answer.items().is_empty(), "{text}");
        } else {
            answer.problem(422, "validation_failed");
        }
        let answer =
            bank.admin().get(&format!("audit-logs?actor={escaped}&entity={escaped}")).await;
        assert!(answer.is(200).items().is_empty(), "{text}");
        let login = json!({"username": text, "password": text});
        bank.anonymous().post("/auth/token", login).await.problem(401, "invalid_credentials");
    }
}

#[tokio::test]
async fn bytes_that_are_no_text_are_refused_in_paths_and_queries() {
    let bank = Bank::open().await;
    for bytes in ["%FF%FE", "%C0%80", "%ED%A0%80", "%00", "%"] {
        let answer = bank.maker().get(&format!("offers/{bytes}")).await;
        assert!(matches!(answer.status.as_u16(), 400 | 404), "{bytes}: {}", answer.text());
        let answer = bank.maker().get(&format!("/tenants/{bytes}/offers")).await;
        assert!(matches!(answer.status.as_u16(), 400 | 404), "{bytes}: {}", answer.text());
        let answer = bank.admin().get(&format!("audit-logs?actor={bytes}")).await;
        assert!(!answer.status.is_server_error(), "{bytes}: {}", answer.text());
    }
}
