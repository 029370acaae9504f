//! Figures of the service for Prometheus. No text of a question and no id is a label.

use std::time::{Instant, SystemTime};

use axum::extract::{MatchedPath, Request, State};
use axum::http::{Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::ConstGauge;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::{Registry, Unit};

use super::activity::IngestStep;
use super::problem::Problem;
use super::request_metrics::RequestLabels;
use super::state::Service;
use tracuu_index::unread_file::UnreadFileState;

/// What `OpenMetrics` text is.
const MEDIA_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// What one label tells apart.
#[derive(Clone, PartialEq, Eq, Hash, Debug, EncodeLabelSet)]
struct StateLabel {
    state: &'static str,
}

/// Measures every request.
pub(super) async fn measure(
    State(service): State<Service>,
    request: Request,
    next: Next,
) -> Response {
    let route = request.extensions().get::<MatchedPath>();
    let route = route.map_or("none", MatchedPath::as_str).to_owned();
    let method = method_name(request.method());
    let started = Instant::now();
    let response = next.run(request).await;
    let status = match response.status().as_u16() / 100 {
        1 => "1xx",
        2 => "2xx",
        3 => "3xx",
        4 => "4xx",
        _ => "5xx",
    };
    let labels = RequestLabels { method, route, status };
    service.metrics().note(&labels, started.elapsed());
    response
}

/// The methods of the service; anything may stand in a request.
fn method_name(method: &Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "PUT" => "PUT",
        "DELETE" => "DELETE",
        "OPTIONS" => "OPTIONS",
        _ => "other",
    }
}

/// The figures of the service for Prometheus: durations of requests by route, the collection,
/// the queues, the process.
#[utoipa::path(get, path = "/metrics", tag = "health",
    responses((status = 200, description = "The figures as OpenMetrics text.", body = String,
     content_type = "application/openmetrics-text")))]
pub(crate) async fn metrics(State(service): State<Service>) -> Result<Response, Problem> {
    let mut registry = Registry::default();
    let durations = service.metrics().durations();
    let help = "Time from the head of a request to the head of its answer";
    registry.register_with_unit("http_request_duration", help, Unit::Seconds, durations);
    let tracuu = registry.sub_registry_with_prefix("tracuu");
    let version = vec![("version", env!("CARGO_PKG_VERSION"))];
    tracuu.register("build", "Version of the program", Info::new(version));
    collection(&service, tracuu);
    queues(&service, tracuu);
    process(service.metrics().started(), registry.sub_registry_with_prefix("process"));
    let mut text = String::new();
    encode(&mut text, &registry).map_err(|error| Problem::internal(&error))?;
    let headers =
        [(header::CONTENT_TYPE, MEDIA_TYPE), (header::CACHE_CONTROL, "no-store")];
    Ok((headers, text).into_response())
}

fn gauge(registry: &mut Registry, name: &str, help: &str, value: f64) {
    registry.register(name, help, ConstGauge::new(value));
}

/// Several values of a gauge, told apart by a label.
fn gauges(
    registry: &mut Registry,
    name: &str,
    help: &str,
    values: &[(&'static str, f64)],
) {
    let family = Family::<StateLabel, FloatGauge>::default();
    for (state, value) in values {
        family.get_or_create(&StateLabel { state }).set(*value);
    }
    registry.register(name, help, family);
}

type FloatGauge =
    prometheus_client::metrics::gauge::Gauge<f64, std::sync::atomic::AtomicU64>;

#[expect(clippy::cast_precision_loss, reason = "figures for people")]
fn collection(service: &Service, registry: &mut Registry) {
    let about = service.collection().about();
    let n_cited = about.n_without_text() as f64;
    let documents = [("held", about.n_held as f64), ("cited", n_cited)];
    gauges(registry, "documents", "Documents of the collection", &documents);
    gauge(registry, "index_entries", "Entries of the index", about.n_entries as f64);
    let age = service.collection().built().and_then(|built| built.elapsed().ok());
    if let Some(age) = age {
        let help = "Time since the index was swapped in";
        let age = ConstGauge::new(age.as_secs_f64());
        registry.register_with_unit("index_age", help, Unit::Seconds, age);
    }
    let unread = |state| about.n_unread(state) as f64;
    let files = [
        ("failed", unread(UnreadFileState::Failed)),
        ("refused", unread(UnreadFileState::Refused)),
        ("ignored", unread(UnreadFileState::Ignored)),
    ];
    gauges(registry, "unread_files", "Files that the last ingest left out", &files);
    let step = service.activity().step();
    let is = |is_so: bool| f64::from(u8::from(is_so));
    let is_running =
        matches!(step, IngestStep::Reading { .. } | IngestStep::Writing { .. });
    let ingest =
        [("running", is(is_running)), ("failed", is(step == IngestStep::Failed))];
    gauges(registry, "ingest", "What the ingest beside the service does", &ingest);
}

#[expect(clippy::cast_precision_loss, reason = "figures for people")]
fn queues(service: &Service, registry: &mut Registry) {
    let [questions, drafts] = service.load();
    let taken = [("questions", questions.0 as f64), ("drafts", drafts.0 as f64)];
    gauges(registry, "places_taken", "Jobs that are worked on", &taken);
    let waiting = [("questions", questions.1 as f64), ("drafts", drafts.1 as f64)];
    gauges(registry, "places_waited_for", "Jobs that wait for their turn", &waiting);
}

/// What the system says of this process, where it does.
fn process(started: SystemTime, registry: &mut Registry) {
    let since = started.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let start = ConstGauge::new(since.as_secs_f64());
    let help = "Start of the process since 1970";
    registry.register_with_unit("start_time", help, Unit::Seconds, start);
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let resident: Option<f64> =
        resident.and_then(|rest| rest.trim().strip_suffix(" kB")?.parse().ok());
    if let Some(kilobytes) = resident {
        let bytes = ConstGauge::<f64>::new(1024.0 * kilobytes);
        let help = "Resident memory";
        registry.register_with_unit("resident_memory", help, Unit::Bytes, bytes);
    }
    if let Ok(open) = std::fs::read_dir("/proc/self/fd") {
        let n_open = u32::try_from(open.count()).unwrap_or(u32::MAX);
        gauge(registry, "open_fds", "Open file descriptors", f64::from(n_open));
    }
}
