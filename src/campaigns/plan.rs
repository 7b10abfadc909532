//! What a campaign is to be: the fields of a request, checked, over those that it has.

use jiff::tz::TimeZone;
use pg_types::{CampaignStatus, OfferStatus, RawJson, Role};
use queries::queries::campaigns::LockedCampaign;
use serde::Serialize;

use super::api::{CampaignChange, NewCampaign};
use super::dates::Schedule;
use super::lifecycle::{self, Field, Step};
use super::{guard, store};
use crate::audit::Changes;
use crate::criteria::{Criteria, unnamed};
use crate::door::Grant;
use crate::error::{Error, Result};
use crate::web::Fault;

/// Where criteria stand in a body.
pub(super) const CRITERIA: &str = "/selection_criteria";

/// A field that differs, before and after.
pub(super) type Changed = (Field, RawJson, RawJson);

/// What the trail says of a new campaign; its criteria name nobody there.
#[derive(Debug, Serialize)]
pub(super) struct Written<'a> {
    name: &'a str,
    offer_id: i64,
    selection_criteria: RawJson,
    control_percent: i32,
    start_date: &'a str,
    end_date: &'a str,
}

/// A campaign's changeable fields.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) offer_id: i64,
    pub(super) name: String,
    pub(super) description: Option<String>,
    pub(super) selection_criteria: RawJson,
    pub(super) control_percent: i32,
    pub(super) schedule: Schedule,
    pub(super) status: CampaignStatus,
}

impl Plan {
    /// A new campaign; every fault of its dates and criteria at once.
    pub(super) fn of_new(new: &NewCampaign, zone: &TimeZone) -> Result<Self> {
        let schedule = Schedule::parse(&new.start_date, &new.end_date, zone);
        let criteria = Criteria::read(&new.selection_criteria, CRITERIA);
        let (schedule, _) = both(schedule, criteria)?;
        Ok(Self {
            offer_id: new.offer_id,
            name: new.name.0.clone(),
            description: new.description.as_ref().map(|text| text.0.clone()),
            selection_criteria: new.selection_criteria.clone(),
            control_percent: new.control_percent.0,
            schedule,
            status: CampaignStatus::Draft,
        })
    }

    /// The campaign as it is.
    pub(super) fn present(campaign: &LockedCampaign) -> Self {
        Self {
            offer_id: campaign.offer_id,
            name: campaign.name.clone(),
            description: campaign.description.clone(),
            selection_criteria: campaign.selection_criteria.clone(),
            control_percent: campaign.control_percent,
            schedule: Schedule {
                start_date: campaign.start_date.clone(),
                end_date: campaign.end_date.clone(),
                starts_at: campaign.starts_at,
                ends_at: campaign.ends_at,
            },
            status: campaign.status,
        }
    }

    /// The campaign as a request wants it.
    pub(super) fn after(
        campaign: &LockedCampaign,
        change: &CampaignChange,
        zone: &TimeZone,
    ) -> Result<Self> {
        let present = Self::present(campaign);
        let (start, end) = (change.start_date.as_ref(), change.end_date.as_ref());
        let schedule =
            present.schedule.changed(start.map(String::as_str), end.map(String::as_str), zone);
        let description = change.description.as_ref();
        let criteria = change.selection_criteria.as_ref();
        Ok(Self {
            offer_id: change.offer_id.as_ref().copied().unwrap_or(present.offer_id),
            name: change.name.as_ref().map_or(present.name, |name| name.0.clone()),
            description: match description {
                Some(new) => new.as_ref().map(|text| text.0.clone()),
                None => present.description,
            },
            selection_criteria: criteria.cloned().unwrap_or(present.selection_criteria),
            control_percent: change
                .control_percent
                .as_ref()
                .map_or(present.control_percent, |it| it.0),
            schedule: schedule.map_err(Error::Invalid)?,
            status: change.status.as_ref().copied().unwrap_or(present.status),
        })
    }

    /// The fields in which two plans differ, each with both values.
    pub(super) fn changes(&self, to: &Self) -> Result<Vec<Changed>> {
        let pairs = self.values()?.into_iter().zip(to.values()?);
        let changed = pairs.filter(|((_, from), (_, to))| from != to);
        Ok(changed.map(|((field, from), (_, to))| (field, from, to)).collect())
    }

    /// Each field's JSON text: criteria are compared by the text that is stored, with every digit.
    fn values(&self) -> Result<[(Field, RawJson); 7]> {
        Ok([
            (Field::Offer, json(&self.offer_id)?),
            (Field::Name, json(&self.name)?),
            (Field::Description, json(&self.description)?),
            (Field::SelectionCriteria, self.selection_criteria.clone()),
            (Field::ControlPercent, json(&self.control_percent)?),
            (Field::StartDate, json(&self.schedule.start_date)?),
            (Field::EndDate, json(&self.schedule.end_date)?),
        ])
    }

    /// The trail's account of a new campaign.
    pub(super) fn written(&self) -> Result<Written<'_>> {
        Ok(Written {
            name: &self.name,
            offer_id: self.offer_id,
            selection_criteria: unnamed(&self.selection_criteria).map_err(Error::internal)?,
            control_percent: self.control_percent,
            start_date: &self.schedule.start_date,
            end_date: &self.schedule.end_date,
        })
    }

    /// Whether nobody is asked for.
    pub(super) fn is_for_nobody(&self) -> Result<bool> {
        Ok(criteria(&self.selection_criteria).map_err(Error::Invalid)?.is_empty())
    }
}

/// 422 for what can be said of a change without looking at the campaign.
pub(super) fn check(change: &CampaignChange, zone: &TimeZone) -> Result<()> {
    let (start, end) = (change.start_date.as_ref(), change.end_date.as_ref());
    // The end of time is after every start, its beginning before every end.
    let start = start.map_or("0001-01-01", String::as_str);
    let end = end.map_or("9999-12-31", String::as_str);
    let dates = Schedule::parse(start, end, zone).map(drop);
    let criteria = change.selection_criteria.as_ref();
    let criteria = criteria.map_or(Ok(()), |it| Criteria::read(it, CRITERIA).map(drop));
    both(dates, criteria).map(drop)
}

/// Reads criteria that are stored; the faults point below `/selection_criteria`.
pub(super) fn criteria(json: &RawJson) -> Result<Criteria, Vec<Fault>> {
    let value = json
        .parse()
        .map_err(|error| vec![Fault::new(CRITERIA, "not_valid", format!("{error}"))])?;
    Criteria::parse(&value, CRITERIA)
}

fn json(value: &impl Serialize) -> Result<RawJson> {
    RawJson::of(value).map_err(Error::internal)
}

fn both<A, B>(a: Result<A, Vec<Fault>>, b: Result<B, Vec<Fault>>) -> Result<(A, B)> {
    match (a, b) {
        (Ok(a), Ok(b)) => Ok((a, b)),
        (a, b) => {
            let faults = [a.err(), b.err()].into_iter().flatten().flatten().collect();
            Err(Error::Invalid(faults))
        }
    }
}

/// 409 for what nobody may do in this state, 403 for what another role could.
pub(super) fn judge(
    status: CampaignStatus,
    to: &Plan,
    changed: &[Changed],
    grant: &Grant,
    asks_for_status: bool,
) -> Result<()> {
    if let Some((field, _, _)) = changed.iter().find(|it| !it.0.changes_in().contains(&status)) {
        return Err(Error::transition(&format!("change {}", field.as_str()), status));
    }
    if lifecycle::step(status, to.status) == Step::Refused {
        return Err(Error::transition(store::verb(status, to.status), status));
    }
    if grant.has(Role::Admin) {
        return Ok(());
    }
    if asks_for_status {
        return Err(Error::forbidden("only an admin may change a campaign's status"));
    }
    if !lifecycle::editable_by(Role::Create).contains(&status) {
        return Err(Error::forbidden(format!(
            "only an admin may edit a campaign that is {status}"
        )));
    }
    Ok(())
}

/// 422 if the campaign is to name an offer that is not there, 409 if one that it may not have.
pub(super) fn check_offer(from: &Plan, to: &Plan, offer: Option<OfferStatus>) -> Result<()> {
    if from.offer_id == to.offer_id { Ok(()) } else { check_named(to.status, offer) }
}

/// The same for an offer that a campaign in this state names for the first time.
pub(super) fn check_named(status: CampaignStatus, offer: Option<OfferStatus>) -> Result<()> {
    let Some(found) = offer else {
        return Err(Error::invalid("/offer_id", "unknown_offer", "there is no such offer"));
    };
    let state = if status == CampaignStatus::Cancelled { CampaignStatus::Draft } else { status };
    if lifecycle::offers_for(state).contains(&found) {
        Ok(())
    } else {
        Err(guard::not_approved(offer))
    }
}

/// The trail's account of a change; criteria name nobody there.
pub(super) fn diff(changed: Vec<Changed>) -> Result<Changes> {
    changed.into_iter().try_fold(Changes::default(), |changes, (field, from, to)| {
        let told = |json: RawJson| match field {
            Field::SelectionCriteria => unnamed(&json).map_err(Error::internal),
            _ => Ok(json),
        };
        Ok(changes.json(field.as_str(), told(from)?, told(to)?))
    })
}
