//! Groups of things of which some are known to be one.

use std::collections::BTreeMap;

/// Things that are joined, and all that hangs together.
pub(super) struct Union(Vec<usize>);

impl Union {
    /// So many things, none joined.
    pub(super) fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    /// The least of all that hangs together with a thing.
    pub(super) fn root(&mut self, mut of: usize) -> usize {
        while self.0[of] != of {
            self.0[of] = self.0[self.0[of]];
            of = self.0[of];
        }
        of
    }

    /// Joins two things.
    pub(super) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }
}

/// Groups in which everything fits everything, from the pairs that fit.
///
/// What fits two things that do not fit each other could belong with either, so it is put with neither. What is left
/// falls into groups that fit throughout, the same in whatever order the pairs came. Groups of one are left out.
pub(super) fn unambiguous(count: usize, pairs: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut near: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (a, b) in pairs {
        near.entry(*a).or_insert_with(|| vec![*a]).push(*b);
        near.entry(*b).or_insert_with(|| vec![*b]).push(*a);
    }
    for fitting in near.values_mut() {
        fitting.sort_unstable();
        fitting.dedup();
    }
    let holds = |all: &[usize], some: &[usize]| some.len() <= all.len() && some.iter().all(|one| all.binary_search(one).is_ok());
    let clear = |fitting: &Vec<usize>| fitting.iter().all(|other| near[other] == *fitting || holds(&near[other], fitting));
    let mut union = Union::new(count);
    let sure: BTreeMap<usize, &Vec<usize>> = near.iter().filter(|(_, fitting)| clear(fitting)).map(|(place, fitting)| (*place, fitting)).collect();
    for (place, fitting) in &sure {
        fitting.iter().filter(|other| sure.contains_key(other)).for_each(|other| union.join(*place, *other));
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for place in sure.keys() {
        groups.entry(union.root(*place)).or_default().push(*place);
    }
    groups.into_values().filter(|group| group.len() > 1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fits_two_that_do_not_fit_each_other_is_left_alone() {
        assert_eq!(unambiguous(5, &[(0, 1), (1, 2), (0, 2), (3, 4)]), [vec![0, 1, 2], vec![3, 4]]);
        assert!(unambiguous(3, &[(0, 1), (1, 2)]).is_empty(), "1 may be 0 or 2");
        assert_eq!(unambiguous(4, &[(0, 1), (0, 2), (1, 2), (2, 3)]), [vec![0, 1]], "2 may belong with 0 and 1, or with 3");
    }
}
