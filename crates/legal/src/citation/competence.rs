//! Who may change whose documents.
//!
//! Quy định 66-QĐ/TW (2017) lets only the issuing body or a competent higher party body
//! amend, replace or repeal a party document; the Law on Promulgation of Legal Documents
//! says the same of state documents. Used as a check of plausibility: a change that an
//! incompetent body is said to make is kept, and does not decide.

use super::identity::Identity;
use crate::document::issuer_code::{self, IssuerCode, Level, Side};

/// Whether a body may change a document of another.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Competence {
    /// The same body, or one above it.
    Competent,
    /// A body below it, or of the other side (party, state).
    Incompetent,
    /// The table of codes does not tell.
    Unknown,
}

/// State bodies above all others, the highest first.
const STATE: [&str; 5] = ["qh", "ubtvqh", "ctn", "cp", "ttg"];

/// Party committees, the highest first; other codes are of their organs.
const COMMITTEES: [(&str, u8); 8] = [
    ("tw", 0),
    ("tu", 2),
    ("hu", 3),
    ("qu", 3),
    ("thu", 3),
    ("du", 4),
    ("cb", 5),
    ("cu", 5),
];

/// Whether the issuer of `source` may amend, replace or repeal `target`.
pub fn competence(source: &Identity, target: &Identity) -> Competence {
    let shared = |code: &String| source.symbol.issuers.contains(code);
    let is_local = |row: &IssuerCode| row.level != Level::Central;
    let (Some(one), Some(other)) = (row(source), row(target)) else {
        return if source.organisation.fits(&target.organisation) {
            Competence::Competent
        } else {
            Competence::Unknown
        };
    };
    if source.organisation.fits(&target.organisation) {
        return Competence::Competent;
    }
    if one.slug == other.slug {
        // One code, two places; a joint document shares an issuer.
        let apart = is_local(one) && one.level != Level::Ministry;
        return if apart { Competence::Unknown } else { Competence::Competent };
    }
    if target.symbol.issuers.iter().any(shared) {
        return Competence::Competent;
    }
    match (one.side, other.side) {
        (Side::Party, Side::Party) => in_party(one, other),
        (Side::State, Side::State) => in_state(one, other),
        (Side::Both, _) | (_, Side::Both) => Competence::Unknown,
        _ => Competence::Incompetent,
    }
}

fn row(identity: &Identity) -> Option<&'static IssuerCode> {
    issuer_code::find(identity.symbol.issuers.first()?)
}

fn in_party(source: &IssuerCode, target: &IssuerCode) -> Competence {
    let committee = |row: &IssuerCode| {
        COMMITTEES.iter().find(|(slug, _)| *slug == row.slug).map(|(_, rank)| *rank)
    };
    let level = |row: &IssuerCode| match row.level {
        Level::Central => Some(0),
        Level::Province => Some(2),
        Level::District => Some(3),
        Level::Commune => Some(4),
        Level::Cell => Some(5),
        Level::Ministry | Level::Agency | Level::Local => None,
    };
    match (committee(source), committee(target), level(source), level(target)) {
        (Some(one), _, _, Some(other)) if one <= other => Competence::Competent,
        (Some(_), Some(_), ..) => Competence::Incompetent,
        (None, Some(other), Some(one), _) if one >= other => Competence::Incompetent,
        _ => Competence::Unknown,
    }
}

fn in_state(source: &IssuerCode, target: &IssuerCode) -> Competence {
    let rank = |row: &IssuerCode| {
        let top = STATE.iter().position(|slug| *slug == row.slug);
        let lower = match row.level {
            Level::Central | Level::Ministry => Some(STATE.len()),
            Level::Province | Level::District | Level::Commune | Level::Local => {
                Some(STATE.len() + 1)
            }
            Level::Cell | Level::Agency => None,
        };
        top.or(lower)
    };
    match (rank(source), rank(target)) {
        (Some(one), Some(other)) if one < other => Competence::Competent,
        (Some(one), Some(other)) if one > other => Competence::Incompetent,
        _ => Competence::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::citation::find;
    use crate::citation::identity::Locality;

    fn identity(text: &str, home: &Locality) -> Identity {
        let found = find::in_text(text);
        Identity::from_mention(text, &found[0], home).unwrap()
    }

    #[test]
    fn only_the_issuer_or_a_body_above_may_change_a_document() {
        let home = Locality::from_place_name("Lạc Hồng");
        for (source, target, expected) in [
            ("Quy định số 20-QĐ/TU", "Quy định số 15-QĐ/TU", Competence::Competent),
            ("Quy định số 20-QĐ/TW", "Quy định số 15-QĐ/TU", Competence::Competent),
            ("Quy định số 20-QĐ/TU", "Quy định số 15-QĐ/TW", Competence::Incompetent),
            ("Hướng dẫn số 20-HD/BTCTU", "Quy định số 15-QĐ/TU", Competence::Incompetent),
            ("Quy định số 20-QĐ/TU", "Hướng dẫn số 5-HD/BTCTU", Competence::Competent),
            (
                "Nghị định số 30/2020/NĐ-CP",
                "Nghị định số 110/2004/NĐ-CP",
                Competence::Competent,
            ),
            (
                "Thông tư số 3/2016/TT-BXD",
                "Nghị định số 46/2015/NĐ-CP",
                Competence::Incompetent,
            ),
            (
                "Nghị định số 46/2015/NĐ-CP",
                "Thông tư số 3/2016/TT-BXD",
                Competence::Competent,
            ),
            (
                "Thông tư số 3/2016/TT-BXD",
                "Thông tư số 4/2016/TT-BTC",
                Competence::Unknown,
            ),
            ("Nghị quyết số 5-NQ/TU", "Quyết định số 7/QĐ-TTg", Competence::Incompetent),
        ] {
            let found = competence(&identity(source, &home), &identity(target, &home));
            assert_eq!(found, expected, "{source} > {target}");
        }
    }
}
