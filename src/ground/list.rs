//! Papers that a list names one by one, below a sentence that says how many were signed: on that day.

use crate::{
    fact::{Claim, Fact, Value},
    model::When,
    resolve::Resolved,
};

/// A list that is open: where the sentence is that opens it, and the last of its entries; how far its papers have come, and when.
struct List {
    opened: usize,
    last: usize,
    status: String,
    date: When,
}

/// Dates the papers of a list by the sentence that opens it.
pub(super) fn date(claims: &mut [Claim], resolved: &Resolved) {
    let mut list: Option<List> = None;
    for claim in claims.iter_mut() {
        let Fact::Agreement(paper) = &claim.fact else { continue };
        let here = resolved.sentences.partition_point(|sentence| sentence.span.end <= claim.evidence.start);
        if let (Some(_), Some(date)) = (paper.count, paper.date) {
            list = Some(List { opened: here, last: here, status: paper.status.code().to_owned(), date });
            continue;
        }
        // Entry by entry, without another sentence between.
        let Some(open) = list.as_mut().filter(|open| here == open.last || here == open.last + 1) else { continue };
        open.last = here;
        if here > open.opened && paper.date.is_none() && paper.status.code() == open.status {
            claim.infer("date", Value::When(open.date), "the day on which the papers of this list were signed".to_owned());
        }
    }
}
