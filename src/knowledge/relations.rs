//! How long two countries have had diplomatic relations.

use jiff::{
    ToSpan,
    civil::{Date, date},
};

use super::Knowledge;
use crate::model::{Dating, When};

impl Knowledge {
    /// First and last day on which a text can count the years of relations so, where it is known since when they are.
    ///
    /// So many years is said in the year of the anniversary and until the next; an anniversary is spoken of between the one
    /// before it and the one after.
    pub fn counted(&self, says: &Dating) -> Option<(Date, Date)> {
        let Dating::Years { count, anniversary, parties } = says else { return None };
        let (first, last) = days(*self.relations.get(parties)?)?;
        let count = i32::from(*count);
        let from = if *anniversary { first.checked_add((count - 1).years()).ok()?.tomorrow().ok()? } else { new_year(first.checked_add(count.years()).ok()?) };
        Some((from, last.checked_add((count + 1).years()).ok()?.yesterday().ok()?))
    }
}

/// First and last day on which relations can have been established whose years a text written between two days counts so.
pub fn established(says: &Dating, (from, until): (Date, Date)) -> Option<(Date, Date)> {
    let Dating::Years { count, anniversary, .. } = says else { return None };
    let count = i32::from(*count);
    let last = if *anniversary {
        until.checked_sub((count - 1).years()).ok()?.yesterday().ok()?
    } else {
        new_year(until.checked_sub((count - 1).years()).ok()?).yesterday().ok()?
    };
    Some((from.checked_sub((count + 1).years()).ok()?.tomorrow().ok()?, last))
}

fn days(when: When) -> Option<(Date, Date)> {
    when.first_day().zip(when.last_day())
}

fn new_year(day: Date) -> Date {
    date(day.year(), 1, 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{EntityId, EntityKind};

    fn years(count: u16, anniversary: bool) -> Dating {
        let country = |name| EntityId::new(EntityKind::Country, name);
        Dating::Years { count, anniversary, parties: [country("france"), country("kazakhstan")] }
    }

    #[test]
    fn years_of_relations_tell_when_they_are_counted_and_back() {
        let knowledge = Knowledge::shipped().unwrap();
        let span = |from: &str, until: &str| Some((from.parse().unwrap(), until.parse().unwrap()));
        assert_eq!(knowledge.counted(&years(33, false)), span("2025-01-01", "2026-01-24"));
        assert_eq!(knowledge.counted(&years(30, true)), span("2021-01-26", "2023-01-24"));
        let written = |day: &str| (day.parse().unwrap(), day.parse().unwrap());
        assert_eq!(established(&years(33, false), written("2025-05-07")), span("1991-05-08", "1992-12-31"));
        assert_eq!(established(&years(30, true), written("2022-01-25")), span("1991-01-26", "1993-01-24"));
    }
}
