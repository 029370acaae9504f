//! The help: what can be asked, with examples to press.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::asset;
use super::layout::html_response;
use crate::language;
use crate::params::encode;
use crate::problem::Problem;
use crate::sample::Samples;
use crate::state::Service;
use tracuu_print::messages::{Messages, VIETNAMESE, spoken};

#[derive(Template)]
#[template(path = "help.html")]
struct HelpPage {
    msg: Messages,
    /// Questions on the documents and agencies of this very collection.
    examples: Vec<Example>,
}

/// A question, and what it is an example of.
struct Example {
    question: String,
    about: &'static str,
}

/// `/help`.
pub(crate) async fn page(State(service): State<Service>) -> Result<Response, Problem> {
    html_response(&HelpPage { msg: spoken(), examples: examples(service.samples()) })
}

fn examples(samples: &Samples) -> Vec<Example> {
    let msg = spoken();
    let mut examples = Vec::new();
    if let Some(name) = &samples.document {
        let about: [(String, &'static str); 4] = [
            (name.clone(), msg.help_by_symbol()),
            (VIETNAMESE.help_ask_citing(name), msg.help_by_citation()),
            (VIETNAMESE.help_ask_state(name), msg.help_by_state()),
            (VIETNAMESE.help_ask_replacing(name), msg.help_by_relation()),
        ];
        examples.extend(about);
    }
    if let Some(agency) = &samples.agency {
        examples.push((VIETNAMESE.sample_led_by(agency), msg.help_by_lead()));
        examples.push((VIETNAMESE.help_ask_due(agency), msg.help_by_deadline()));
    }
    let examples = examples.into_iter();
    examples.map(|(question, about)| Example { question, about }).collect()
}

impl Example {
    /// The search for it.
    fn url(&self) -> String {
        format!("/search?q={}", encode(&self.question))
    }
}
