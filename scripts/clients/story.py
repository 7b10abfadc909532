"""The tour's story with the client that openapi-python-client makes of the API's document: a tenant and its people, an
offer written, refused to its own maker and approved by another, customers imported, a campaign, deliveries, the trail.

    python story.py URL ADMIN_PASSWORD
"""

import io
import sys
import time

from proffer_client import AuthenticatedClient, Client
from proffer_client import models as m
from proffer_client.api.api_keys import create_api_key
from proffer_client.api.campaigns import (
    create_campaign,
    export_campaign,
    get_campaign_summary,
    preview_campaigns,
    process_campaign_customers,
    update_campaign,
)
from proffer_client.api.customers import list_customers
from proffer_client.api.deliveries import claim_campaign_deliveries, update_campaigns_delivery_status
from proffer_client.api.imports import get_customers_job, import_customers
from proffer_client.api.jobs import get_job
from proffer_client.api.login import get_me, log_in
from proffer_client.api.offers import (
    approve_offer,
    create_offer,
    get_offer,
    list_offer_audit_logs,
    list_offers,
    submit_offer,
    update_offer,
)
from proffer_client.api.tenants import create_tenant
from proffer_client.api.users import create_user, give_roles
from proffer_client.types import File

url, admin_password = sys.argv[1], sys.argv[2]
TENANT = "python_cards"


def told(answer, status):
    """The parsed body of an answer that has this status."""
    assert answer.status_code == status, (answer.status_code, answer.content)
    return answer.parsed


def login(username, password):
    anybody = Client(base_url=f"{url}/api/v1")
    token = told(log_in.sync_detailed(client=anybody, body=m.Login(username=username, password=password)), 200)
    # The form of OAuth 2 does as well.
    form = m.LoginForm(username=username, password=password)
    told(log_in.sync_detailed(client=anybody, body=form), 200)
    return AuthenticatedClient(base_url=f"{url}/api/v1", token=token.access_token)


def finished(look):
    for _ in range(600):
        job = told(look(), 200)
        if job.status not in (m.JobStatus.QUEUED, m.JobStatus.RUNNING):
            assert job.status == m.JobStatus.SUCCEEDED, job
            return job
        time.sleep(0.1)
    raise AssertionError("the job does not end")


root = login("admin", admin_password)
assert told(get_me.sync_detailed(client=root), 200).is_super_admin
told(create_tenant.sync_detailed(client=root, body=m.NewTenant(name=TENANT, four_eyes=True)), 201)


def person(name, roles):
    username, password = f"{name}.python", f"python story {name} 27182"
    new = m.NewUser(username=username, password=password, full_name=name.title())
    told(create_user.sync_detailed(client=root, body=new), 201)
    grant = m.NewRoles(username=username, tenant_name=TENANT, roles=roles)
    told(give_roles.sync_detailed(client=root, body=grant), 200)
    return login(username, password)


maria = person("maria", [m.Role.CREATE, m.Role.APPROVER])
chen = person("chen", [m.Role.APPROVER])
ana = person("ana", [m.Role.ADMIN])

# An offer, under an Idempotency-Key: asked for twice, written once.
data = m.NewOfferData.from_dict({"title": "Gold card", "rate": 11.9})
new = m.NewOffer(data=data, comments="For good savers")
offer = told(create_offer.sync_detailed(TENANT, client=maria, body=new, idempotency_key="one"), 201)
again = told(create_offer.sync_detailed(TENANT, client=maria, body=new, idempotency_key="one"), 201)
assert again.offer_id == offer.offer_id
told(submit_offer.sync_detailed(TENANT, offer.offer_id, client=maria, body=m.Decision()), 200)

refused = told(approve_offer.sync_detailed(TENANT, offer.offer_id, client=maria, body=m.Decision()), 403)
assert refused.code == "four_eyes", refused
stale = approve_offer.sync_detailed(TENANT, offer.offer_id, client=chen, body=m.Decision(), if_match='"1"')
assert told(stale, 412).code == "precondition_failed"
approved = approve_offer.sync_detailed(TENANT, offer.offer_id, client=chen, body=m.Decision(), if_match='"2"')
assert told(approved, 200).status == m.OfferStatus.APPROVED
frozen = update_offer.sync_detailed(TENANT, offer.offer_id, client=ana, body=m.OfferChange(comments="later"))
assert told(frozen, 409).code == "invalid_transition"
invalid = create_offer.sync_detailed(TENANT, client=maria, body=m.NewOffer(data=data, comments=""))
assert [fault.code for fault in told(invalid, 422).errors] == ["too_short"]
assert told(get_offer.sync_detailed(TENANT, offer.offer_id, client=ana), 200).data["rate"] == 11.9
page = told(list_offers.sync_detailed(TENANT, client=ana, status=m.OfferStatus.APPROVED, limit=1), 200)
assert [item.offer_id for item in page.items] == [offer.offer_id]

# Customers, as a file.
rows = "".join(f"py-{n},Customer {n},c{n}@python.example,verified,{n * 100}\n" for n in range(200))
csv = f"external_id,full_name,email,kyc_status,balance\n{rows}".encode()
job = told(import_customers.sync_detailed(client=root, body=File(payload=io.BytesIO(csv))), 202)
job = finished(lambda: get_customers_job.sync_detailed(job.job_id, client=root))
assert job.result["inserted"] == 200, job
assert told(list_customers.sync_detailed(client=root, kyc_status=m.KycStatus.VERIFIED), 200).items

# A campaign for some of them.
criteria = {"all": [{"external_id": {"starts_with": "py-"}}, {"attributes.balance": {"gte": 5000}}]}
asked = m.Wanted.from_dict({"selection_criteria": criteria, "control_percent": 10})
assert told(preview_campaigns.sync_detailed(TENANT, client=maria, body=asked), 200).matched == 150
plan = m.NewCampaign.from_dict({
    "offer_id": offer.offer_id, "name": "Gold for savers", "selection_criteria": criteria, "control_percent": 10,
    "start_date": "2020-01-01", "end_date": "2099-12-31",
})
campaign = told(create_campaign.sync_detailed(TENANT, client=maria, body=plan), 201)
start = m.CampaignChange(status=m.CampaignStatus.ACTIVE)
told(update_campaign.sync_detailed(TENANT, campaign.campaign_id, client=ana, body=start), 200)
job = told(process_campaign_customers.sync_detailed(TENANT, campaign.campaign_id, client=ana), 202)
finished(lambda: get_job.sync_detailed(TENANT, job.job_id, client=ana))

# A delivery system.
key = m.NewKey(name="python mailer", scopes=[m.Scope.DELIVERIES], tenant_name=TENANT)
secret = told(create_api_key.sync_detailed(client=root, body=key), 201).secret
mailer = AuthenticatedClient(base_url=f"{url}/api/v1", token=secret, prefix="", auth_header_name="X-API-Key")
claim = m.Order(limit=20, lease_seconds=600)
claimed = told(claim_campaign_deliveries.sync_detailed(campaign.campaign_id, client=mailer, body=claim), 200)
assert len(claimed.items) == 20
reports = [
    m.Item(campaign_id=campaign.campaign_id, customer_id=item.customer_id, status=m.DeliveryStatus.DELIVERED)
    for item in claimed.items
]
assert told(update_campaigns_delivery_status.sync_detailed(client=mailer, body=reports), 200).updated == 20
summary = told(get_campaign_summary.sync_detailed(TENANT, campaign.campaign_id, client=ana), 200)
assert summary.by_status["delivered"] == 20, summary
export = told(export_campaign.sync_detailed(TENANT, campaign.campaign_id, client=ana, safe=True), 200)
assert export.startswith(b"customer_id,external_id,full_name"), export[:80]
trail = told(list_offer_audit_logs.sync_detailed(TENANT, offer.offer_id, client=chen), 200)
steps = [item.action for item in trail.items if item.outcome == "done"]
assert steps == ["approve", "submit", "create"], steps
print("python: the tour's story is told")
