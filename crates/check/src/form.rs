//! How number and symbol are written.

use super::context::{CheckContext, Findings};
use super::field::{Field, FieldCheck, Verdict};
use super::finding::Finding;
use super::rule::{Rule, Severity};
use tracuu_legal::citation::mention::Citation;
use tracuu_legal::document::deviation::Deviation;
use tracuu_legal::document::header::Confidence;

/// Compares the written symbol with its canonical form.
pub(super) fn check(
    context: &CheckContext<'_>,
    index: usize,
    citation: &Citation,
    out: &mut Findings,
) -> FieldCheck {
    let field = |verdict| FieldCheck::new(Field::SymbolForm, verdict);
    let (Some(symbol), Some(span)) = (&citation.symbol, citation.symbol_span) else {
        return field(Verdict::NotStated);
    };
    let written = context.words(span);
    let canonical = symbol.to_string();
    let lacks_zero = lacks_zero(&written, &canonical);
    if citation.deviations.is_empty() && !lacks_zero {
        return field(Verdict::Match).with_stated(written);
    }
    let mut why: Vec<&str> = citation.deviations.iter().copied().map(meaning).collect();
    if lacks_zero {
        why.push("số dưới 10 cần thêm số 0 ở trước");
    }
    let message = format!("“{written}” viết chưa chuẩn: {}.", why.join("; "));
    let mut finding =
        Finding::new(Rule::CiteSymbolForm, span, message).for_citation(index);
    // Without its issuer a symbol cannot be completed.
    if !symbol.issuers.is_empty() && canonical != written {
        finding = finding.with_replacement(canonical.clone());
    }
    if citation.confidence() == Confidence::Weak {
        finding = finding.with_severity(Severity::Warning);
    }
    out.push(finding);
    field(Verdict::Mismatch)
        .with_stated(written)
        .with_known(canonical)
        .with_note(why.join("; "))
}

/// Whether the only difference is the zero before a number below ten.
fn lacks_zero(written: &str, canonical: &str) -> bool {
    canonical.strip_prefix('0') == Some(written)
}

/// What a deviation means, in Vietnamese.
const fn meaning(deviation: Deviation) -> &'static str {
    match deviation {
        Deviation::Space => "thừa dấu cách trong số, ký hiệu",
        Deviation::Order => "dấu gạch ngang và gạch chéo đặt ngược thứ tự",
        Deviation::HyphenMissing => "thiếu dấu gạch ngang",
        Deviation::IssuerMissing => "thiếu ký hiệu cơ quan ban hành",
        Deviation::SymbolMissing => "thiếu ký hiệu",
        Deviation::Separator => "dấu nối sai",
        Deviation::CodeTypo => "ký hiệu loại văn bản có thể gõ nhầm",
        Deviation::Case => "sai chữ hoa, chữ thường",
        Deviation::Folded => "thiếu dấu tiếng Việt",
        Deviation::Lookalike => "dùng chữ trông giống chữ Đ",
        Deviation::RunOn => "ký hiệu dính vào chữ phía sau",
        Deviation::Ocr => "chữ số bị nhận dạng sai, cần so với bản gốc",
        Deviation::LineBreak => "số, ký hiệu bị ngắt dòng",
        Deviation::Dash => "dùng gạch dài thay cho gạch nối",
    }
}
