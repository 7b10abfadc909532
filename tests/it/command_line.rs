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
