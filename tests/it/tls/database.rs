//! TLS to PostgreSQL. A terminator in front of the tests' own server speaks TLS to the program; behind it is the real
//! one.

use std::sync::Arc;

use rustls::ServerConfig;
use rustls::crypto::aws_lc_rs;
use rustls::pki_types::PrivateKeyDer;
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream, UnixStream};
use tokio_postgres::config::Host;
use tokio_rustls::TlsAcceptor;

use super::{Authority, Identity};
use crate::bank::Database;
use crate::embedded::Folder;
use crate::program::{refused, run, succeeded};

/// What a client sends first if it wants TLS (PostgreSQL's protocol, `SSLRequest`).
const SSL_REQUEST: [u8; 8] = [0, 0, 0, 8, 4, 210, 22, 47];

/// Lets nobody through without TLS; gives its port.
async fn terminator(database: &Database, identity: &Identity) -> u16 {
    let [Host::Unix(folder)] = database.config().get_hosts() else { panic!("no socket") };
    let socket = folder.join(".s.PGSQL.5432");
    let builder = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()));
    let builder = builder.with_safe_default_protocol_versions().unwrap().with_no_client_auth();
    let key = PrivateKeyDer::try_from(identity.key.clone()).unwrap();
    let config = builder.with_single_cert(vec![identity.certificate.clone()], key).unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(terminate(stream, acceptor.clone(), socket.clone()));
        }
    });
    port
}

async fn terminate(
    mut stream: TcpStream,
    acceptor: TlsAcceptor,
    socket: std::path::PathBuf,
) -> Option<()> {
    let mut asked = [0; 8];
    stream.read_exact(&mut asked).await.ok()?;
    if asked != SSL_REQUEST {
        return None;
    }
    stream.write_all(b"S").await.ok()?;
    let mut secure = acceptor.accept(stream).await.ok()?;
    let mut server = UnixStream::connect(socket).await.ok()?;
    copy_bidirectional(&mut secure, &mut server).await.ok()?;
    Some(())
}

#[tokio::test]
async fn the_database_is_reached_by_tls_and_its_certificate_is_checked() {
    let (folder, database) = (Folder::new("pg-tls"), Database::empty().await);
    let (authority, stranger) = (Authority::new("ca"), Authority::new("stranger"));
    let port = terminator(&database, &authority.issues("database")).await;
    let ca = authority.kept(&folder.path().join("ca.pem"));
    let other = stranger.kept(&folder.path().join("other.pem"));
    let name = database.config().get_dbname().unwrap();
    let migrate = async |host: &str, tls: &str| {
        let url = format!("postgres://postgres@{host}:{port}/{name}?{tls}");
        let settings = [("DATABASE_URL", &*url), ("PROFFER_SECRET_KEY", "long enough a secret")];
        run(folder.path(), &["migrate"], &settings).await
    };
    let checked = format!("sslmode=verify-full&sslrootcert={}", ca.display());
    assert!(succeeded(&migrate("localhost", &checked).await).contains("migrations applied"));
    succeeded(&migrate("localhost", "sslmode=require").await);
    succeeded(&migrate("localhost", "sslmode=prefer").await);
    let wrong = format!("sslmode=verify-full&sslrootcert={}", other.display());
    // A stranger's authority, a name that is not in the certificate, none of it at all, no TLS.
    assert!(refused(&migrate("localhost", &wrong).await).contains("certificate"));
    assert!(refused(&migrate("127.0.0.1", &checked).await).contains("certificate"));
    refused(&migrate("localhost", &wrong.replace("verify-full", "require")).await);
    refused(&migrate("localhost", "sslmode=disable").await);
    let unknown = refused(&migrate("localhost", "sslmode=verify-some").await);
    assert!(unknown.contains("DATABASE_URL"), "{unknown}");
}

#[tokio::test]
async fn backups_go_by_tls_too() {
    let (folder, database) = (Folder::new("pg-tls-backup"), Database::empty().await);
    let authority = Authority::new("ca");
    let port = terminator(&database, &authority.issues("database")).await;
    let ca = authority.kept(&folder.path().join("ca.pem"));
    let name = database.config().get_dbname().unwrap();
    let url = format!(
        "postgres://postgres@localhost:{port}/{name}?sslmode=verify-full&sslrootcert={}",
        ca.display()
    );
    let settings = [("DATABASE_URL", &*url), ("PROFFER_SECRET_KEY", "long enough a secret")];
    succeeded(&run(folder.path(), &["migrate"], &settings).await);
    succeeded(&run(folder.path(), &["backup", "b"], &settings).await);
}
