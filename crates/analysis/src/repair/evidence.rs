//! Evidence: how much of a text is keystrokes, which decides what could be either.

use super::fault::{Certainty, Reason, WordFault};

/// How many words of a text are keystrokes of either method, and how many may be.
#[derive(Default)]
pub(super) struct KeystrokeEvidence {
    telex: FaultCount,
    vni: FaultCount,
}

#[derive(Default)]
struct FaultCount {
    certain: usize,
    open: usize,
}

impl KeystrokeEvidence {
    pub(super) fn from_faults<'f>(faults: impl Iterator<Item = &'f WordFault>) -> Self {
        let mut evidence = Self::default();
        for fault in faults {
            let count = match fault.reason {
                Reason::Telex => &mut evidence.telex,
                Reason::Vni => &mut evidence.vni,
                _ => continue,
            };
            if fault.certainty == Certainty::Certain {
                count.certain += 1;
            } else {
                count.open += 1;
            }
        }
        evidence
    }

    /// Whether the text bears out that fault.
    pub(super) fn is_enough_for(&self, fault: &WordFault) -> bool {
        let count = if fault.reason == Reason::Vni { &self.vni } else { &self.telex };
        match fault.certainty {
            Certainty::Certain => true,
            Certainty::Open => count.certain > 0,
            Certainty::Rare => count.certain > 1 && count.certain > count.open,
        }
    }
}
