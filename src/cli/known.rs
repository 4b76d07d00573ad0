//! What is known before any document is read, in numbers.

use std::collections::BTreeMap;

use serde::Serialize;

use super::stats::Rows;
use crate::{
    knowledge::{Knowledge, Known as Entity, Tenure},
    model::{EntityKind, Point, When},
};

/// What is known beforehand.
#[derive(Serialize)]
pub(super) struct Known {
    entities: usize,
    by_kind: BTreeMap<&'static str, usize>,
    /// By region of the country that something is, lies in or belongs to, then by kind.
    by_region: BTreeMap<String, BTreeMap<&'static str, usize>>,
    /// Different names, of all languages together.
    names: usize,
    /// Names of entities by language.
    names_by_language: BTreeMap<String, usize>,
    offices: usize,
    /// Tenures by the decade in which they began.
    offices_by_decade: BTreeMap<String, usize>,
    /// By office: those that should have a known holder.
    posts: BTreeMap<String, Posts>,
    events: usize,
    segments: usize,
    tables: BTreeMap<&'static str, Table>,
}

/// The rows of a table.
#[derive(Serialize)]
struct Table {
    rows: usize,
    verified: usize,
    /// How many in a hundred rows name a source that somebody has looked at.
    verified_percent: f64,
}

/// The posts of one office that should have a known holder every day.
#[derive(Default, Serialize)]
struct Posts {
    posts: usize,
    /// Days on which no holder is known, of all posts together.
    days_without: i64,
    /// By country or body: the first and last days of the times without a known holder.
    gaps: BTreeMap<String, Vec<String>>,
    tenures: usize,
    /// Tenures whose beginning or end is known by month or year alone.
    not_to_the_day: usize,
}

/// What is counted where the region or the date is not known.
const UNKNOWN: &str = "unknown";

impl Known {
    pub(super) fn count(knowledge: &Knowledge) -> Self {
        let mut by_kind = BTreeMap::new();
        let mut by_region: BTreeMap<String, BTreeMap<&'static str, usize>> = BTreeMap::new();
        let mut names_by_language: BTreeMap<String, usize> = BTreeMap::new();
        for known in knowledge.entities() {
            let kind = known.entity.kind();
            *by_kind.entry(kind.name()).or_default() += 1;
            *by_region.entry(region(knowledge, known)).or_default().entry(kind.name()).or_default() += 1;
            let tags = known.entity.labels.keys().chain(known.entity.aliases.iter().map(|(tag, _)| tag));
            tags.for_each(|tag| *names_by_language.entry(tag.clone()).or_default() += 1);
        }
        let mut offices_by_decade: BTreeMap<String, usize> = BTreeMap::new();
        for tenure in &knowledge.offices {
            let decade = tenure.start.map_or_else(|| UNKNOWN.to_owned(), |start| format!("{}s", start.from.year() / 10 * 10));
            *offices_by_decade.entry(decade).or_default() += 1;
        }
        let table = |(rows, verified): (usize, usize)| {
            let percent = if rows == 0 { 0.0 } else { verified as f64 * 100.0 / rows as f64 };
            Table { rows, verified, verified_percent: (percent * 10.0).round() / 10.0 }
        };
        Self {
            entities: knowledge.entities().count(),
            by_kind,
            by_region,
            names: knowledge.names.len(),
            names_by_language,
            offices: knowledge.offices.len(),
            offices_by_decade,
            posts: posts(knowledge),
            events: knowledge.events.len(),
            segments: knowledge.segments.len(),
            tables: knowledge.rows.iter().map(|(name, counts)| (*name, table(*counts))).collect(),
        }
    }

    pub(super) fn rows(&self) -> Rows {
        let row = |name: &str, count: usize| (name.to_owned(), vec![count.to_string()]);
        let mut rows = vec![row("known entities", self.entities)];
        rows.extend(self.by_kind.iter().map(|(name, count)| row(&format!("  {name}"), *count)));
        for (region, kinds) in &self.by_region {
            rows.push(row(&format!("in {region}"), kinds.values().sum()));
            rows.extend(kinds.iter().map(|(name, count)| row(&format!("  {name}"), *count)));
        }
        rows.push(row("different names", self.names));
        rows.extend(self.names_by_language.iter().map(|(tag, count)| row(&format!("  in {tag}"), *count)));
        rows.push(row("tenures of office", self.offices));
        rows.extend(self.offices_by_decade.iter().map(|(decade, count)| row(&format!("  {decade}"), *count)));
        for (office, posts) in &self.posts {
            let days = format!("{} days without", posts.days_without);
            let coarse = format!("{} of {} tenures not to the day", posts.not_to_the_day, posts.tenures);
            rows.push((format!("posts of {office}"), vec![posts.posts.to_string(), days, coarse]));
            let gaps = posts.gaps.iter().flat_map(|(of, gaps)| gaps.iter().map(move |gap| format!("  {of} {gap}")));
            rows.extend(gaps.map(|gap| (gap, Vec::new())));
        }
        rows.extend([row("dated events", self.events), row("stretches of corridors", self.segments)]);
        for (name, table) in &self.tables {
            rows.push((format!("rows of {name}"), vec![table.rows.to_string(), format!("{} % with a verified source", table.verified_percent)]));
        }
        rows
    }
}

/// The posts by office, with the times without a known holder.
fn posts(knowledge: &Knowledge) -> BTreeMap<String, Posts> {
    let mut posts: BTreeMap<String, Posts> = BTreeMap::new();
    // A post that stood vacant for a time is of several rows: a tenure counts once however many it spans.
    let mut tenures: BTreeMap<(&str, *const Tenure), bool> = BTreeMap::new();
    for post in &knowledge.posts {
        let counted = posts.entry(post.office.clone()).or_default();
        counted.posts += 1;
        for (first, last) in knowledge.gaps(post) {
            counted.days_without += i64::from((last - first).get_days()) + 1;
            counted.gaps.entry(post.of.slug().to_owned()).or_default().push(format!("{first}/{last}"));
        }
        let since = post.start.first_day();
        let to_the_day = |when: Option<When>| when.is_none_or(|when| matches!(when.from, Point::Day(..)));
        let until = post.end.and_then(When::last_day);
        let within = |tenure: &&Tenure| {
            tenure.end.is_none_or(|end| end.last_day() >= since) && (until.is_none() || tenure.start.is_none_or(|start| start.first_day() <= until))
        };
        for tenure in knowledge.of_post(post).filter(within) {
            // Who was in office before a holder is expected may have begun whenever.
            let begun = tenure.start.filter(|start| start.last_day() >= since);
            let coarse = !to_the_day(begun) || !to_the_day(tenure.end);
            *tenures.entry((&post.office, std::ptr::from_ref(tenure))).or_default() |= coarse;
        }
    }
    for ((office, _), coarse) in tenures {
        let counted = posts.entry(office.to_owned()).or_default();
        counted.tenures += 1;
        counted.not_to_the_day += usize::from(coarse);
    }
    posts
}

/// The region of the country that something is, lies in or belongs to; of a corridor, of the first country that it crosses.
fn region(knowledge: &Knowledge, known: &Entity) -> String {
    let crossed = || known.members.first().filter(|id| id.kind() == EntityKind::Country).cloned();
    let country = knowledge.country_of(&known.entity.id).or_else(crossed).and_then(|country| knowledge.get(&country));
    country.map(|country| country.region.as_str()).filter(|region| !region.is_empty()).unwrap_or(UNKNOWN).to_owned()
}
