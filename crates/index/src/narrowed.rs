//! A plan taken apart into what scores and what narrows.

use super::plan::{Clauses, Plan};

/// The parts of a plan: the entries are those of all of them, the scores those of the first.
pub(super) struct Narrowed<'p> {
    /// What scores.
    pub(super) scored: &'p Plan,
    /// What must hold beside, and adds nothing to a score.
    pub(super) wanted: Vec<&'p Plan>,
    /// What must not hold.
    pub(super) unwanted: Vec<&'p Plan>,
}

impl<'p> Narrowed<'p> {
    /// Takes a plan apart; one that nothing narrows, or where more than one part scores, stays
    /// whole.
    pub(super) fn new(plan: &'p Plan) -> Self {
        let (mut wanted, mut unwanted) = (Vec::new(), Vec::new());
        let mut scored = plan;
        while let Some((inner, beside, without)) = conjunction(scored) {
            scored = inner;
            wanted.extend(beside);
            unwanted.extend(without);
        }
        Self { scored, wanted, unwanted }
    }
}

/// The part of a conjunction that scores, what it must have and what it must not have beside.
fn conjunction(plan: &Plan) -> Option<(&Plan, Vec<&Plan>, &[Plan])> {
    let Plan::Bool(Clauses { must, should, must_not, .. }) = plan else { return None };
    let (scored, beside) = must.split_first().filter(|_| should.is_empty())?;
    let beside = beside.iter().map(|plan| match plan {
        Plan::Const(inner, score) if *score == 0.0 => Some(&**inner),
        _ => None,
    });
    Some((scored, beside.collect::<Option<_>>()?, must_not))
}
