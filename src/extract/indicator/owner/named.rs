//! Who may own a figure, and where in the document each is named.

use std::cell::OnceCell;

use super::{
    super::{actor::deals, memory::Kind},
    clue::Clues,
    course::document,
};
use crate::{
    extract::Reader,
    model::{EntityId, EntityKind, PartKind},
    recognise::{Item, ItemKind, Sentence},
};

/// One place where somebody is named.
#[derive(Clone, Copy, Debug)]
pub struct Naming {
    pub sentence: usize,
    pub item: usize,
    pub paragraph: usize,
    pub title: bool,
    /// Whether only somebody who speaks for it is named.
    pub through: bool,
    /// Whether it stands in brackets.
    pub aside: bool,
}

/// One who may own figures.
#[derive(Debug)]
pub struct Owner {
    pub id: EntityId,
    /// What it is; nothing for a body that neither trades nor has an economy.
    pub kind: Option<Kind>,
    /// In the order of the text.
    pub named: Vec<Naming>,
    /// Whether a title names it.
    pub title: bool,
    /// Whether no other of its kind is named more often.
    pub most: bool,
    /// Whether the first sentence of the body names it.
    pub first: bool,
    /// What is seen of it in the document, whatever figure is asked of.
    pub clues: Clues,
}

/// All who may own figures of a document, the first named first.
#[derive(Debug, Default)]
pub struct Owners {
    pub list: Vec<Owner>,
    /// How often all together are named.
    pub namings: usize,
    /// How often the one who is named most is.
    pub most: usize,
}

impl Owners {
    /// Those of a document.
    pub fn of(reader: &Reader<'_>, sentences: &[Sentence]) -> Self {
        let mut owners = Self::default();
        for (index, sentence) in sentences.iter().enumerate() {
            let mut aside = false;
            for (at, item) in sentence.items.iter().enumerate() {
                match item.kind {
                    ItemKind::Mark => aside = item.is_mark(reader.text, "(") || aside && !item.is_mark(reader.text, ")"),
                    ItemKind::Name(_) | ItemKind::Reference(_) => {}
                    _ => continue,
                }
                let title = sentence.part == PartKind::Title;
                let mut naming = Naming { sentence: index, item: at, paragraph: sentence.paragraph, title, through: false, aside };
                for id in item.entities() {
                    naming.through = id.kind() == EntityKind::Person;
                    if naming.through {
                        if let Some(country) = reader.country_of(id) {
                            owners.add(reader, &country, item, naming);
                        }
                    } else {
                        owners.add(reader, id, item, naming);
                        // A capital may stand for its country: "les échanges entre Moscou et Astana".
                        if let Some(country) = reader.country_of(id).filter(|country| country != id) {
                            owners.add(reader, &country, item, Naming { through: true, ..naming });
                        }
                    }
                }
                if let ItemKind::Reference(reference) = &item.kind {
                    naming.through = true;
                    for id in &reference.countries {
                        owners.add(reader, id, item, naming);
                    }
                }
            }
        }
        owners.namings = owners.list.iter().map(|owner| owner.named.len()).sum();
        for index in 0..owners.list.len() {
            let own = &owners.list[index];
            let most = owners.list.iter().filter(|other| other.kind == own.kind).all(|other| other.named.len() <= own.named.len());
            owners.list[index].most = most;
        }
        let first = sentences.iter().position(|sentence| sentence.part != PartKind::Title).unwrap_or(0);
        for owner in &mut owners.list {
            owner.first = owner.named.iter().any(|naming| naming.sentence == first);
        }
        owners.most = owners.list.iter().map(|owner| owner.named.len()).max().unwrap_or_default();
        let clues: Vec<Clues> = owners.list.iter().map(|owner| document(reader, &owners, owner)).collect();
        owners.list.iter_mut().zip(clues).for_each(|(owner, clues)| owner.clues = clues);
        owners
    }

    fn add(&mut self, reader: &Reader<'_>, id: &EntityId, item: &Item, naming: Naming) {
        match self.list.iter_mut().find(|owner| owner.id == *id) {
            Some(owner) => {
                owner.title |= naming.title;
                owner.named.push(naming);
            }
            None if matches!(id.kind(), EntityKind::Person | EntityKind::Agreement | EntityKind::Event) => {}
            None => {
                let place = (id.kind() == EntityKind::Place).then_some(Kind::Region);
                let kind = Kind::of(reader, id).or(place).or_else(|| deals(reader, item).map(|_| Kind::Firm));
                let mut named = Vec::with_capacity(4);
                named.push(naming);
                self.list.push(Owner { id: id.clone(), kind, named, title: naming.title, most: false, first: false, clues: Clues::new() });
            }
        }
    }
}

/// One who is weighed as the owner of a figure.
#[derive(Debug)]
pub struct Candidate<'o> {
    pub owner: &'o Owner,
    /// Where the sentence of the figure names it.
    pub here: &'o [Naming],
    /// Where the sentences before do.
    pub earlier: &'o [Naming],
    /// What is seen of where it stands to the sentence, once somebody has asked.
    pub place: OnceCell<Clues>,
}

impl Candidate<'_> {
    /// The items of the sentence that name it.
    pub fn items(&self) -> impl Iterator<Item = usize> + '_ {
        self.here.iter().map(|naming| naming.item)
    }
}

/// All who are weighed as owners of a sentence's figures.
#[derive(Debug, Default)]
pub struct Round<'o> {
    /// In the order of the owners.
    pub candidates: Vec<Candidate<'o>>,
    /// How many the sentence names.
    pub here: usize,
    /// The first item of the sentence before that names one.
    first_before: Option<usize>,
}

impl<'o> Round<'o> {
    /// Those of a sentence.
    pub fn of(owners: &'o Owners, sentence: usize) -> Self {
        let candidate = |owner: &'o Owner| {
            let (earlier, rest) = owner.named.split_at(owner.named.partition_point(|naming| naming.sentence < sentence));
            Candidate { owner, here: &rest[..rest.partition_point(|naming| naming.sentence == sentence)], earlier, place: OnceCell::new() }
        };
        let candidates: Vec<Candidate<'o>> = owners.list.iter().map(candidate).collect();
        let here = candidates.iter().filter(|candidate| !candidate.here.is_empty()).count();
        let first =
            |candidate: &Candidate<'_>| candidate.earlier.iter().rev().take_while(|naming| naming.sentence + 1 == sentence).map(|naming| naming.item).last();
        Self { here, first_before: candidates.iter().filter_map(first).min(), candidates }
    }

    /// Whether, of its kind, nobody else was named later before the sentence.
    pub fn is_last(&self, candidate: &Candidate<'_>, naming: &Naming) -> bool {
        let later = |other: &Candidate<'_>| other.earlier.last().is_some_and(|own| (own.sentence, own.item) > (naming.sentence, naming.item));
        !self.candidates.iter().any(|other| other.owner.kind == candidate.owner.kind && later(other) && other.owner.id != candidate.owner.id)
    }

    /// Whether the sentence before the figure's, where it stands, names nobody else before it.
    pub fn leads(&self, candidate: &Candidate<'_>, naming: &Naming, sentence: usize) -> bool {
        let again = || candidate.earlier.iter().rev().take_while(|own| own.sentence == naming.sentence).any(|own| own.item < naming.item);
        naming.sentence + 1 == sentence && (self.first_before.is_none_or(|first| first >= naming.item) || again())
    }
}
