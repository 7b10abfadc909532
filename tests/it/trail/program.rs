//! `proffer audit`: the newest seals, printed, and the trail checked against them, as one does it at a shell.

use std::process::Output;

use crate::bank::Bank;
use crate::embedded::Folder;
use crate::promises::promise;
use serde_json::json;

impl Bank {
    /// Runs the program on the bank's database, and gives whether it succeeded and all that it said.
    fn says(&self, arguments: &[&str]) -> (bool, String) {
        let Output { status, stdout, stderr } = self.runs(arguments);
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (status.success(), text(stdout) + &text(stderr))
    }

    /// What `proffer audit seal` prints.
    fn prints_its_seals(&self) -> String {
        let (done, printed) = self.says(&["audit", "seal"]);
        assert!(done, "{printed}");
        printed
    }
}

async fn bank_with_a_trail() -> Bank {
    let bank = Bank::open().await;
    bank.approved_offer().await;
    bank.super_admin().post("/customers", json!({"full_name": "Ana"})).await.is(201);
    bank
}

#[tokio::test]
async fn seals_are_printed_and_a_sound_trail_is_told_as_sound() {
    let bank = bank_with_a_trail().await;
    let printed = bank.prints_its_seals();
    let lines: Vec<Vec<&str>> = printed.lines().map(|line| line.split(' ').collect()).collect();
    assert_eq!(
        lines.iter().map(|line| line[..2].to_vec()).collect::<Vec<_>>(),
        [["-", "1"], ["credit_card", "1"]]
    );
    let hash = bank.verifies().await["head"]["hash"].as_str().unwrap().to_owned();
    assert_eq!(lines[1][2], hash);
    // Nothing new: the same again.
    assert_eq!(bank.prints_its_seals(), printed);

    let (sound, told) = bank.says(&["audit", "verify"]);
    assert!(sound && told.contains("credit_card: as written: 3 rows, 1 seals, 0 rows"), "{told}");
    assert!(
        told.contains("-: as written: 1 rows") && told.contains("personal_loan: as written: 0")
    );
    let (sound, told) = bank.says(&["audit", "verify", "--tenant", "-"]);
    assert!(sound && told.lines().count() == 1, "{told}");
    let (sound, told) = bank.says(&["audit", "verify", "--against", &hash]);
    assert!(sound, "{told}");
    // The trail may have grown since.
    bank.approved_offer().await;
    bank.prints_its_seals();
    let (sound, told) = bank.says(&["audit", "verify", "--against", &hash]);
    assert!(sound, "{told}");
}

#[tokio::test]
async fn an_edited_row_is_listed_and_the_exit_code_tells() {
    let bank = bank_with_a_trail().await;
    let sql = "UPDATE audit_logs SET actor = 'eve' WHERE id = 3";
    bank.sql().await.batch_execute(sql).await.unwrap();
    let (sound, told) = bank.says(&["audit", "verify"]);
    assert!(!sound && told.contains("credit_card: edited: row 3 of offer 1: "), "{told}");
    assert!(
        told.contains("credit_card: NOT as written") && told.contains("-: as written"),
        "{told}"
    );
    assert!(bank.says(&["audit", "verify", "--tenant", "personal_loan"]).0);
}

#[tokio::test]
async fn a_trail_cut_or_forged_with_its_seals_is_found_by_what_was_kept_elsewhere() {
    let promise = promise!(28);
    let bank = bank_with_a_trail().await;
    bank.prints_its_seals();
    bank.approved_offer().await;
    let folder = Folder::new("seals");
    let kept = folder.path().join("seals.txt");
    let printed = bank.prints_its_seals();
    std::fs::write(&kept, &printed).unwrap();
    let kept = kept.to_str().unwrap();
    assert!(bank.says(&["audit", "verify", "--against", kept]).0);
    bank.keeps_a_copy().await;

    // Cut: the newest rows and their seal.
    let cut = "DELETE FROM audit_seals WHERE seal_no = 2; DELETE FROM audit_logs WHERE id > 4";
    bank.sql().await.batch_execute(cut).await.unwrap();
    assert!(bank.says(&["audit", "verify"]).0);
    let (sound, told) = bank.says(&["audit", "verify", "--against", kept]);
    assert!(!sound && told.contains("credit_card: seal_unknown: seal 2 is gone"), "{told}");
    bank.puts_the_copy_back().await;

    // Forged: one actor, and every hash after it.
    bank.lets_the_forger_in().await;
    bank.is_forged_with_seals("UPDATE audit_logs SET actor = 'eve' WHERE id = 3").await;
    assert!(bank.says(&["audit", "verify"]).0);
    let (sound, told) = bank.says(&["audit", "verify", "--against", kept]);
    assert!(!sound && told.contains("credit_card: seal_unknown"), "{told}");
    assert!(!told.contains("-: seal_unknown"), "{told}");
    let hash = printed.lines().last().unwrap().split(' ').nth(2).unwrap();
    assert!(!bank.says(&["audit", "verify", "--against", hash]).0);
    let outside = ["audit", "verify", "--tenant", "-", "--against", kept];
    assert!(bank.says(&outside).0);
    bank.puts_the_copy_back().await;
    assert!(bank.says(&["audit", "verify", "--against", kept]).0);

    // Gone as a whole.
    bank.sql()
        .await
        .batch_execute("DELETE FROM audit_seals; DELETE FROM audit_logs")
        .await
        .unwrap();
    assert!(!bank.says(&["audit", "verify", "--against", kept]).0);
    promise.kept(
        "a trail cut, forged and emptied together with its seals",
        "found by the hash that was kept elsewhere",
    );
}

#[tokio::test]
async fn what_cannot_be_checked_against_is_told_in_a_sentence() {
    let bank = Bank::open().await;
    let (done, told) = bank.says(&["audit", "verify", "--against", "/no/such/file"]);
    assert!(
        !done && told.contains("/no/such/file is no SHA-256 and cannot be read as a file"),
        "{told}"
    );
    let folder = Folder::new("no-seals");
    let file = folder.path().join("notes.txt");
    std::fs::write(&file, "buy milk\n").unwrap();
    let (done, told) = bank.says(&["audit", "verify", "--against", file.to_str().unwrap()]);
    assert!(!done && told.contains("the second word is no number"), "{told}");
}

#[tokio::test]
async fn the_log_holds_no_customers_data_however_much_is_logged() {
    let promise = promise!(29);
    let bank = Bank::open().await;
    let folder = Folder::new("canaries");
    let file = folder.path().join("customers.csv");
    let rows = "external_id,full_name,email,home\nK-180-EXT,Kanarienvogel,kanaria@serinus.example,nest-in-der-tanne\n";
    std::fs::write(&file, rows).unwrap();
    let log = "--log=trace,tokio_postgres::query=trace";
    let (done, told) = bank.says(&["import-customers", file.to_str().unwrap(), log]);
    assert!(done && told.contains("a job runs"), "{told}");
    for canary in ["K-180-EXT", "Kanarienvogel", "serinus", "nest-in-der-tanne"] {
        assert!(!told.contains(canary), "{canary}: {told}");
    }
    assert_eq!(
        bank.count("SELECT count(*) FROM customers WHERE full_name = 'Kanarienvogel'").await,
        1
    );
    promise.kept("an import with everything logged that can be", "no canary in the log");
}
