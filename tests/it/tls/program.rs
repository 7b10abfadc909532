//! The program with TLS: what it prints, what SIGHUP does, and what it says of files that make none.

use std::time::Duration;

use rustix::process::Signal;
use tokio::time::{sleep, timeout};

use super::{Authority, Dialler};
use crate::bank::Database;
use crate::embedded::Folder;
use crate::program::{Program, address, refused, run};
use crate::wire::{ask, get};

#[tokio::test]
async fn a_hangup_brings_new_certificates_and_ends_nothing() {
    let (folder, database) = (Folder::new("sighup"), Database::empty().await);
    let (old, new) = (Authority::new("old"), Authority::new("new"));
    let files = old.issues("server").kept(folder.path());
    let settings = [
        ("DATABASE_URL", &*address(database.config())),
        ("PROFFER_SECRET_KEY", "a secret that is long enough"),
        ("PROFFER_TLS_CERT", files.cert.to_str().unwrap()),
        ("PROFFER_TLS_KEY", files.key.to_str().unwrap()),
    ];
    let program = Program::serve(folder.path(), &settings).await;
    assert!(program.url.starts_with("https://"), "{}", program.url);
    let mut open = Dialler::new(&old).dials(program.address()).await.unwrap();
    assert_eq!(ask(&mut open, &get("/health/ready", "")).await.unwrap().status, 200);

    std::fs::write(&files.cert, "half a").unwrap();
    program.signal(Signal::HUP);
    // That it was heard shows by the next one.
    new.issues("server").kept(folder.path());
    let renewed = async {
        while Dialler::new(&new).dials(program.address()).await.is_err() {
            program.signal(Signal::HUP);
            sleep(Duration::from_millis(50)).await;
        }
    };
    timeout(Duration::from_secs(20), renewed).await.unwrap();
    assert_eq!(ask(&mut open, &get("/health/live", "")).await.unwrap().status, 200);
    drop(open);
    program.signal(Signal::TERM);
    assert_eq!(program.ends().await, Some(0));
}

#[tokio::test]
async fn files_that_make_no_tls_stop_the_start_with_a_sentence() {
    let folder = Folder::new("no-tls");
    let files = Authority::new("ca").issues("server").kept(folder.path());
    let (cert, key) = (files.cert.to_str().unwrap(), files.key.to_str().unwrap());
    let url = ("DATABASE_URL", "postgres://nobody@127.0.0.1:1/nothing");
    for (settings, wanted) in [
        (vec![("PROFFER_TLS_CERT", cert)], "PROFFER_TLS_KEY"),
        (vec![("PROFFER_TLS_CERT", "none.pem"), ("PROFFER_TLS_KEY", key)], "none.pem"),
        (vec![("PROFFER_TLS_CERT", cert), ("PROFFER_TLS_KEY", cert)], "cert.pem"),
        (
            vec![
                ("PROFFER_TLS_CERT", cert),
                ("PROFFER_TLS_KEY", key),
                ("PROFFER_TLS_CLIENT_CA", key),
            ],
            "key.pem",
        ),
    ] {
        let settings: Vec<_> = settings.into_iter().chain([url]).collect();
        let sentence = refused(&run(folder.path(), &["serve"], &settings).await);
        assert!(sentence.contains(wanted), "{sentence}");
    }
}
