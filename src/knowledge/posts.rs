//! Which offices are expected to have a holder, and on which days nobody is known to hold them.

use jiff::civil::Date;

use super::{Knowledge, Tenure};
use crate::model::{EntityId, When};

/// An office of a country or body that should have a known holder on every day of a time.
#[derive(Debug)]
pub struct Post {
    /// Code of what the office is, in whatever form it is held.
    pub office: String,
    /// The country or body.
    pub of: EntityId,
    /// Codes of role and portfolio that its holders bear.
    pub held_as: Vec<(String, String)>,
    /// Since when a holder is expected.
    pub start: When,
    /// Until when; nothing where to this day.
    pub end: Option<When>,
}

impl Knowledge {
    /// The tenures of a post.
    pub fn of_post<'k>(&'k self, post: &'k Post) -> impl Iterator<Item = &'k Tenure> {
        let held = post.held_as.iter();
        held.flat_map(|(role, portfolio)| self.holders(role, &post.of).filter(move |tenure| tenure.portfolio == *portfolio))
    }

    /// The last day that a tenure is known to begin or end on.
    pub fn known_until(&self) -> Option<Date> {
        self.offices.iter().flat_map(|tenure| [tenure.start, tenure.end]).flatten().filter_map(When::first_day).max()
    }

    /// The times, first day and last, in which nobody is known to hold a post.
    ///
    /// A date that is a month or year counts in favour of the holder, and a tenure of unknown beginning covers nothing.
    pub fn gaps(&self, post: &Post) -> Vec<(Date, Date)> {
        let end = post.end.and_then(When::last_day).or_else(|| self.known_until());
        let (Some(mut open), Some(after)) = (post.start.first_day(), end.and_then(|end| end.tomorrow().ok())) else { return Vec::new() };
        // From the first day to the one after the last.
        let days = |tenure: &Tenure| {
            let next = tenure.end.map_or(Some(after), |end| end.last_day()?.tomorrow().ok())?;
            Some((tenure.start?.first_day()?.min(after), next))
        };
        let mut held: Vec<(Date, Date)> = self.of_post(post).filter_map(days).chain([(after, after)]).collect();
        held.sort_unstable();
        let mut gaps = Vec::new();
        for (first, next) in held {
            if first > open {
                gaps.extend(first.yesterday().map(|last| (open, last)));
            }
            open = open.max(next);
        }
        gaps
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Tables;

    #[test]
    fn the_days_without_a_known_holder_are_told() {
        let mut tables = Tables::default();
        for (table, text) in [
            ("countries.csv", "id,name\nzorbia,Zorbia\n"),
            ("people.csv", "id,name\na,A\nb,B\nc,C\nd,D\n"),
            (
                "offices.csv",
                "person,role,of,portfolio,start,end\na,minister,zorbia,trade,2009,2011-03-04\nb,minister,zorbia,economy,2011-03-10,2012\nc,minister,zorbia,economy,2015-02-01,\nd,minister,zorbia,trade,,\n",
            ),
            (
                "posts.csv",
                "office,of,held_as,start,end\neconomy,zorbia,minister/economy|minister/trade,2010-01-01,\nrail,zorbia,minister/rail,2010-01-01,2010\n",
            ),
        ] {
            tables.lay(table, table, text.as_bytes().to_vec()).unwrap();
        }
        let knowledge = Knowledge::load(tables).unwrap();
        let told = |post: &Post| knowledge.gaps(post).iter().map(|(first, last)| format!("{first}/{last}")).collect::<Vec<_>>();
        assert_eq!(told(&knowledge.posts[0]), ["2011-03-05/2011-03-09", "2013-01-01/2015-01-31"]);
        assert_eq!(told(&knowledge.posts[1]), ["2010-01-01/2010-12-31"]);
    }
}
