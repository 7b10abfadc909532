//! What checking data against a schema costs at most, counted without checking it. The unit is one value of the schema that
//! is looked at for one value of the data, or for eight bytes of a text. Patterns cost more, the larger they may be.
//!
//! A schema that is asked several times about the same place counts each time, because the validator asks each time. With
//! data the count ends, since every reference that leads back goes deeper into it; without data, such a way back counts
//! once.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::excess::Excess;
use super::graph::{Graph, REFERENCES, Reach};

/// Values of the schema that may be looked at for one place in the data.
const MOST_FOR_A_PLACE: u64 = 50_000;
/// The longest way through schemas and references.
const DEEPEST: usize = 128;
/// What the check of one offer may cost.
const MOST_FOR_DATA: u64 = 1_000_000;
/// The longest way through schemas, references and data at once: each step is a frame or three on the stack.
const DEEPEST_WITH_DATA: usize = 256;
/// Pairs of a schema and a place in the data that are looked at to find the cost.
const MOST_PAIRS: usize = 200_000;

/// A name stands for what is asked of names.
static A_NAME: Value = Value::Null;

/// What asking a schema costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cost {
    /// To say whether the data is right.
    pub(super) check: u64,
    /// To gather every fault: choices are first asked for a yes or no, and then for their faults.
    pub(super) tell: u64,
    /// How many faults these can be.
    pub(super) faults: u64,
    /// To find out for `unevaluated…` what was looked at: the same, level by level.
    mark: u64,
    depth: usize,
}

impl Cost {
    const ONE: Self = Self { check: 1, tell: 1, faults: 1, mark: 1, depth: 1 };

    fn own(graph: &Graph<'_>, keywords: &Map<String, Value>, data: Option<&Value>) -> Self {
        let cost = own(graph, keywords, data);
        let required = ["required", "dependentRequired", "dependencies"];
        let required = required.iter().filter_map(|it| keywords.get(*it)).map(values).sum::<u64>();
        let faults = keywords.len() as u64 + required;
        Self { check: cost, tell: cost, faults, mark: cost, depth: 1 }
    }

    /// With another schema asked about so many parts of the data, or about the same place.
    fn with(self, asked: Self, times: u64, here: bool) -> Self {
        let often = |cost: u64| cost.saturating_mul(times);
        let marked = if here { asked.mark } else { 0 };
        Self {
            check: self.check.saturating_add(often(asked.check)),
            tell: self.tell.saturating_add(often(asked.tell.saturating_add(asked.check))),
            faults: self.faults.saturating_add(often(asked.faults)),
            mark: self.mark.saturating_add(often(asked.check.saturating_add(marked))),
            depth: self.depth.max(asked.depth + 1),
        }
    }

    /// With what `unevaluated…` looks for.
    fn marking(self) -> Self {
        let check = self.check.saturating_add(self.mark);
        Self { check, tell: self.tell.saturating_add(self.mark), ..self }
    }
}

/// What a schema costs for any place of any data; `None` if it leads back to itself, so that it depends on the data.
pub(super) fn of_schema(graph: &Graph<'_>) -> Result<Option<Cost>, Excess> {
    let limits = Limits { values: MOST_FOR_A_PLACE, depth: DEEPEST, below: true };
    let mut walk = Walk::new(graph, limits);
    let cost = walk.ask(graph.root(), None)?;
    // A way back was counted once wherever it was met first: that it goes deeper into the data has to hold for all.
    let mut flat = Walk::new(graph, Limits { below: false, ..limits });
    for schema in &walk.asked {
        flat.ask(schema, None)?;
    }
    Ok((!walk.comes_back).then_some(cost))
}

/// What it costs for this data.
pub(super) fn of_data(graph: &Graph<'_>, data: &Value) -> Result<Cost, Excess> {
    let limits = Limits { values: MOST_FOR_DATA, depth: DEEPEST_WITH_DATA, below: true };
    Walk::new(graph, limits).ask(graph.root(), Some(data))
}

/// The same, if it is small enough to be seen without counting.
pub(super) fn at_most(whole: Cost, data: &Value) -> Cost {
    let size = size(data);
    let often = |cost: u64| cost.saturating_mul(size);
    let (check, tell, faults) = (often(whole.check), often(whole.tell), often(whole.faults));
    Cost { check, tell, faults, ..whole }
}

/// Whether a check may cost this much.
pub(super) const fn is_bearable(cost: Cost) -> bool {
    cost.check <= MOST_FOR_DATA
}

#[derive(Debug, Clone, Copy)]
struct Limits {
    values: u64,
    depth: usize,
    /// Whether to go on below the place in the data.
    below: bool,
}

type Pair = (*const Value, *const Value);

struct Walk<'g, 's> {
    graph: &'g Graph<'s>,
    limits: Limits,
    known: HashMap<Pair, Cost>,
    asked: Vec<&'s Value>,
    /// Those that are being asked, with the steps into the data above each.
    open: HashMap<Pair, usize>,
    steps_down: usize,
    comes_back: bool,
}

impl<'g, 's> Walk<'g, 's> {
    fn new(graph: &'g Graph<'s>, limits: Limits) -> Self {
        let (known, open, asked) = Default::default();
        Self { graph, limits, known, asked, open, steps_down: 0, comes_back: false }
    }

    fn ask(&mut self, schema: &'s Value, data: Option<&Value>) -> Result<Cost, Excess> {
        let Value::Object(keywords) = schema else { return Ok(Cost::ONE) };
        let pair = (std::ptr::from_ref(schema), data.map_or(std::ptr::null(), std::ptr::from_ref));
        if let Some(cost) = self.known.get(&pair) {
            return Ok(*cost);
        }
        if let Some(above) = self.open.get(&pair) {
            self.comes_back = true;
            return if *above == self.steps_down { Err(Excess::Loop) } else { Ok(Cost::ONE) };
        }
        if self.open.len() >= self.limits.depth {
            return Err(Excess::Depth(self.limits.depth));
        }
        self.open.insert(pair, self.steps_down);
        let mut cost = Cost::own(self.graph, keywords, data);
        for (reach, asked) in self.graph.steps(schema)? {
            cost = self.step(cost, reach, asked, data)?;
        }
        if keywords.keys().any(|keyword| keyword.starts_with("unevaluated")) {
            cost = cost.marking();
        }
        self.open.remove(&pair);
        self.known.insert(pair, cost);
        self.asked.push(schema);
        self.bounded(cost)
    }

    /// With what one of the schemas costs that a schema asks.
    fn step(
        &mut self,
        mut cost: Cost,
        reach: Reach<'s>,
        asked: &'s Value,
        data: Option<&Value>,
    ) -> Result<Cost, Excess> {
        if reach.is_here() {
            let applies = data.is_none_or(|data| reach.applies_to(data));
            return if applies { Ok(cost.with(self.ask(asked, data)?, 1, true)) } else { Ok(cost) };
        }
        if !self.limits.below {
            return Ok(cost);
        }
        self.steps_down += 1;
        match (reach, data) {
            (_, None) => cost = cost.with(self.ask(asked, None)?, 1, false),
            (Reach::Names, Some(data)) => {
                cost = cost.with(self.ask(asked, Some(&A_NAME))?, names(data), false);
            }
            (_, Some(data)) => {
                for part in reach.parts(data) {
                    let of_part = self.ask(asked, Some(part))?;
                    cost = self.bounded(cost.with(of_part, 1, false))?;
                }
            }
        }
        self.steps_down -= 1;
        Ok(cost)
    }

    fn bounded(&self, cost: Cost) -> Result<Cost, Excess> {
        if cost.check > self.limits.values || self.known.len() > MOST_PAIRS {
            return Err(Excess::Values(self.limits.values));
        }
        if cost.depth > self.limits.depth {
            return Err(Excess::Depth(self.limits.depth));
        }
        Ok(cost)
    }
}

/// What a schema's own keywords cost.
fn own(graph: &Graph<'_>, keywords: &Map<String, Value>, data: Option<&Value>) -> u64 {
    let text = data.map_or(1, own_size);
    let names = data.map_or(1, names);
    let of = |(keyword, value): (&String, &Value)| match keyword.as_str() {
        "enum" | "const" | "required" | "dependentRequired" | "dependencies" => values(value),
        "properties" | "dependentSchemas" => value.as_object().map_or(1, |it| it.len() as u64),
        "patternProperties" => {
            let patterns = value.as_object().map_or(1, |it| it.len() as u64);
            names.saturating_mul(8 * graph.pattern_price).saturating_mul(patterns)
        }
        keyword if REFERENCES.contains(&keyword) => graph.breadth(),
        "additionalProperties" | "unevaluatedProperties" => names,
        "pattern" => text.saturating_mul(8 * graph.pattern_price),
        "format" | "minLength" | "maxLength" => text,
        "uniqueItems" => data.map_or(64, |data| size(data).saturating_mul(8)),
        _ => 1,
    };
    keywords.iter().map(of).fold(1, u64::saturating_add)
}

/// How many values a value consists of.
fn values(value: &Value) -> u64 {
    match value {
        Value::Array(items) => 1 + items.iter().map(values).sum::<u64>(),
        Value::Object(map) => 1 + map.values().map(values).sum::<u64>(),
        _ => 1,
    }
}

/// How much data there is: values, and eight bytes of texts for one more.
pub(super) fn size(data: &Value) -> u64 {
    own_size(data)
        + match data {
            Value::Array(items) => items.iter().map(size).sum(),
            Value::Object(map) => names(data) + map.values().map(size).sum::<u64>(),
            _ => 0,
        }
}

fn own_size(data: &Value) -> u64 {
    data.as_str().map_or(1, |text| 1 + text.len() as u64 / 8)
}

fn names(data: &Value) -> u64 {
    let names = data.as_object().into_iter().flat_map(Map::keys);
    names.map(|name| 1 + name.len() as u64 / 8).sum()
}
