//! Figures as far as they can be set against each other: what each leaves open by its rounding and its wording.

use std::collections::{BTreeMap, BTreeSet};

use super::view::{View, code, entities, flag, grouped, number, when};
use crate::{
    graph::EvidenceRecord,
    model::{EntityId, Point, VOCABULARIES, When},
    reconcile::{claims::Stated, compare::grain, merge::Fact},
};

/// How far "about" reaches, as a part of the value.
const ABOUT: f64 = 0.05;
/// How far "more than" and "less than" reach, as a part of the value: who has 9 billion does not say more than 5.
const BEYOND: f64 = 0.25;

/// What is further apart than so many times is of two things that were read as one, and no contradiction.
const ALIKE: f64 = 2.0;

/// A figure as some documents state it.
#[derive(Clone, Debug)]
pub(super) struct Figure<'v> {
    pub fact: &'v Fact<'v>,
    pub measure: &'v str,
    pub about: Vec<&'v EntityId>,
    pub value: f64,
    pub unit: &'v str,
    pub period: Option<When>,
    pub modality: &'v str,
    pub change: bool,
    pub base: Option<When>,
    pub sector: Option<&'v str>,
    pub direction: (Option<&'v EntityId>, Option<&'v EntityId>),
    pub documents: BTreeSet<usize>,
    /// Whether it is a part of a whole in per cent.
    pub share: bool,
    qualifier: Option<&'v str>,
    claim: &'v Stated,
}

/// So sure it must be whose the figures of a text are for them to contradict each other.
const SURE: f64 = 0.7;
/// The rules by which a figure has a measure that its own words do not name.
const CARRIED: [&str; 3] = ["indicator/measure-carried-over", "indicator/measure-nearby", "indicator/in-brackets"];
/// The rule by which what is measured is a whole, and the figure a part of it.
const SHARES: &str = "indicator/share";

/// Whether a claim was read as a part of what it measures.
fn read_as_share(claim: &Stated) -> bool {
    claim.by.iter().flat_map(|statement| &statement.evidence).all(|place| place.rule == SHARES)
}

/// The end of the codes of measures that are a share.
pub(super) const SHARE: &str = ":share";

/// What figures must share to be set against each other: about, unit.
pub(super) type Subject<'v> = (Vec<&'v EntityId>, &'v str);

impl<'v> Figure<'v> {
    fn of(fact: &'v Fact<'v>, claim: &'v Stated) -> Option<Self> {
        let slots = &claim.slots;
        let mut about: Vec<&EntityId> = entities(slots, "about").collect();
        about.sort();
        Some(Self {
            fact,
            measure: code(slots, "measure")?,
            about,
            value: number(slots, "value")?,
            unit: code(slots, "unit")?,
            period: when(slots, "period"),
            modality: code(slots, "modality")?,
            change: flag(slots, "change"),
            base: when(slots, "base-period"),
            sector: code(slots, "sector"),
            direction: (entities(slots, "from").next(), entities(slots, "to").next()),
            share: code(slots, "unit") == Some("%") && !flag(slots, "change") && (code(slots, "measure")?.ends_with(SHARE) || read_as_share(claim)),
            documents: claim.by.iter().map(|statement| statement.document).collect(),
            qualifier: code(slots, "qualifier"),
            claim,
        })
    }

    /// Whether it is what was reached, and no change.
    pub fn is_level(&self) -> bool {
        self.modality == "actual" && !self.change
    }

    /// The least and the greatest that its wording allows.
    pub fn range(&self) -> (f64, f64) {
        let half = grain(self.value) * 0.500_001;
        let wide = self.value.abs();
        match self.qualifier {
            Some("approx") => (self.value - half.max(wide * ABOUT), self.value + half.max(wide * ABOUT)),
            Some("over") => (self.value - half, self.value + half.max(wide * BEYOND)),
            Some("under") => (self.value - half.max(wide * BEYOND), self.value + half),
            Some("up-to") => (0_f64.min(self.value), self.value + half),
            _ => (self.value - half, self.value + half),
        }
    }

    /// The least that speaks of reaching a target.
    pub fn least(&self) -> f64 {
        if matches!(self.qualifier, None | Some("over")) { self.value } else { self.range().0 }
    }

    /// The value with its unit.
    pub fn amount(&self) -> String {
        match self.unit {
            "count" => grouped(self.value),
            unit => format!("{} {unit}", grouped(self.value)),
        }
    }

    /// What it is measured of, and what is measured.
    pub fn subject(&self, view: &View<'_>) -> String {
        let sector = self.sector.map(|sector| format!(" ({})", super::view::label("area", sector))).unwrap_or_default();
        format!("{} of {}{sector}", super::view::label("measure", self.measure), view.names(self.about.iter().copied()))
    }

    /// The time that it is claimed for.
    pub fn time(&self) -> String {
        self.period.map(|period| period.to_string()).unwrap_or_default()
    }

    /// Whether some document states both.
    pub fn with(&self, other: &Figure<'_>) -> bool {
        !self.documents.is_disjoint(&other.documents)
    }

    /// Where a document states it.
    fn places(&self, document: usize) -> impl Iterator<Item = &'v EvidenceRecord> + use<'v> {
        self.claim.by.iter().filter(move |by| by.document == document).flat_map(|by| &by.evidence)
    }

    /// Whether a document tells two figures apart: in words that have none in common, of which one at least name the measure,
    /// with nothing inferred; or each by the mouth of somebody else.
    pub fn is_told_apart(&self, other: &Figure<'_>, document: usize) -> bool {
        let sure = |place: &EvidenceRecord| place.inferred.is_empty() && place.confidence >= SURE;
        let names = |place: &EvidenceRecord| !CARRIED.contains(&&*place.rule);
        self.places(document).any(|a| {
            other.places(document).any(|b| {
                let apart = sure(a) && sure(b) && (names(a) || names(b)) && (a.end <= b.start || b.end <= a.start);
                apart || a.attributed_to.is_some() && b.attributed_to.is_some() && a.attributed_to != b.attributed_to
            })
        })
    }
}

/// All figures of what has a name among the measures and of which it is known of what they are.
pub(super) fn figures<'v>(view: &View<'v>) -> Vec<Figure<'v>> {
    let stated = view.of_type("indicator").flat_map(|fact| fact.claims.iter().filter_map(move |claim| Figure::of(fact, claim)));
    stated
        .filter(|figure| {
            !figure.about.is_empty()
                && VOCABULARIES.get("measure").is_some_and(|known| known.terms.contains_key(figure.measure) || figure.measure.ends_with(SHARE))
        })
        .collect()
}

/// Figures by what they are measured of and their unit.
pub(super) fn by_subject<'f, 'v>(figures: &'f [Figure<'v>]) -> BTreeMap<Subject<'v>, Vec<&'f Figure<'v>>> {
    let mut groups: BTreeMap<Subject, Vec<&Figure>> = BTreeMap::new();
    for figure in figures {
        groups.entry((figure.about.clone(), figure.unit)).or_default().push(figure);
    }
    groups.retain(|_, figures| figures.len() > 1);
    groups
}

/// Whether what two ranges allow has nothing in common.
pub(super) fn apart(a: (f64, f64), b: (f64, f64)) -> bool {
    a.1 < b.0 || b.1 < a.0
}

/// Whether two numbers are near enough to be of one thing.
pub(super) fn alike(a: f64, b: f64) -> bool {
    a * b > 0.0 && (a / b).max(b / a) <= ALIKE
}

/// The year before a year.
pub(super) fn year_before(period: When) -> Option<When> {
    match period {
        When { from: Point::Year(year), until: None } => Some(When { from: Point::Year(year.checked_sub(1)?), until: None }),
        _ => None,
    }
}
