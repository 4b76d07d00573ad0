//! What may be the subject of a figure, and who of each kind was named last.

use smallvec::SmallVec;

use super::{
    actor,
    deal::{Deal, Way},
};
use crate::{
    extract::Reader,
    model::{EntityId, EntityKind},
    recognise::Item,
};

/// So many sentences on, the thing named last is still spoken of.
const FAR: usize = 6;

/// Places that goods and people pass at one point.
const PASSED: [&str; 8] = ["port", "dry-port", "border-post", "border-crossing", "station", "terminal", "airport", "pass"];

/// What has figures of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A country.
    Country,
    /// A part of a country, or several countries.
    Region,
    /// A union of countries.
    Alliance,
    /// A town.
    Town,
    /// Where goods change over: a port, a border post, a station.
    Port,
    /// What goods go along: a corridor, a railway, a pipeline.
    Line,
    /// Anything else that is built.
    Work,
    /// A company, bank or fund.
    Firm,
}

impl Kind {
    /// The kind that a noun alone points back to, by its code.
    pub fn of_code(code: &str) -> Option<Self> {
        Some(match code {
            "town" => Self::Town,
            "port" => Self::Port,
            "line" => Self::Line,
            "work" => Self::Work,
            "firm" => Self::Firm,
            "region" => Self::Region,
            _ => return None,
        })
    }

    /// The kind of an entity, where it may have figures.
    pub fn of(reader: &Reader<'_>, id: &EntityId) -> Option<Self> {
        match id.kind() {
            EntityKind::Country => return Some(Self::Country),
            EntityKind::City => return Some(Self::Town),
            EntityKind::Corridor => return Some(Self::Line),
            EntityKind::Place | EntityKind::Infrastructure | EntityKind::Organisation => {}
            _ => return None,
        }
        let known = reader.knowledge.get(id);
        // "l'aéroport international de X", which nobody knew before.
        if known.is_none()
            && matches!(id.kind(), EntityKind::Place | EntityKind::Infrastructure)
            && let Some(kind) = Self::of_name(reader, id)
        {
            return Some(kind);
        }
        let subtype = known.map(|known| known.entity.subtype.as_str()).unwrap_or_default();
        match id.kind() {
            EntityKind::Place | EntityKind::Infrastructure if PASSED.contains(&subtype) => Some(Self::Port),
            EntityKind::Infrastructure if reader.is_line(id) => Some(Self::Line),
            EntityKind::Infrastructure => Some(Self::Work),
            EntityKind::Place if subtype == "region" => Some(Self::Region),
            EntityKind::Place if matches!(subtype, "gas-field" | "oil-field") => Some(Self::Work),
            EntityKind::Organisation if subtype == "alliance" => Some(Self::Alliance),
            EntityKind::Organisation if matches!(subtype, "company" | "bank" | "fund" | "international-organisation") => Some(Self::Firm),
            _ => None,
        }
    }

    /// The kind that the first word of a name says that the text alone gives.
    fn of_name(reader: &Reader<'_>, id: &EntityId) -> Option<Self> {
        let lexicon = &reader.language.lexicon;
        let word = reader.cast.fresh.get(id)?.name.split([' ', '\'', '’']).next()?.to_lowercase();
        lexicon.longest(&[lexicon.word(&word)], 0, "subject-again").and_then(|(_, code)| Self::of_code(code))
    }

    /// The kind that the noun before a name says: "le port de X".
    pub fn said(reader: &Reader<'_>, item: &Item) -> Option<Self> {
        let id = item.entities().first()?;
        let code = item.code(&reader.language.lexicon, "subject-again")?;
        Self::of_code(code).filter(|kind| kind.is_local() && Self::of(reader, id).is_some_and(Self::is_local))
    }

    /// Whether it has an economy: trade, output, a budget.
    pub const fn is_state(self) -> bool {
        matches!(self, Self::Country | Self::Region | Self::Alliance)
    }

    /// Whether it may have figures of such a measure.
    pub fn suits(self, measure: &str) -> bool {
        match measure {
            "trade-turnover" | "exports" | "imports" | "other:debt" | "other:balance" => self.is_state(),
            "gdp" | "population" => self.is_state() || self == Self::Town,
            "other:expenditure" | "other:assets" => self.is_state() || self == Self::Firm,
            "other:inflation" | "other:unemployment" | "other:interest-rate" => self.is_state(),
            "other:distance" => self.is_local() || self == Self::Work,
            "other:depth" | "other:height" | "other:width" | "other:diameter" => matches!(self, Self::Line | Self::Work) || self.is_local(),
            "length" | "duration" => matches!(self, Self::Line | Self::Work),
            "price/cost" | "other:area" => matches!(self, Self::Line | Self::Work | Self::Port),
            "freight-capacity" => matches!(self, Self::Line | Self::Work) || self.is_local(),
            "freight-volume" | "containers" | "trains" | "passengers" | "other:tourists" => self != Self::Alliance,
            "production" => !self.is_local() && self != Self::Line,
            "other:reserves" | "other:capacity" | "other:revenue" | "jobs" => !self.is_local(),
            _ => true,
        }
    }

    /// Whether goods and people pass through it at one point.
    pub const fn is_local(self) -> bool {
        matches!(self, Self::Town | Self::Port)
    }
}

/// Who and what the sentences before named.
#[derive(Debug, Default)]
pub struct Memory {
    /// By kind.
    last: [Option<EntityId>; Kind::Firm as usize + 1],
    /// The state whose partners are counted up.
    pub hub: Option<EntityId>,
    /// The trade told last, and how many sentences ago.
    pub deal: Option<(Deal, usize)>,
    /// The corridor, railway or other thing named last, and in how many sentences since none was.
    thing: Option<(EntityId, usize)>,
    /// The same of what is built: no corridor.
    built: Option<(EntityId, usize)>,
    /// What the sentence before began with.
    pub lead: Option<EntityId>,
    /// The event named last.
    pub event: Option<EntityId>,
}

impl Memory {
    /// The one of a kind that was named last.
    pub fn last(&self, kind: Kind) -> Option<&EntityId> {
        self.last[kind as usize].as_ref()
    }

    /// The corridor or thing named last, where that is not long ago.
    pub fn thing(&self) -> Option<&EntityId> {
        self.thing.as_ref().filter(|(_, age)| *age < FAR).map(|(id, _)| id)
    }

    /// The railway, bridge or other work named last, where that is not long ago; else the corridor.
    pub fn built(&self) -> Option<&EntityId> {
        self.built.as_ref().filter(|(_, age)| *age < FAR).map(|(id, _)| id).or_else(|| self.thing())
    }

    /// Takes note of whose trade a sentence counts up, and which way it goes.
    pub fn count(&mut self, hub: Option<(EntityId, Way)>) {
        let Some((teller, way)) = hub else { return };
        self.hub = Some(teller.clone());
        if way != Way::Both {
            self.tell(&Deal { teller, way, others: SmallVec::new(), acts: false, by_partner: false });
        }
    }

    /// A new paragraph tells the trade of one country anew: with whom it was told before holds no more.
    pub fn part(&mut self) {
        if let Some((deal, _)) = &mut self.deal {
            deal.others.clear();
        }
    }

    /// Takes note of a trade that is told; with whom holds until others are named.
    pub fn tell(&mut self, deal: &Deal) {
        let mut deal = Deal { by_partner: false, ..deal.clone() };
        if let Some((before, _)) = self.deal.take().filter(|(before, _)| deal.others.is_empty() && before.teller == deal.teller) {
            deal.others = before.others;
        }
        self.hub = Some(deal.teller.clone());
        self.deal = Some((deal, 0));
    }

    /// Takes note of what a sentence names.
    pub fn note<'s>(&mut self, reader: &Reader<'_>, named: impl Iterator<Item = &'s Item> + Clone) {
        if let Some((_, age)) = &mut self.deal {
            *age += 1;
        }
        let mut lead = None;
        let mut thing = None;
        let mut built = None;
        for (item, id) in named.clone().flat_map(|item| item.entities().iter().map(move |id| (item, id))) {
            if id.kind() == EntityKind::Event {
                self.event = Some(id.clone());
            }
            let Some(kind) = Kind::of(reader, id) else { continue };
            lead = lead.or(Some(id).filter(|_| !item.is_demonym()));
            if matches!(id.kind(), EntityKind::Corridor | EntityKind::Infrastructure) {
                thing = Some(id);
            }
            if id.kind() == EntityKind::Infrastructure && !kind.is_local() {
                built = Some(id);
            }
            if kind != Kind::Firm {
                self.last[kind as usize] = Some(id.clone());
            }
            // "le port de X": the town as a port.
            if let Some(named) = Kind::said(reader, item) {
                self.last[named as usize] = Some(id.clone());
            }
        }
        self.lead = lead.cloned().or(self.lead.take());
        for (named, kept) in [(thing, &mut self.thing), (built, &mut self.built)] {
            match (named, kept) {
                (Some(id), kept) => *kept = Some((id.clone(), 0)),
                (None, Some((_, age))) => *age += 1,
                _ => {}
            }
        }
        if let Some(firm) = named.filter(|item| !item.entities().is_empty() && !is_model(reader.text, item)).find_map(|item| actor::deals(reader, item)) {
            self.last[Kind::Firm as usize] = Some(firm);
        }
    }
}

/// "un Boeing 737", "en Airbus A320": what a firm makes rather than the firm, as a number behind its name tells.
fn is_model(text: &str, item: &Item) -> bool {
    let behind = text.get(item.span.end..).unwrap_or_default();
    let word = behind.strip_prefix([' ', '\u{a0}']).unwrap_or_default().split([' ', '\u{a0}', ',', '.']).next().unwrap_or_default();
    word.starts_with(|letter: char| letter.is_ascii_uppercase() || letter.is_ascii_digit()) && word.ends_with(|letter: char| letter.is_ascii_digit())
}
