//! What is counted of requests over the life of the service.

use std::time::{Duration, SystemTime};

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::Histogram;

/// Bounds of the classes of durations, in seconds: a suggestion takes a thousandth, a question
/// two, a draft up to seconds.
const BOUNDS_S: [f64; 11] =
    [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1.0, 2.5, 10.0];

/// Which requests are counted together.
#[derive(Clone, PartialEq, Eq, Hash, Debug, EncodeLabelSet)]
pub(super) struct RequestLabels {
    pub(super) method: &'static str,
    pub(super) route: String,
    pub(super) status: &'static str,
}

/// Durations of requests by class.
pub(super) type RequestDurations = Family<RequestLabels, Histogram, fn() -> Histogram>;

/// What is counted over the life of the service. Clones share it.
#[derive(Clone, Debug)]
pub(super) struct RequestMetrics {
    durations: RequestDurations,
    started: SystemTime,
}

impl Default for RequestMetrics {
    fn default() -> Self {
        let histogram: fn() -> Histogram = || Histogram::new(BOUNDS_S);
        let durations = Family::new_with_constructor(histogram);
        Self { durations, started: SystemTime::now() }
    }
}

impl RequestMetrics {
    /// Counts a request.
    pub(super) fn note(&self, labels: &RequestLabels, took: Duration) {
        self.durations.get_or_create(labels).observe(took.as_secs_f64());
    }

    /// The durations by class.
    pub(super) fn durations(&self) -> RequestDurations {
        self.durations.clone()
    }

    /// When the counting began.
    pub(super) fn started(&self) -> SystemTime {
        self.started
    }
}
