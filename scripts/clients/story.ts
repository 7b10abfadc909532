// The tour's story with the types that openapi-typescript makes of the API's document and the client openapi-fetch: a
// tenant and its people, an offer written, refused to its own maker and approved by another, customers imported, a
// campaign, deliveries, the trail.
//
//   node story.js URL ADMIN_PASSWORD
import assert from "node:assert/strict";
import createClient from "openapi-fetch";
import type { components, paths } from "./api.js";

const [url, adminPassword] = process.argv.slice(2) as [string, string];
const tenant_name = "typescript_cards";
const baseUrl = `${url}/api/v1`;

type Role = components["schemas"]["Role"];
type Job = components["schemas"]["Job"];

/** The data of an answer that has this status. */
function told<T>(answer: { data?: T; error?: unknown; response: Response }, status: number): NonNullable<T> {
  assert.equal(answer.response.status, status, JSON.stringify(answer.error ?? answer.data));
  return answer.data as NonNullable<T>;
}

/** The code of a refusal that has this status. */
function refused(answer: { error?: { code: string }; response: Response }, status: number): string {
  assert.equal(answer.response.status, status, JSON.stringify(answer));
  return answer.error!.code;
}

async function login(username: string, password: string) {
  const anybody = createClient<paths>({ baseUrl });
  const token = told(await anybody.POST("/auth/token", { body: { username, password } }), 200);
  return createClient<paths>({ baseUrl, headers: { Authorization: `Bearer ${token.access_token}` } });
}

async function finished(look: () => Promise<Job>): Promise<Job> {
  for (let n = 0; n < 600; n++) {
    const job = await look();
    if (job.status !== "queued" && job.status !== "running") {
      assert.equal(job.status, "succeeded", JSON.stringify(job));
      return job;
    }
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error("the job does not end");
}

const root = await login("admin", adminPassword);
assert.equal(told(await root.GET("/users/me"), 200).is_super_admin, true);
told(await root.POST("/sa/tenants", { body: { name: tenant_name, four_eyes: true } }), 201);

async function person(name: string, roles: Role[]) {
  const [username, password] = [`${name}.typescript`, `typescript story ${name} 27182`];
  told(await root.POST("/sa/users", { body: { username, password, full_name: name } }), 201);
  told(await root.POST("/sa/user-tenant-roles", { body: { username, tenant_name, roles } }), 200);
  return login(username, password);
}

const maria = await person("maria", ["create", "approver"]);
const chen = await person("chen", ["approver"]);
const ana = await person("ana", ["admin"]);
const path = { tenant_name };

// An offer, under an Idempotency-Key: asked for twice, written once.
const header = { "Idempotency-Key": "one" };
const body = { data: { title: "Gold card", rate: 11.9 }, comments: "For good savers" };
const offer = told(await maria.POST("/tenants/{tenant_name}/offers", { params: { path, header }, body }), 201);
const again = told(await maria.POST("/tenants/{tenant_name}/offers", { params: { path, header }, body }), 201);
assert.equal(again.offer_id, offer.offer_id);
const at = { tenant_name, offer_id: offer.offer_id };
told(await maria.POST("/tenants/{tenant_name}/offers/{offer_id}/submit", { params: { path: at } }), 200);

const approve = "/tenants/{tenant_name}/offers/{offer_id}/approve";
assert.equal(refused(await maria.POST(approve, { params: { path: at } }), 403), "four_eyes");
const seen = (version: string) => ({ params: { path: at, header: { "If-Match": version } } });
assert.equal(refused(await chen.POST(approve, seen('"1"')), 412), "precondition_failed");
assert.equal(told(await chen.POST(approve, seen('"2"')), 200).status, "approved");
const frozen = await ana.PUT("/tenants/{tenant_name}/offers/{offer_id}", { params: { path: at }, body: { comments: "later" } });
assert.equal(refused(frozen, 409), "invalid_transition");
const query = { status: "approved" as const, limit: 1 };
const page = told(await ana.GET("/tenants/{tenant_name}/offers", { params: { path, query } }), 200);
assert.deepEqual(page.items.map((item) => item.offer_id), [offer.offer_id]);

// Customers, as a file.
const rows = Array.from({ length: 200 }, (_, n) => `ts-${n},Customer ${n},c${n}@typescript.example,verified,${n * 100}\n`);
const csv = `external_id,full_name,email,kyc_status,balance\n${rows.join("")}`;
const sent = await root.POST("/customers/import", {
  body: csv,
  bodySerializer: (text: string) => text,
  headers: { "Content-Type": "text/csv" },
});
const upload = told(sent, 202);
const done = await finished(async () =>
  told(await root.GET("/customers/jobs/{job_id}", { params: { path: { job_id: upload.job_id } } }), 200));
assert.equal(done.result?.["inserted"], 200);

// A campaign for some of them.
const selection_criteria = { all: [{ external_id: { starts_with: "ts-" } }, { "attributes.balance": { gte: 5000 } }] };
const asked = { selection_criteria, control_percent: 10 };
const preview = told(await maria.POST("/tenants/{tenant_name}/campaigns/preview", { params: { path }, body: asked }), 200);
assert.equal(preview.matched, 150);
const plan = { offer_id: offer.offer_id, name: "Gold for savers", start_date: "2020-01-01", end_date: "2099-12-31", ...asked };
const campaign = told(await maria.POST("/tenants/{tenant_name}/campaigns", { params: { path }, body: plan }), 201);
const it = { path: { tenant_name, campaign_id: campaign.campaign_id } };
told(await ana.PUT("/tenants/{tenant_name}/campaigns/{campaign_id}", { params: it, body: { status: "active" } }), 200);
const job = told(await ana.POST("/tenants/{tenant_name}/campaigns/{campaign_id}/process-customers", { params: it }), 202);
await finished(async () =>
  told(await ana.GET("/tenants/{tenant_name}/jobs/{job_id}", { params: { path: { tenant_name, job_id: job.job_id } } }), 200));

// A delivery system.
const key = { name: "typescript mailer", scopes: ["deliveries" as const], tenant_name };
const { secret } = told(await root.POST("/sa/api-keys", { body: key }), 201);
const mailer = createClient<paths>({ baseUrl, headers: { "X-API-Key": secret } });
const { campaign_id } = campaign;
const claimed = told(await mailer.POST("/system/campaigns/{campaign_id}/claim-deliveries", {
  params: { path: { campaign_id } },
  body: { limit: 20, lease_seconds: 600 },
}), 200);
assert.equal(claimed.items.length, 20);
const reports = claimed.items.map(({ customer_id }) => ({ campaign_id, customer_id, status: "delivered" as const }));
assert.equal(told(await mailer.POST("/system/campaigns/update-delivery-status", { body: reports }), 200).updated, 20);
const summary = told(await ana.GET("/tenants/{tenant_name}/campaigns/{campaign_id}/summary", { params: it }), 200);
assert.equal(summary.by_status["delivered"], 20);
const file = await ana.GET("/tenants/{tenant_name}/campaigns/{campaign_id}/export", { params: { ...it, query: { safe: true } }, parseAs: "text" });
assert.match(told(file, 200), /^customer_id,external_id,full_name/);
const trail = told(await chen.GET("/tenants/{tenant_name}/offers/{offer_id}/audit-logs", { params: { path: at } }), 200);
const steps = trail.items.filter((item) => item.outcome === "done").map((item) => item.action);
assert.deepEqual(steps, ["approve", "submit", "create"]);
console.log("typescript: the tour's story is told");
