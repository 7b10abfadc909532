//! The thread of remarks on an offer.

use jiff::Timestamp;
use queries::queries::offers as sql;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::api::Remark;
use super::path::OfferPath;
use super::store;
use crate::door::Allowed;
use crate::door::permissions::{CommentOffers, ReadOffers};
use crate::error::{Error, Result};
use crate::web::{Body, Created, Cursor, Limit, Page, Path, Query, Reply, keyed};

/// A remark to add.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewComment {
    comment_text: Remark,
}

/// One remark of the thread.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Comment<'a> {
    comment_id: i64,
    author: &'a str,
    /// The step that the remark was made with; `comment` for one on its own.
    action: &'a str,
    comment_text: &'a str,
    created_at: Timestamp,
}

/// A plain page of remarks.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CommentPage {
    limit: Limit,
    after: Option<Cursor<i64>>,
}

/// Adds a remark. The offer's version stays as it is.
pub async fn comment(
    by: Allowed<CommentOffers>,
    at: Path<OfferPath>,
    body: Body<NewComment>,
) -> Result<Created<Comment<'static>>> {
    by.write(async |tx| {
        let (tenant, id, text) = (&at.tenant_name, at.offer_id, &body.comment_text.0);
        store::lock(tx, tenant, id).await?;
        sql::set_remark().bind(tx, text, &tenant.as_str(), &id).one().await?;
        let reply = sql::say()
            .bind(tx, &tenant.as_str(), &id, &tx.actor(), &"comment", text)
            .map(|row| {
                Reply::json(&Comment {
                    comment_id: row.comment_id,
                    author: row.author,
                    action: row.action,
                    comment_text: row.comment_text,
                    created_at: row.created_at,
                })
            })
            .one()
            .await??;
        let reply = reply.at(format_args!("/tenants/{tenant}/offers/{id}/comments"));
        Ok((reply, store::entry(tenant, "comment", id).comment(Some(text))))
    })
    .await
}

/// The whole thread, oldest first.
pub async fn list(
    by: Allowed<ReadOffers>,
    at: Path<OfferPath>,
    page: Query<CommentPage>,
) -> Result<Reply<Page<Comment<'static>>>> {
    by.list(async |lane| {
        let tenant = at.tenant_name.as_str();
        let after = page.after.as_ref().map_or(0, |cursor| cursor.0);
        let there =
            sql::get().bind(lane, &tenant, &at.offer_id).map(|row| row.version).opt().await?;
        there.ok_or(Error::NotFound)?;
        let rows = sql::comments()
            .bind(lane, &tenant, &at.offer_id, &after, &page.limit.plus_one())
            .map(|row| {
                let comment = Comment {
                    comment_id: row.comment_id,
                    author: row.author,
                    action: row.action,
                    comment_text: row.comment_text,
                    created_at: row.created_at,
                };
                keyed(row.comment_id, &comment)
            })
            .all()
            .await?;
        Page::reply(rows, page.limit)
    })
    .await
}
