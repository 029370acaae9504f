//! Values put together by what they have in common.

use std::hash::Hash;

use rustc_hash::FxHashMap;

/// The values of each key, in the order in which the keys first come.
pub(super) fn grouped<K: Hash + Eq, V>(
    pairs: impl IntoIterator<Item = (K, V)>,
) -> Vec<Vec<V>> {
    let mut groups: Vec<Vec<V>> = Vec::new();
    let mut places: FxHashMap<K, usize> = FxHashMap::default();
    for (key, value) in pairs {
        let place = *places.entry(key).or_insert(groups.len());
        match groups.get_mut(place) {
            Some(group) => group.push(value),
            None => groups.push(vec![value]),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_stand_in_the_order_in_which_their_keys_come() {
        let pairs = [("b", 1), ("a", 2), ("b", 3)];
        assert_eq!(grouped(pairs), [vec![1, 3], vec![2]]);
    }
}
