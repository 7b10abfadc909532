//! What a workload came to: pairs of figures, their medians, the ratio and the target.

use std::fmt::Write;

/// One workload's figures, ours and the comparator's in turn.
#[derive(Debug)]
pub struct Outcome {
    /// The number and name in the table.
    pub workload: &'static str,
    /// What the figures count.
    pub unit: &'static str,
    /// Ours and the comparator's, pair by pair, in the order they were measured.
    pub pairs: Vec<(f64, f64)>,
    /// The least ratio that is good enough today; `None`: shown for information.
    pub target: Option<f64>,
    /// What else was seen: checks, latencies, memory.
    pub notes: Vec<String>,
}

impl Outcome {
    /// The median of ours.
    pub fn ours(&self) -> f64 {
        median(self.pairs.iter().map(|pair| pair.0))
    }

    /// The median of the comparator.
    pub fn theirs(&self) -> f64 {
        median(self.pairs.iter().map(|pair| pair.1))
    }

    /// The median of the pairs' ratios: what slows the machine for a while slows both halves of a pair.
    pub fn ratio(&self) -> f64 {
        median(self.pairs.iter().map(|pair| pair.0 / pair.1))
    }

    /// The figures in one line.
    pub fn sentence(&self) -> String {
        let (ours, theirs) = (count(self.ours()), count(self.theirs()));
        let Self { workload, unit, .. } = self;
        let mut text =
            format!("{workload}: {ours} {unit}, comparator {theirs}, ratio {:.2}", self.ratio());
        for note in &self.notes {
            let _ = write!(text, "\n    {note}");
        }
        let _ = write!(text, "\n    {}", self.every_pair());
        text
    }

    /// All figures, in the order they were measured.
    pub fn every_pair(&self) -> String {
        let pairs = self
            .pairs
            .iter()
            .map(|(ours, theirs)| format!("{} : {}", count(*ours), count(*theirs)));
        format!(
            "every pair, ours : comparator, {}: {}",
            self.unit,
            pairs.collect::<Vec<_>>().join(" · ")
        )
    }
}

/// All outcomes as a table in Markdown.
pub fn table(outcomes: &[Outcome]) -> String {
    let mut text =
        "| workload | ours | comparator | ratio | target |\n|---|--:|--:|--:|--:|".to_owned();
    for outcome in outcomes {
        let (ours, theirs, ratio) = (outcome.ours(), outcome.theirs(), outcome.ratio());
        let target = match outcome.target {
            Some(target) if ratio >= target => format!("≥ {target:.2}, met"),
            Some(target) => format!("≥ {target:.2}, **missed**"),
            None => "–".to_owned(),
        };
        let _ = write!(
            text,
            "\n| {} | {} {unit} | {} {unit} | {ratio:.2} | {target} |",
            outcome.workload,
            count(ours),
            count(theirs),
            unit = outcome.unit,
        );
    }
    text
}

/// The value in the middle; the mean of the two in the middle of an even number.
pub fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    match values.len() {
        0 => f64::NAN,
        odd if odd % 2 == 1 => values[odd / 2],
        even => f64::midpoint(values[even / 2 - 1], values[even / 2]),
    }
}

/// A whole number with its thousands apart.
pub fn count(value: f64) -> String {
    let digits = format!("{value:.0}");
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle() {
        assert!((median([3.0, 1.0, 2.0].into_iter()) - 2.0).abs() < f64::EPSILON);
        assert!((median([4.0, 1.0, 2.0, 3.0].into_iter()) - 2.5).abs() < f64::EPSILON);
    }

    #[test]
    fn thousands_are_apart() {
        assert_eq!(count(1_234_567.4), "1,234,567");
        assert_eq!(count(12.0), "12");
    }
}
