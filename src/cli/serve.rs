//! `tracuu serve`.

use std::net::{IpAddr, SocketAddr};
use std::thread;
use std::time::Duration;

use anyhow::{Context, bail};
use serde::Serialize;

use super::check;
use super::collections::Collections;
use super::failure::Outcome;
use super::ingest::{build, job, unread};
use super::output::{Output, eprint_line};
use super::watch::{condemn, keep_service_current};
use super::{failure, input, log};
use crate::config::settings::Settings;
use tracuu_index::generation;
use tracuu_index::reader::Collection;
use tracuu_index::unread_file::UnreadFileState;
use tracuu_ingest::error::IngestError;
use tracuu_ingest::run::{IngestJob, SeenFiles, SourceState, source_state};
use tracuu_print::messages::VIETNAMESE;
use tracuu_server::access::Access;
use tracuu_server::audit::{Audit, AuditLogSettings};
use tracuu_server::fetch::TrustError;
use tracuu_server::host::{Hosts, host_name};
use tracuu_server::limits::Limits;
use tracuu_server::live::LiveService;
use tracuu_server::origin::Origins;
use tracuu_server::public_address::PublicAddress;
use tracuu_server::server::{Bound, bind, serve};
use tracuu_server::state::{Checking, Service};
use tracuu_server::tls::Tls;
use tracuu_server::token_issuer::TokenIssuer;
use tracuu_server::writable_folder::WritableFolder;
use tracuu_store::key::Groups;

/// Time for threads that still work when all connections have ended.
const SHUTDOWN: Duration = Duration::from_secs(1);

/// Where to listen.
#[derive(Debug, clap::Args)]
pub(super) struct ServeArgs {
    /// Address and port; port 0 takes any free one [default: 127.0.0.1:7878]
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<SocketAddr>,
    /// Port on the same address
    #[arg(long, value_name = "PORT", conflicts_with = "listen")]
    port: Option<u16>,
    /// Does not read what is put into the folder while the service runs
    #[arg(long)]
    no_watch: bool,
}

/// What is said when the service answers.
#[derive(Serialize)]
struct Started<'a> {
    address: String,
    n_held: usize,
    n_documents: usize,
    sample: Option<&'a String>,
    /// With which this machine may add documents.
    upload_key: Option<String>,
}

/// Serves until the program is told to stop. The address is taken first: a port in use is
/// said at once, not after a long ingest.
pub(super) fn run(
    settings: &Settings,
    args: &ServeArgs,
    settings_again: &(dyn Fn() -> anyhow::Result<Settings> + Sync),
    output: &mut Output,
) -> anyhow::Result<Outcome> {
    let mut listen = args.listen.unwrap_or(settings.listen);
    if let Some(port) = args.port {
        listen.set_port(port);
    }
    // A mistake is said before a long ingest.
    check::disabled_by(settings)?;
    log::begin(settings)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("cannot start the service")?;
    let outcome = runtime.block_on(async {
        let access =
            Access::new(settings.index.clone(), settings.access.anonymous.clone())?
                .behind(settings.access.proxy.clone())
                .trusting(token_issuer(settings)?);
        if !listen.ip().to_canonical().is_loopback() && !access.is_closed() {
            bail!(VIETNAMESE.cli_serve_no_key(listen, settings.index.display()));
        }
        let tls = settings.server.tls.as_ref();
        let tls =
            tls.map(|files| Tls::read(&files.certificate, &files.key)).transpose()?;
        let bound = bind(listen).await?.under(tls.clone());
        let whole = job(settings, vec![settings.corpus.clone()])?;
        let collections = Collections::new(settings, whole)?;
        let (access, upload_key) =
            access.with_restricted(collections.groups()).with_own_key()?;
        collections.remove_parts_but(access.group_sets().iter());
        let open = collections.job(&Groups::new());
        let collection = collection(&open)?;
        let limits = limits(settings);
        let reader = input::draft_reader(limits.answer)?;
        let folder =
            WritableFolder::new(settings.corpus.clone(), settings.office.allow_secret);
        let service = Service::new(collection, limits)?;
        let service = service
            .reading_with(reader)
            .with_store(open.index_dir)
            .taking_files_into(folder.restricted_to(collections.rules()))
            .guarded_by(access.clone())
            .audited_by(audit(settings)?);
        let service = configured(service, settings, listen)?;
        announce(&bound, &service, upload_key, output)?;
        let live = LiveService::new(service);
        watch(collections, !args.no_watch, access, live.clone())?;
        tokio::select! {
            () = serve(bound, &live) => {}
            () = reload(&live, tls.as_ref(), settings_again, listen) => {}
        }
        Ok(Outcome::Done)
    });
    // Work that nobody waits for any more does not keep the program from ending.
    runtime.shutdown_timeout(SHUTDOWN);
    outcome
}

/// The service as the settings want it, as far as they are read anew while it runs.
fn configured(
    service: Service,
    settings: &Settings,
    listen: SocketAddr,
) -> anyhow::Result<Service> {
    let checking = Checking {
        province: settings.office.province.clone(),
        off: check::disabled_by(settings)?,
        collected: settings.check.collection_date,
        author: settings.check.author.clone(),
    };
    let server = &settings.server;
    let address = PublicAddress::new(server.public_url.as_deref(), server.base());
    let access = service.access().with_anonymous(settings.access.anonymous.clone());
    Ok(service
        .with_checking(checking)
        .open_to(origins(settings, listen))
        .guarded_by(access)
        .found_at(address))
}

/// Whose tokens are taken, where the settings name somebody.
pub(super) fn token_issuer(
    settings: &Settings,
) -> Result<Option<TokenIssuer>, TrustError> {
    settings.access.tokens.clone().map(TokenIssuer::new).transpose()
}

/// Where is written down who asks for what, where the settings want it.
fn audit(settings: &Settings) -> anyhow::Result<Audit> {
    if settings.audit.days == 0 {
        return Ok(Audit::default());
    }
    Ok(Audit::begin(&AuditLogSettings {
        dir: settings.index.clone(),
        days: settings.audit.days,
        keeps_questions: settings.audit.questions,
    })?)
}

/// Reads the settings anew whenever it is told to (SIGHUP), for ever. Settings with a mistake
/// are named in the log, and those before go on.
#[cfg(unix)]
async fn reload(
    live: &LiveService,
    tls: Option<&Tls>,
    settings_again: &(dyn Fn() -> anyhow::Result<Settings> + Sync),
    listen: SocketAddr,
) {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut told) = signal(SignalKind::hangup()) else {
        return std::future::pending().await;
    };
    while told.recv().await.is_some() {
        let again = settings_again().and_then(|settings| {
            if let (Some(tls), Some(files)) = (tls, &settings.server.tls) {
                tls.read_again(&files.certificate, &files.key)?;
            }
            configured(live.service(), &settings, listen)
        });
        match again {
            Ok(service) => {
                live.change(&service);
                tracing::info!("the settings are read anew");
            }
            Err(error) => tracing::error!("{}", failure::message(&error)),
        }
    }
    std::future::pending::<()>().await;
}

/// There is no signal of this kind.
#[cfg(not(unix))]
async fn reload(
    _: &LiveService,
    _: Option<&Tls>,
    _: &(dyn Fn() -> anyhow::Result<Settings> + Sync),
    _: SocketAddr,
) {
    std::future::pending().await
}

/// Whose pages may ask, under which names.
fn origins(settings: &Settings, listen: SocketAddr) -> Origins {
    let mut hosts = settings.server.hosts.clone();
    let mut origins = settings.embed.origins.clone();
    if let Some(origin) = settings.server.public_origin() {
        let host = origin.split("://").last().unwrap_or_default();
        hosts.push(host_name(host).to_owned());
        origins.push(origin.to_owned());
    }
    hosts.push(match listen.ip() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => format!("[{address}]"),
    });
    let frames = settings.embed.frame_ancestors.clone();
    Origins::new(origins).framed_by(frames).under(Hosts::new(hosts))
}

/// Starts to keep the service current. The thread ends with the process.
fn watch(
    collections: Collections,
    is_watching: bool,
    access: Access,
    live: LiveService,
) -> anyhow::Result<()> {
    let run = move || keep_service_current(&collections, is_watching, &access, &live);
    thread::Builder::new()
        .name("watch".to_owned())
        .spawn(run)
        .context("cannot watch the folder")?;
    Ok(())
}

/// The collection to serve; built first where the index is not current.
fn collection(job: &IngestJob) -> anyhow::Result<Collection> {
    if let Err(error) = refresh(job) {
        // An index that can be read answers better than none.
        let Ok(collection) = Collection::open(&job.index_dir) else {
            return Err(error.into());
        };
        let cause = failure::message(&error.into());
        eprint_line(&format!("warning: {cause}\nwarning: serving the index as it is"));
        return Ok(collection);
    }
    match Collection::open(&job.index_dir) {
        Err(error) if error.is_damage() => {
            let name = generation::current_name(&job.index_dir).unwrap_or_default();
            condemn(&job.index_dir, &name, &[error.to_string().into()]);
            refresh(job)?;
            Ok(Collection::open(&job.index_dir)?)
        }
        opened => Ok(opened?),
    }
}

fn refresh(job: &IngestJob) -> Result<(), IngestError> {
    if source_state(job, &mut SeenFiles::default())? == SourceState::Current {
        return Ok(());
    }
    let report = build(job)?;
    let missed =
        report.unread().filter(|file| file.reason.state() != UnreadFileState::Ignored);
    for file in missed {
        eprint_line(&format!("warning: {}: {}", file.path, unread(file)));
    }
    for note in &report.notes {
        eprint_line(&format!("note: {note}"));
    }
    Ok(())
}

fn limits(settings: &Settings) -> Limits {
    Limits {
        concurrent: settings.limits.concurrent,
        drafts: settings.limits.drafts,
        answer: Duration::from_millis(settings.limits.answer_ms as u64),
        query_bytes: settings.limits.query_bytes,
        page_items: settings.limits.page_items,
        draft_bytes: settings.limits.draft_bytes,
        connections: settings.limits.connections,
        ..Limits::default()
    }
}

fn announce(
    bound: &Bound,
    service: &Service,
    upload_key: Option<String>,
    output: &mut Output,
) -> anyhow::Result<()> {
    let about = service.collection().about();
    let started = Started {
        address: bound.url(),
        n_held: about.n_held,
        n_documents: about.n_documents,
        sample: service.samples().questions.first(),
        upload_key,
    };
    if output.is_text() {
        output.line(&VIETNAMESE.cli_address(&started.address))?;
        if let Some(sample) = started.sample {
            output.line(&VIETNAMESE.cli_try_asking(sample))?;
        }
        if let Some(key) = started.upload_key {
            output.line(&VIETNAMESE.cli_serve_upload_key(key))?;
        }
    } else {
        output.json(&started)?;
    }
    output.flush()?;
    Ok(())
}
