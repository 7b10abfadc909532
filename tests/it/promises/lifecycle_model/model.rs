//! Offers as the contract has them (its §1 and §3), in a hundred lines and without a database: who may do what to an
//! offer in which state, and what it is like then. Written from the contract, not from the program.

use serde_json::{Value, json};

/// Who calls. In the bank's tenant but for the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    Admin,
    Maker,
    Checker,
    /// Roles `create` and `approver`.
    Both,
    Reader,
    Outsider,
}

impl Who {
    pub(super) const ALL: [Self; 6] =
        [Self::Admin, Self::Maker, Self::Checker, Self::Both, Self::Reader, Self::Outsider];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Admin => "ada",
            Self::Maker => "mary",
            Self::Checker => "carl",
            Self::Both => "bo",
            Self::Reader => "rita",
            Self::Outsider => "otto",
        }
    }

    fn has(self, roles: &[&str]) -> bool {
        let own: &[&str] = match self {
            Self::Admin => &["admin"],
            Self::Maker => &["create"],
            Self::Checker => &["approver"],
            Self::Both => &["create", "approver"],
            Self::Reader => &["read_only"],
            Self::Outsider => &[],
        };
        own.iter().any(|role| roles.contains(role))
    }
}

/// What is done to an offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    /// New data, and a remark with it or not.
    Edit {
        remark: bool,
    },
    Comment,
    Submit,
    Withdraw,
    Reopen,
    Approve {
        remark: bool,
    },
    Reject {
        remark: bool,
    },
    Retire,
    Revise,
    Delete,
}

/// An offer, as far as the contract tells what it is like.
#[derive(Debug, Clone)]
pub(super) struct Model {
    pub(super) status: &'static str,
    pub(super) version: i64,
    pub(super) data: Value,
    pub(super) comments: Option<String>,
    pub(super) created_by: &'static str,
    pub(super) revises: Option<usize>,
    pub(super) makers: Vec<&'static str>,
    pub(super) submitted_by: Option<&'static str>,
    pub(super) decided_by: Option<&'static str>,
    pub(super) deleted: bool,
    /// The actions in its trail, oldest first.
    pub(super) trail: Vec<&'static str>,
}

/// What comes of a call: done, or refused with one of these statuses and codes.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Done,
    Refused(Vec<(u16, &'static str)>),
}

fn refused(status: u16, code: &'static str) -> Outcome {
    Outcome::Refused(vec![(status, code)])
}

/// All offers of one sequence of calls.
#[derive(Debug, Default)]
pub(super) struct World {
    pub(super) four_eyes: bool,
    pub(super) offers: Vec<Model>,
}

/// What the caller says about the version: the body's, or the header's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    Nothing,
    Right,
    Stale,
    RightTag,
    StaleTag,
}

impl Act {
    /// Roles that allow it at all.
    fn roles(self) -> &'static [&'static str] {
        match self {
            Self::Approve { .. } | Self::Reject { .. } => &["approver", "admin"],
            Self::Comment => &["approver", "create", "admin"],
            Self::Retire | Self::Delete => &["admin"],
            _ => &["create", "admin"],
        }
    }

    /// The states in which it is possible, and the one that it leads to; the latter does not matter to some.
    fn states(self) -> (&'static [&'static str], &'static str) {
        match self {
            Self::Edit { .. } => (&["draft", "submitted", "rejected"], "draft"),
            Self::Submit => (&["draft"], "submitted"),
            Self::Withdraw => (&["submitted"], "draft"),
            Self::Reopen => (&["rejected"], "draft"),
            Self::Approve { .. } => (&["submitted"], "approved"),
            Self::Reject { .. } => (&["submitted"], "rejected"),
            Self::Retire => (&["approved"], "retired"),
            Self::Revise => (&["approved", "rejected", "retired"], ""),
            Self::Comment | Self::Delete => {
                (&["draft", "submitted", "approved", "rejected", "retired"], "")
            }
        }
    }

    /// Its name in the trail.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Edit { .. } => "update",
            Self::Comment => "comment",
            Self::Submit => "submit",
            Self::Withdraw => "withdraw",
            Self::Reopen => "reopen",
            Self::Approve { .. } => "approve",
            Self::Reject { .. } => "reject",
            Self::Retire => "retire",
            Self::Revise => "revise",
            Self::Delete => "delete",
        }
    }

    /// Whether its body may name a version.
    pub(super) fn takes_version(self) -> bool {
        !matches!(self, Self::Edit { .. } | Self::Comment | Self::Delete)
    }
}

impl World {
    /// A new draft; nothing if that is refused.
    pub(super) fn writes(&mut self, who: Who, data: &Value) -> Outcome {
        match who {
            Who::Outsider => refused(404, "not_found"),
            _ if !who.has(&["create", "admin"]) => refused(403, "forbidden"),
            _ => {
                let name = who.name();
                self.offers.push(Model::draft(name, data.clone(), vec![name], None));
                Outcome::Done
            }
        }
    }

    /// What comes of an act on the offer at this place; if it is done, the world is as after.
    pub(super) fn acts(
        &mut self,
        who: Who,
        act: Act,
        at: usize,
        shown: Shown,
        data: &Value,
    ) -> Outcome {
        let refusal = self.refuses(who, act, at, shown);
        if let Some(refusal) = refusal {
            return refusal;
        }
        if act == Act::Revise {
            return self.revises(who, at);
        }
        let offer = &mut self.offers[at];
        offer.takes(who, act, data);
        if matches!(act, Act::Approve { .. }) {
            self.replaces_the_one_before(at);
        }
        Outcome::Done
    }

    /// 401, tenant 404, role 403, object 404, `If-Match` 412, state 403 or 409, in this order.
    fn refuses(&self, who: Who, act: Act, at: usize, shown: Shown) -> Option<Outcome> {
        let offer = &self.offers[at];
        let (from, _) = act.states();
        if who == Who::Outsider {
            return Some(refused(404, "not_found"));
        }
        if !who.has(act.roles()) {
            return Some(refused(403, "forbidden"));
        }
        if offer.deleted {
            return Some(refused(404, "not_found"));
        }
        if shown == Shown::StaleTag {
            return Some(refused(412, "precondition_failed"));
        }
        // Of several reasons in the state, the contract names no first one.
        let mut reasons = Vec::new();
        if shown == Shown::Stale && act.takes_version() {
            reasons.push((409, "version_mismatch"));
        }
        if !from.contains(&offer.status) {
            reasons.push((409, "invalid_transition"));
        }
        if matches!(act, Act::Edit { .. }) && offer.status != "draft" && reasons.is_empty() {
            let another_could = !who.has(&["admin"]);
            reasons.extend(another_could.then_some((403, "forbidden")));
        }
        let made = offer.makers.contains(&who.name());
        if matches!(act, Act::Approve { .. })
            && self.four_eyes
            && made
            && from.contains(&offer.status)
        {
            reasons.push((403, "four_eyes"));
        }
        (!reasons.is_empty()).then_some(Outcome::Refused(reasons))
    }

    fn revises(&mut self, who: Who, at: usize) -> Outcome {
        let old = &mut self.offers[at];
        old.trail.push("revise");
        let mut makers = if old.status == "approved" { Vec::new() } else { old.makers.clone() };
        makers.push(who.name());
        let new = Model::draft(who.name(), old.data.clone(), makers, Some(at));
        self.offers.push(new);
        Outcome::Done
    }

    /// The offer that a row of versions began with.
    fn first(&self, mut at: usize) -> usize {
        while let Some(before) = self.offers[at].revises {
            at = before;
        }
        at
    }

    /// An approved offer takes the place of the version that was approved before it: of all versions of one offer there is
    /// one.
    fn replaces_the_one_before(&mut self, at: usize) {
        let first = self.first(at);
        for place in (0..self.offers.len()).filter(|place| *place != at) {
            let replaced = self.first(place) == first;
            let old = &mut self.offers[place];
            if replaced && old.status == "approved" && !old.deleted {
                old.status = "retired";
                old.version += 1;
                old.trail.push("retire");
            }
        }
    }
}

impl Model {
    fn draft(
        by: &'static str,
        data: Value,
        makers: Vec<&'static str>,
        revises: Option<usize>,
    ) -> Self {
        Self {
            status: "draft",
            version: 1,
            data,
            comments: None,
            created_by: by,
            revises,
            makers,
            submitted_by: None,
            decided_by: None,
            deleted: false,
            trail: vec!["create"],
        }
    }

    fn takes(&mut self, who: Who, act: Act, data: &Value) {
        let (_, to) = act.states();
        self.trail.push(act.name());
        match act {
            Act::Comment => return self.comments = Some("a comment".to_owned()),
            Act::Delete => return self.deleted = true,
            Act::Edit { .. } => {
                self.data = data.clone();
                self.makers.push(who.name());
            }
            Act::Submit => {
                self.makers.push(who.name());
                self.submitted_by = Some(who.name());
            }
            Act::Approve { .. } | Act::Reject { .. } => self.decided_by = Some(who.name()),
            _ => {}
        }
        if let Act::Edit { remark: true }
        | Act::Approve { remark: true }
        | Act::Reject { remark: true } = act
        {
            self.comments = Some(format!("a remark to {}", act.name()));
        }
        self.status = to;
        self.version += 1;
    }

    /// What the API has to show of it; `revises` is filled in by who knows the ids.
    pub(super) fn shows(&self) -> Value {
        json!({
            "status": self.status,
            "version": self.version,
            "data": self.data,
            "comments": self.comments,
            "created_by": self.created_by,
        })
    }
}
