//! `tracuu doctor`: whether this machine has what the program needs.

use std::net::TcpListener;
use std::time::Instant;

use serde::Serialize;
use strum::VariantArray as _;

use super::failure::{Outcome, message};
use super::input;
use super::output::Output;
use super::serve::token_issuer;
use crate::config::settings::Settings;
use tracuu_index::error::OpenError;
use tracuu_index::generation::GenerationError;
use tracuu_index::reader::Collection;
use tracuu_intake::program::{Installed, Program};
use tracuu_print::messages::VIETNAMESE;
use tracuu_store::store::{FILE_NAME, Store};

/// How a check ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
enum State {
    /// It is as it must be.
    Ok,
    /// The program works without it, with less.
    Missing,
    /// The program does not work.
    Failed,
}

/// One check of the machine.
#[derive(Serialize)]
struct MachineCheck {
    /// Stable name.
    name: &'static str,
    state: State,
    /// What was found, in Vietnamese.
    found: String,
    /// The next step, in Vietnamese; empty where there is none.
    step: String,
    /// Packages of Debian that bring what is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    packages: Option<&'static str>,
}

/// All checks.
#[derive(Serialize)]
struct Checks {
    checks: Vec<MachineCheck>,
}

/// Prints what is there, what is missing, and what to do.
pub(super) fn run(settings: &Settings, output: &mut Output) -> anyhow::Result<Outcome> {
    let mut checks = vec![
        folder(settings),
        index(settings),
        store(settings),
        port(settings),
        worker(),
    ];
    checks.extend(issuer(settings));
    checks.extend(Program::VARIANTS.iter().map(|program| external(*program)));
    let is_whole = checks.iter().all(|check| check.state == State::Ok);
    if !output.is_text() {
        output.json(&Checks { checks })?;
        return Ok(Outcome::from_found(is_whole));
    }
    for check in &checks {
        let state = match check.state {
            State::Ok => VIETNAMESE.cli_doctor_ok(),
            State::Missing => VIETNAMESE.cli_doctor_missing(),
            State::Failed => VIETNAMESE.cli_doctor_failed(),
        };
        output.line(&format!("[{state}] {}", check.found))?;
        if !check.step.is_empty() {
            output.line(&format!("    {}", check.step))?;
        }
    }
    Ok(Outcome::from_found(is_whole))
}

impl MachineCheck {
    fn ok(name: &'static str, found: String) -> Self {
        Self { name, state: State::Ok, found, step: String::new(), packages: None }
    }

    fn failed(name: &'static str, found: String, step: &str) -> Self {
        Self { name, state: State::Failed, found, step: step.to_owned(), packages: None }
    }
}

fn folder(settings: &Settings) -> MachineCheck {
    let path = settings.corpus.display();
    match std::fs::read_dir(&settings.corpus) {
        Ok(_) => MachineCheck::ok("corpus", VIETNAMESE.cli_doctor_corpus(path)),
        Err(error) => MachineCheck::failed(
            "corpus",
            VIETNAMESE.cli_doctor_no_corpus(path, error),
            VIETNAMESE.cli_doctor_corpus_step(),
        ),
    }
}

fn index(settings: &Settings) -> MachineCheck {
    let path = settings.index.display();
    match Collection::open(&settings.index) {
        Ok(collection) => {
            let step = VIETNAMESE.cli_doctor_index_step();
            let cause = match collection.damaged_files().as_deref() {
                Ok([]) => {
                    let n_held = collection.about().n_held;
                    let found = VIETNAMESE.cli_doctor_index(path, n_held);
                    return MachineCheck::ok("index", found);
                }
                Ok([first, ..]) => first.display().to_string(),
                Err(error) => error.to_string(),
            };
            let found = VIETNAMESE.cli_doctor_bad_index(path, cause);
            MachineCheck::failed("index", found, step)
        }
        Err(error) => {
            let is_missing =
                matches!(error, OpenError::Generation(GenerationError::Missing(_)));
            let found = if is_missing {
                VIETNAMESE.cli_doctor_no_index(path)
            } else {
                let cause = message(&error.into());
                let first = cause.lines().next().unwrap_or_default();
                VIETNAMESE.cli_doctor_bad_index(path, first)
            };
            MachineCheck {
                state: if is_missing { State::Missing } else { State::Failed },
                ..MachineCheck::failed("index", found, VIETNAMESE.cli_doctor_index_step())
            }
        }
    }
}

/// Reads the whole store for faults.
fn store(settings: &Settings) -> MachineCheck {
    let path = settings.index.join(FILE_NAME);
    let shown = path.display();
    let faults = match Store::open_for_reading(&settings.index) {
        Some(store) => store.faults().map_err(|error| error.to_string()),
        None if path.try_exists().unwrap_or(true) => Err("cannot be read".to_owned()),
        None => Ok(Vec::new()),
    };
    let cause = match faults {
        Ok(faults) if faults.is_empty() => {
            return MachineCheck::ok("store", VIETNAMESE.cli_doctor_store(shown));
        }
        Ok(faults) => faults.join("; "),
        Err(cause) => cause,
    };
    let found = VIETNAMESE.cli_doctor_no_store(shown, cause);
    MachineCheck::failed("store", found, VIETNAMESE.cli_doctor_index_step())
}

fn port(settings: &Settings) -> MachineCheck {
    let address = settings.listen;
    match TcpListener::bind(address) {
        Ok(_) => MachineCheck::ok("port", VIETNAMESE.cli_doctor_port(address)),
        Err(error) => MachineCheck::failed(
            "port",
            VIETNAMESE.cli_doctor_no_port(address, error),
            VIETNAMESE.cli_doctor_port_step(),
        ),
    }
}

/// Asks the issuer of tokens for its keys, where the settings name one.
fn issuer(settings: &Settings) -> Option<MachineCheck> {
    let named = &settings.access.tokens.as_ref()?.issuer;
    let look = || {
        let Some(issuer) = token_issuer(settings)? else { return Ok(0) };
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        Ok(runtime.block_on(issuer.look())?)
    };
    let cause = match look() {
        Ok(n_keys) if n_keys > 0 => {
            let found = VIETNAMESE.cli_doctor_issuer(named, n_keys);
            return Some(MachineCheck::ok("issuer", found));
        }
        Ok(_) => VIETNAMESE.cli_doctor_issuer_without_keys().to_owned(),
        Err(error) => message(&error),
    };
    let found = VIETNAMESE.cli_doctor_no_issuer(named, cause);
    Some(MachineCheck::failed("issuer", found, VIETNAMESE.cli_doctor_issuer_step()))
}

/// Starts a worker and lets it read a text.
fn worker() -> MachineCheck {
    let started = Instant::now();
    let read = input::reader().and_then(|reader| Ok(reader.read(b"Tra cuu", None)?));
    match read {
        Ok(_) => {
            let n_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
            MachineCheck::ok("worker", VIETNAMESE.cli_doctor_worker(n_ms))
        }
        Err(error) => MachineCheck::failed(
            "worker",
            VIETNAMESE.cli_doctor_no_worker(message(&error)),
            VIETNAMESE.cli_doctor_worker_step(),
        ),
    }
}

fn external(program: Program) -> MachineCheck {
    let name = program.name();
    let purpose = match program {
        Program::Pdftoppm | Program::Tesseract => VIETNAMESE.cli_doctor_for_scans(),
        Program::LibreOffice => VIETNAMESE.cli_doctor_for_old_files(),
    };
    let (found, is_whole) = match program.look() {
        Installed::Found(version) => (VIETNAMESE.cli_doctor_program(name, version), true),
        Installed::LacksVietnamese(version) => {
            (VIETNAMESE.cli_doctor_no_vietnamese(name, version), false)
        }
        Installed::Missing => (VIETNAMESE.cli_doctor_no_program(name, purpose), false),
    };
    if is_whole {
        return MachineCheck::ok(name, found);
    }
    let packages = program.packages();
    MachineCheck {
        name,
        state: State::Missing,
        found,
        step: VIETNAMESE.cli_doctor_install(packages),
        packages: Some(packages),
    }
}
