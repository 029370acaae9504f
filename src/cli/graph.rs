//! `tracuu graph ID`.

use std::fmt::Write as _;

use super::failure::Outcome;
use super::format::Format;
use super::output::{Output, eprint_line};
use crate::config::settings::Settings;
use tracuu_index::reader::Collection;
use tracuu_index::record::DocumentRecord;
use tracuu_print::messages::VIETNAMESE;
use tracuu_query::graph::{self, GraphBounds};
use tracuu_query::resolver;
use tracuu_server::wire::graph::{Edge, Graph, Node};

/// The document and how far to go.
#[derive(Debug, clap::Args)]
pub(super) struct GraphArgs {
    /// The document: its id or symbol
    #[arg(value_name = "ID")]
    document: String,
    /// Steps from it, at most 4
    #[arg(long, value_name = "N", default_value = "1",
        value_parser = clap::value_parser!(u8).range(1..=4))]
    depth: u8,
}

/// Longest title in a node of a drawing, in characters; the drawing has the symbol, too.
const MAX_LABEL_CHARS: usize = 60;

/// Prints the graph around a document, named by its id or symbol. Where a symbol fits
/// several documents, they are listed and nothing is drawn.
pub(super) fn run(
    settings: &Settings,
    args: &GraphArgs,
    output: &mut Output,
) -> anyhow::Result<Outcome> {
    let collection = Collection::open(&settings.index)?;
    let found = resolver::by_reference(&collection, &args.document)?;
    let [only] = found.as_slice() else {
        list_candidates(&args.document, &found);
        return Ok(Outcome::Partial);
    };
    let Some(graph) = graph::around(
        &collection,
        &only.id,
        GraphBounds::to_depth(usize::from(args.depth)),
    )?
    else {
        return Ok(Outcome::Partial);
    };
    let graph = Graph::from(graph);
    match output.format() {
        Format::Json => output.json(&graph)?,
        Format::Dot => output.plain(&dot(&graph))?,
        // The other forms are refused before.
        Format::Text | Format::Docx | Format::Csv | Format::Xlsx | Format::Sarif => {
            print(&graph, output)?;
        }
    }
    Ok(Outcome::Done)
}

/// Says which documents a reference can mean, or that there is none.
fn list_candidates(reference: &str, found: &[DocumentRecord]) {
    if found.is_empty() {
        eprint_line(&format!("no document of the collection is {reference}"));
        return;
    }
    eprint_line(&format!("{reference} is {} documents of the collection:", found.len()));
    for document in found {
        let date = document.date.as_deref().unwrap_or("no date");
        eprint_line(&format!("  {}  {date}", document.id));
    }
    eprint_line("hint: name one by its id");
}

fn print(graph: &Graph, output: &mut Output) -> anyhow::Result<()> {
    let name_of = |id: &str| {
        let node = graph.nodes.iter().find(|node| node.document.id == id);
        node.map_or_else(|| id.to_owned(), name)
    };
    for node in &graph.nodes {
        let edges: Vec<&Edge> =
            graph.edges.iter().filter(|edge| edge.source == node.document.id).collect();
        if edges.is_empty() && node.distance > 0 {
            continue;
        }
        output.bold(&name(node))?;
        output.line(&format!("  [{}]", node.document.id))?;
        for edge in edges {
            let label = VIETNAMESE.relation(edge.kind);
            let part = if edge.partial { VIETNAMESE.cli_partial() } else { "" };
            let stated = if edge.stated_in == edge.source {
                String::new()
            } else {
                VIETNAMESE.cli_stated_by(name_of(&edge.stated_in))
            };
            let target = name_of(&edge.target);
            output.line(&format!("    {label}{part}: {target}{stated}"))?;
        }
    }
    if graph.cut {
        output.line(VIETNAMESE.cli_graph_cut())?;
    }
    Ok(())
}

fn name(node: &Node) -> String {
    let document = &node.document;
    VIETNAMESE.document_name(
        document.r#type.as_deref(),
        document.symbol.as_deref(),
        document.title.as_deref(),
        &document.id,
    )
}

/// The graph in the DOT language of Graphviz: held documents with a solid line, others
/// dashed.
fn dot(graph: &Graph) -> String {
    let mut out = String::from("digraph tracuu {\n  rankdir=LR;\n  node [shape=box];\n");
    for node in &graph.nodes {
        let style = if node.document.held { "solid" } else { "dashed" };
        let title = node.document.title.as_deref().unwrap_or_default();
        let title: String = title.chars().take(MAX_LABEL_CHARS).collect();
        let label = format!("{}\n{title}", name(node));
        let weight = if node.distance == 0 { ", penwidth=2" } else { "" };
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "  {} [label={}, style={style}{weight}];",
            quoted(&node.document.id),
            quoted(label.trim_end()),
        );
    }
    for edge in &graph.edges {
        let style = if edge.stated_in == edge.source { "solid" } else { "dotted" };
        let _ = writeln!(
            out,
            "  {} -> {} [label={}, style={style}];",
            quoted(&edge.source),
            quoted(&edge.target),
            quoted(VIETNAMESE.relation(edge.kind)),
        );
    }
    out.push_str("}\n");
    out
}

/// A quoted string of the DOT language: only the quotation mark and the backslash mean
/// anything inside; a line end becomes the escape that breaks a label.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            other if other.is_control() => out.push(' '),
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_title_can_leave_its_quotation_marks() {
        assert_eq!(quoted("a \"b\" \\ c\nd\u{0}"), "\"a \\\"b\\\" \\\\ c\\nd \"");
        assert_eq!(quoted("\\\""), "\"\\\\\\\"\"");
    }
}
