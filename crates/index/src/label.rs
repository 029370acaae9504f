//! Labels of an order, with gaps between them: what comes between two others takes a label
//! between theirs, so that what stands in order keeps its own.

/// From one label to the next where nothing stands behind: twenty times something can be put at
/// the same place before its neighbours move.
const STEP: u64 = 1 << 20;

/// What is needed between two labels, for each one put there, once neighbours have to move.
const ROOM: u64 = 16;

/// The labels of some things in their order, ascending, given those that they had. As many as
/// can be keep theirs.
pub fn assign(before: &[Option<u64>]) -> Vec<u64> {
    let mut kept = longest_ascending(before);
    let mut labels = Vec::with_capacity(before.len());
    let mut low = 0;
    while labels.len() < before.len() {
        let start = labels.len();
        let at = |place: usize, kept: &[bool]| {
            before.get(place).copied().flatten().filter(|_| kept[place])
        };
        let mut end = start;
        let mut wanted = 1;
        // To the next label that stays and leaves room.
        let high = loop {
            if end == before.len() {
                break None;
            }
            if let Some(high) = at(end, &kept) {
                if high - low > wanted * (end - start) as u64 {
                    break Some(high);
                }
                kept[end] = false;
                wanted = ROOM;
            }
            end += 1;
        };
        let n_new = (end - start) as u64;
        let step = high.map_or(STEP, |high| (high - low) / (n_new + 1));
        labels.extend((1..=n_new).map(|number| low + step * number));
        labels.extend(high);
        low = labels.last().copied().unwrap_or(low);
    }
    labels
}

/// Which labels stand in a longest run that ascends.
fn longest_ascending(labels: &[Option<u64>]) -> Vec<bool> {
    // For each length of a run the end of the one that ends lowest.
    let mut ends: Vec<usize> = Vec::new();
    let mut before = vec![None; labels.len()];
    let label = |place: usize| labels.get(place).copied().flatten().unwrap_or(0);
    for (place, own) in labels.iter().enumerate() {
        let Some(own) = own.filter(|own| *own > 0) else { continue };
        let length = ends.partition_point(|end| label(*end) < own);
        before[place] = length.checked_sub(1).map(|shorter| ends[shorter]);
        ends.truncate(ends.len().max(length));
        match ends.get_mut(length) {
            Some(end) => *end = place,
            None => ends.push(place),
        }
    }
    let mut kept = vec![false; labels.len()];
    let mut next = ends.last().copied();
    while let Some(place) = next {
        kept[place] = true;
        next = before[place];
    }
    kept
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::option;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_stands_in_order_keeps_its_label() {
        let first = assign(&[None; 4]);
        assert_eq!(first, [STEP, 2 * STEP, 3 * STEP, 4 * STEP]);
        let all = assign(&[Some(STEP), None, Some(2 * STEP), Some(3 * STEP), None]);
        assert_eq!(all, [STEP, STEP + STEP / 2, 2 * STEP, 3 * STEP, 4 * STEP]);
        // One that has moved to the front.
        let moved = assign(&[Some(3 * STEP), Some(STEP), Some(2 * STEP)]);
        assert_eq!(moved, [STEP / 2, STEP, 2 * STEP]);
    }

    #[test]
    fn where_a_gap_is_full_its_neighbours_move() {
        let mut labels = assign(&[None; 100]);
        let mut n_moved = 0;
        for _ in 0..200 {
            let mut before: Vec<Option<u64>> = labels.iter().copied().map(Some).collect();
            before.insert(50, None);
            let after = assign(&before);
            let kept = before
                .iter()
                .zip(&after)
                .filter(|(before, after)| **before == Some(**after));
            n_moved += before.len() - 1 - kept.count();
            labels = after;
        }
        assert!(n_moved < 20 * 200, "{n_moved}");
    }

    proptest! {
        #[test]
        fn labels_ascend(before in vec(option::of(0_u64..50), 0..40)) {
            let labels = assign(&before);
            prop_assert_eq!(labels.len(), before.len());
            prop_assert!(labels.iter().all(|label| *label > 0));
            prop_assert!(labels.windows(2).all(|pair| pair[0] < pair[1]), "{:?}", labels);
        }
    }
}
