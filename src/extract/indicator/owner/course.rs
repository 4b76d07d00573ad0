//! What the document and the figures before say of a candidate.

use super::{
    super::{Sight, memory::Kind, rule},
    clue::{Clue, Clues, add},
    named::{Candidate, Owner, Owners, Round},
};
use crate::extract::Reader;

/// Its part in the document, apart from whose partners are told.
pub fn document(reader: &Reader<'_>, owners: &Owners, owner: &Owner) -> Clues {
    let often = owner.named.len();
    let mut clues = Clues::new();
    clues.push(match owner.kind {
        Some(Kind::Country) => Clue::Country,
        Some(Kind::Region) => Clue::Region,
        Some(Kind::Alliance) => Clue::Alliance,
        Some(Kind::Town) => Clue::Town,
        Some(Kind::Port) => Clue::Port,
        Some(Kind::Line) => Clue::Line,
        Some(Kind::Work) => Clue::Work,
        Some(Kind::Firm) => Clue::Firm,
        None => Clue::Body,
    });
    let seen = [
        (owner.title, Clue::Title),
        (often == owners.most, Clue::Most),
        (owner.most, Clue::MostOfKind),
        (often * 3 >= owners.namings, Clue::Third),
        (often * 6 >= owners.namings, Clue::Sixth),
        (owner.first, Clue::First),
        (owners.list.len() == 1, Clue::Alone),
        (reader.main.is_some_and(|main| main.contains(&owner.id)), Clue::Main),
    ];
    add(&mut clues, &seen);
    clues
}

impl Sight<'_> {
    /// Where it stands to the figure's sentence: in it, or how long before.
    pub(super) fn place<'r>(&self, candidate: &'r Candidate<'_>, round: &Round<'_>) -> &'r Clues {
        candidate.place.get_or_init(|| {
            let mut clues = Clues::new();
            self.find_place(candidate, round, &mut clues);
            clues
        })
    }

    fn find_place(&self, candidate: &Candidate<'_>, round: &Round<'_>, clues: &mut Clues) {
        if !candidate.here.is_empty() {
            clues.push(Clue::Here);
            clues.push(match round.here {
                1 => Clue::Only,
                2 => Clue::Pair,
                _ => Clue::Many,
            });
            return;
        }
        let before = candidate.earlier.iter().rfind(|naming| !naming.title);
        let back = before.map(|naming| self.sentence - naming.sentence);
        clues.push(match back {
            Some(1) => Clue::Before1,
            Some(2) => Clue::Before2,
            Some(_) => Clue::Far,
            None => Clue::Later,
        });
        let last = before.is_some_and(|naming| round.is_last(candidate, naming));
        let lead = before.is_some_and(|naming| round.leads(candidate, naming, self.sentence));
        let (title, most) = (candidate.owner.title, candidate.owner.named.len() == self.owners.most);
        let empty = round.here == 0;
        let paragraph = self.scene.sentence.paragraph;
        let seen = [
            (candidate.earlier.last().is_some_and(|naming| naming.paragraph == paragraph), Clue::Local),
            (last, Clue::Last),
            (lead, Clue::Lead),
            (empty && title, Clue::EmptyTitle),
            (empty && most, Clue::EmptyMost),
            (empty && back == Some(1), Clue::EmptyBefore),
            (empty && last, Clue::EmptyLast),
            (empty && lead, Clue::EmptyLead),
            (!empty, Clue::Away),
            (!empty && title, Clue::AwayTitle),
            (!empty && most, Clue::AwayMost),
        ];
        add(clues, &seen);
    }

    /// What the figures before say.
    pub(super) fn course(&self, candidate: &Candidate<'_>, measure: &str, rule: &str, empty: bool, clues: &mut Clues) {
        let carried = rule == rule::CARRIED;
        let owner = candidate.owner;
        if let Some(previous) = self.previous.filter(|previous| previous.about.contains(&owner.id)) {
            let since = (previous.at + 1).min(self.at)..self.at;
            let nobody = !since.into_iter().any(|index| !self.signs.owners[index].is_empty());
            let rated = self.bracket().is_some_and(|(open, _)| open == previous.at + 1);
            let seen = [
                (true, Clue::Previous),
                (carried, Clue::PreviousCarried),
                (nobody, Clue::PreviousAlone),
                (self.part().is_some(), Clue::PreviousWhole),
                (rated, Clue::Rated),
                (previous.measure != measure, Clue::PreviousOther),
                (!nobody && !candidate.here.is_empty(), Clue::Used),
                (!nobody && candidate.here.is_empty(), Clue::Kept),
                (self.before.is_some_and(|before| before.about.contains(&owner.id)), Clue::Both),
            ];
            add(clues, &seen);
        }
        if self.previous.is_none()
            && let Some(before) = self.before.filter(|before| before.about.contains(&owner.id))
        {
            let seen = [(true, Clue::Earlier), (carried, Clue::EarlierCarried), (empty, Clue::EarlierEmpty), (before.measure == measure, Clue::EarlierSame)];
            add(clues, &seen);
        }
    }
}
