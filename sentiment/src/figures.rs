//! Figures of a model on labelled reviews: the same, under the same names, as `training/evaluate.py`
//! prints.

use serde::Serialize;

/// Bins of equal width, from a confidence of one half to 1.
const BINS: usize = 15;

/// What a model made of one labelled review.
#[derive(Debug, Clone, Copy)]
pub struct Outcome {
    /// The model's probability, 0..=1, that the review is positive.
    pub probability: f32,
    /// Whether it is.
    pub positive: bool,
    /// Whether its text occurs in training; `false` where nobody says.
    pub seen: bool,
    /// How long the model took.
    pub milliseconds: f64,
}

impl Outcome {
    fn predicted(&self) -> bool {
        self.probability >= 0.5
    }

    fn is_right(&self) -> bool {
        self.predicted() == self.positive
    }
}

/// Shares are fractions with six decimals.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figures {
    pub version: String,
    pub reviews: usize,
    pub accuracy: f64,
    /// Of every other review, beginning with the second: the export fits its numbers on the others.
    pub accuracy_odd: f64,
    pub negative: ClassFigures,
    pub positive: ClassFigures,
    pub calibration_error: f64,
    pub calibration_error_odd: f64,
    pub ms_median: f64,
    pub ms_p99: f64,
    /// Of reviews whose text does not occur in training; only where some does, and not all do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accuracy_unseen: Option<f64>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ClassFigures {
    pub precision: f64,
    pub recall: f64,
}

impl Figures {
    pub fn of(version: &str, outcomes: &[Outcome]) -> Self {
        let odd: Vec<Outcome> = outcomes.iter().skip(1).step_by(2).copied().collect();
        let unseen: Vec<Outcome> = outcomes.iter().filter(|outcome| !outcome.seen).copied().collect();
        let milliseconds: Vec<f64> = outcomes.iter().map(|outcome| outcome.milliseconds).collect();
        Self {
            version: version.to_owned(),
            reviews: outcomes.len(),
            accuracy: rounded(accuracy(outcomes), 6),
            accuracy_odd: rounded(accuracy(&odd), 6),
            negative: ClassFigures::of(outcomes, false),
            positive: ClassFigures::of(outcomes, true),
            calibration_error: rounded(calibration_error(outcomes), 6),
            calibration_error_odd: rounded(calibration_error(&odd), 6),
            ms_median: rounded(percentile(&milliseconds, 0.5), 3),
            ms_p99: rounded(percentile(&milliseconds, 0.99), 3),
            accuracy_unseen: (1..outcomes.len()).contains(&unseen.len()).then(|| rounded(accuracy(&unseen), 6)),
        }
    }
}

impl ClassFigures {
    fn of(outcomes: &[Outcome], class: bool) -> Self {
        let count = |holds: fn(&Outcome, bool) -> bool| outcomes.iter().filter(|outcome| holds(outcome, class)).count();
        let hits = count(|outcome, class| outcome.predicted() == class && outcome.positive == class);
        let predicted = count(|outcome, class| outcome.predicted() == class);
        let there = count(|outcome, class| outcome.positive == class);
        Self { precision: rounded(share(hits, predicted), 6), recall: rounded(share(hits, there), 6) }
    }
}

fn accuracy(outcomes: &[Outcome]) -> f64 {
    share(outcomes.iter().filter(|outcome| outcome.is_right()).count(), outcomes.len())
}

/// Expected calibration error: confidence minus accuracy, averaged over the bins.
pub fn calibration_error(outcomes: &[Outcome]) -> f64 {
    let mut gaps = [0.0; BINS];
    for outcome in outcomes {
        let probability = f64::from(outcome.probability);
        let confidence = probability.max(1.0 - probability);
        let bin = ((confidence - 0.5) * 2.0 * BINS as f64) as usize;
        gaps[bin.min(BINS - 1)] += confidence - if outcome.is_right() { 1.0 } else { 0.0 };
    }
    gaps.iter().map(|gap: &f64| gap.abs()).sum::<f64>() / outcomes.len().max(1) as f64
}

/// The value below which `fraction` of the values lie, between two of them in proportion; 0 of none.
pub fn percentile(values: &[f64], fraction: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let place = fraction * sorted.len().saturating_sub(1) as f64;
    let at = |place: f64| sorted.get(place as usize).copied().unwrap_or(0.0);
    let (below, above) = (at(place.floor()), at(place.ceil()));
    below + (above - below) * place.fract()
}

/// 0 of nothing, as in the training code.
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// To so many decimals.
pub fn rounded(value: f64, decimals: i32) -> f64 {
    let scale = 10f64.powi(decimals);
    (value * scale).round() / scale
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcomes(pairs: &[(f32, bool)]) -> Vec<Outcome> {
        let one = |(place, &(probability, positive)): (usize, &(f32, bool))| Outcome {
            probability,
            positive,
            seen: false,
            milliseconds: place as f64,
        };
        pairs.iter().enumerate().map(one).collect()
    }

    #[test]
    fn shares_of_right_answers() {
        let mut outcomes = outcomes(&[(0.9, true), (0.8, false), (0.1, false), (0.5, true), (0.2, true)]);
        let figures = Figures::of("model-1", &outcomes);
        assert_eq!((figures.version.as_str(), figures.reviews), ("model-1", 5));
        assert_eq!((figures.accuracy, figures.accuracy_odd), (0.6, 0.5));
        assert_eq!(figures.positive, ClassFigures { precision: 0.666_667, recall: 0.666_667 });
        assert_eq!(figures.negative, ClassFigures { precision: 0.5, recall: 0.5 });
        assert_eq!((figures.ms_median, figures.ms_p99), (2.0, 3.96));
        assert_eq!(figures.accuracy_unseen, None);
        outcomes[1].seen = true;
        assert_eq!(Figures::of("model-1", &outcomes).accuracy_unseen, Some(0.75));
        outcomes.iter_mut().for_each(|outcome| outcome.seen = true);
        assert_eq!(Figures::of("model-1", &outcomes).accuracy_unseen, None);
    }

    #[test]
    fn calibration() {
        // Four times 75 % sure and three times right: that is what the words mean.
        let honest = outcomes(&[(0.75, true), (0.75, true), (0.25, false), (0.75, false)]);
        assert!(calibration_error(&honest) < 1e-9);
        // Sure of everything and right half of the time.
        let boaster = outcomes(&[(1.0, true), (1.0, false), (0.0, true), (0.0, false)]);
        assert!((calibration_error(&boaster) - 0.5).abs() < 1e-9);
        // Too sure in one bin and not sure enough in another do not make up for each other.
        let both = outcomes(&[(1.0, false), (0.5, true)]);
        assert!((calibration_error(&both) - 0.75).abs() < 1e-9);
    }

    #[test]
    fn percentiles() {
        assert_eq!(percentile(&[3.0, 1.0, 2.0, 4.0], 0.5), 2.5);
        assert_eq!(percentile(&[7.0], 0.99), 7.0);
        assert_eq!(percentile(&[], 0.5), 0.0);
    }

    #[test]
    fn nothing_measured_is_no_fault() {
        let figures = Figures::of("model-1", &[]);
        assert_eq!((figures.accuracy, figures.calibration_error), (0.0, 0.0));
        assert!(serde_json::to_string(&figures).expect("JSON").starts_with(r#"{"version":"model-1","reviews":0,"#));
    }
}
