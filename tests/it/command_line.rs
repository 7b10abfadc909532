//! The command line's own manners: what can be told at once is, and what is there stays until something better is.

use std::fs;

use crate::bank::{Bank, TENANT};
use crate::embedded::Folder;
use crate::program::{address, refused, run, succeeded};

#[tokio::test]
async fn a_file_that_is_not_there_is_told_before_a_database_is_made() {
    let folder = Folder::new("no-file");
    for (file, wanted) in [("nope.csv", "nope.csv"), ("nope.xlsx", ".ndjson")] {
        let said = refused(&run(folder.path(), &["import-customers", file], &[]).await);
        assert!(said.contains(wanted), "{said}");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[tokio::test]
async fn a_file_is_tried_without_being_written_and_then_imported_with_the_same_options() {
    let (folder, bank) = (Folder::new("import"), Bank::open().await);
    let url = address(bank.config());
    let settings =
        [("DATABASE_URL", &*url), ("PROFFER_SECRET_KEY", "a secret that is long enough")];
    let file = b"Kunde;Name;Mail;Saldo\n1;J\xe4ger;a@b.co;12,50\n2;Bo;nobody;1\n";
    fs::write(folder.path().join("crm.csv"), file).unwrap();
    let import = async |more: &[&str]| {
        let maps = ["--map", "Kunde=external_id", "--map", "Name=full_name", "--map", "Mail=email"];
        let read =
            ["import-customers", "crm.csv", "--charset", "windows-1252", "--decimal", "comma"];
        let all = [read.as_slice(), &maps, more].concat();
        run(folder.path(), &all, &settings).await
    };
    let said = all_of(&import(&["--dry-run"]).await);
    assert!(
        said.contains("line 2: nobody would become") && said.contains("nothing was written"),
        "{said}"
    );
    assert_eq!(bank.count("SELECT count(*) FROM customers").await, 0);
    assert!(refused(&import(&["--max-rejected", "10%"]).await).contains("more than max_rejected"));
    let output = import(&["--max-rejected", "50%", "--delimiter", ";"]).await;
    succeeded(&output);
    assert!(all_of(&output).contains("1 inserted"), "{}", all_of(&output));
    let kept = "SELECT count(*) FROM customers WHERE full_name = 'J\u{e4}ger' AND attributes = '{\"Saldo\": 12.5}'";
    assert_eq!(bank.count(kept).await, 1);
}

fn all_of(output: &std::process::Output) -> String {
    [output.stdout.as_slice(), &output.stderr].map(String::from_utf8_lossy).concat()
}

#[tokio::test]
async fn an_export_that_fails_leaves_the_file_that_was_there() {
    let (folder, bank) = (Folder::new("export"), Bank::open().await);
    bank.furnish(1).await;
    let url = address(bank.config());
    let settings =
        [("DATABASE_URL", &*url), ("PROFFER_SECRET_KEY", "a secret that is long enough")];
    let export = async |campaign: &str| {
        let arguments = ["export-audience", TENANT, campaign, "--output", "out.csv"];
        run(folder.path(), &arguments, &settings).await
    };
    let file = folder.path().join("out.csv");
    fs::write(&file, "yesterday's").unwrap();
    assert!(refused(&export("77").await).contains("no campaign 77"));
    assert_eq!(fs::read_to_string(&file).unwrap(), "yesterday's");
    succeeded(&export("1").await);
    assert!(fs::read_to_string(&file).unwrap().starts_with("customer_id,"));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}
