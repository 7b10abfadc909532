//! Migrations: each runs once, whoever starts at the same time, and a database that is not this program's is told.

use futures::future::join_all;
use proffer::door::migrate::{MigrateError, migrate, numbers};
use tokio_postgres::{Client, NoTls};

use crate::bank::Database;

async fn connect(database: &Database) -> Client {
    let (client, connection) = database.config().connect(NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

async fn tables(client: &Client) -> i64 {
    let sql = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'";
    client.query_one(sql, &[]).await.unwrap().get(0)
}

#[tokio::test]
async fn an_empty_database_is_brought_up_to_date_once() {
    let database = Database::empty().await;
    let mut client = connect(&database).await;
    let ran = migrate(&mut client).await.unwrap();
    assert_eq!(ran, numbers().collect::<Vec<_>>());
    let there = tables(&client).await;
    assert!(there > 15, "{there}");
    assert!(migrate(&mut client).await.unwrap().is_empty());
    assert_eq!(tables(&client).await, there);
}

#[tokio::test]
async fn of_many_that_start_at_once_one_migrates() {
    let database = Database::empty().await;
    let mut clients = join_all((0..6).map(|_| connect(&database))).await;
    let ran = join_all(clients.iter_mut().map(migrate)).await;
    let ran: Vec<_> = ran.into_iter().map(Result::unwrap).filter(|ran| !ran.is_empty()).collect();
    assert_eq!(ran, [numbers().collect::<Vec<_>>()]);
}

#[tokio::test]
async fn a_database_of_a_newer_program_is_left_alone() {
    let database = Database::empty().await;
    let mut client = connect(&database).await;
    migrate(&mut client).await.unwrap();
    let sql = "INSERT INTO schema_migrations (number, name, checksum) VALUES (9999, 'later', '')";
    client.batch_execute(sql).await.unwrap();
    let error = migrate(&mut client).await.unwrap_err();
    assert!(matches!(error, MigrateError::Newer { found: 9999, .. }), "{error}");
    let sentence = error.to_string();
    assert!(sentence.contains("newer") && !sentence.contains('\n'), "{sentence}");
}

#[tokio::test]
async fn a_migration_that_was_changed_afterwards_is_told() {
    let database = Database::empty().await;
    let mut client = connect(&database).await;
    migrate(&mut client).await.unwrap();
    let sql = "UPDATE schema_migrations SET checksum = 'x' WHERE number = 1";
    client.batch_execute(sql).await.unwrap();
    let error = migrate(&mut client).await.unwrap_err();
    assert!(matches!(error, MigrateError::Changed(1)), "{error}");
}

#[tokio::test]
async fn a_migration_that_fails_leaves_nothing_behind() {
    let database = Database::empty().await;
    let mut client = connect(&database).await;
    // In the way of the last of the first migration's tables.
    client.batch_execute("CREATE TABLE import_chunks (n int)").await.unwrap();
    let error = migrate(&mut client).await.unwrap_err();
    assert!(matches!(error, MigrateError::Database(_)), "{error}");
    // The one that was in the way, and the list of what ran.
    assert_eq!(tables(&client).await, 2);
    client.batch_execute("DROP TABLE import_chunks").await.unwrap();
    assert_eq!(migrate(&mut client).await.unwrap().len(), numbers().count());
}
