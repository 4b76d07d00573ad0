//! What is kept in mind from sentence to sentence.

use std::rc::Rc;

use crate::{
    extract::{PAIRS, Reader, Scene, WAYS, chunk::Chunk, frame, parties::is_alliance, quotation::Quotes},
    fact::{Claim, Fact},
    model::{EntityId, EntityKind},
    recognise::Item,
};

/// What patterns told of a sentence, as far as it is kept in mind for the next.
pub struct Told {
    /// Where somebody went.
    gone: Option<EntityId>,
    /// What something moves along.
    routes: Vec<EntityId>,
    /// Whether those are named together who talk or act.
    paired: bool,
}

impl<'a> Reader<'a> {
    /// Notes whom a sentence names together, before it is read.
    pub(super) fn come_to(&mut self, scene: &Scene<'_>, found: &[Claim]) {
        if let Some(together) = self.together(scene).filter(|parties| parties.iter().any(|id| id.kind() != EntityKind::Organisation)) {
            let pairs = Rc::make_mut(&mut self.pairs);
            if pairs.len() == PAIRS {
                pairs.remove(0);
            }
            pairs.push(together.to_vec());
        }
        self.here = self.toured(scene, found).or_else(|| self.apart_from_main(scene.sentence.paragraph));
        let here = self.here.clone().filter(|here| self.pairs.last() != Some(here));
        self.name_together(here);
    }

    fn name_together(&mut self, parties: Option<Vec<EntityId>>) {
        if let Some(parties) = parties.filter(|_| self.pairs.len() < PAIRS) {
            Rc::make_mut(&mut self.pairs).push(parties);
        }
    }

    /// Notes what patterns told of a sentence.
    pub(super) fn note(&mut self, scene: &Scene<'_>, told: &[Claim]) -> Told {
        let language = self.language;
        if let Some(two) = self.met_in_person(told) {
            self.round = Some((scene.sentence.paragraph, two));
        }
        let gone = told.iter().rev().find_map(|claim| if let Fact::Visit(visit) = &claim.fact { Some(visit.destination.clone()) } else { None });
        let signs = |chunk: &Chunk| chunk.verb().is_some_and(|verb| verb.is_finite() && language.verb_is(verb.lemma, "sign"));
        if scene.classes.may_have("agreement-kind") && scene.chunks().iter().any(signs) {
            self.unsettled = !told.iter().any(|claim| matches!(claim.fact, Fact::Agreement(_)));
        }
        let routes = told.iter().filter_map(|claim| if let Fact::Route(route) = &claim.fact { Some(&route.corridor) } else { None });
        let routes = routes.cloned().collect();
        let together = self.together(scene).is_some();
        let met = if together { None } else { self.met(told) };
        let paired = together || met.is_some();
        self.name_together(met);
        Told { gone, routes, paired }
    }

    /// Keeps in mind what the next sentence may go on with.
    pub(super) fn leave(&mut self, scene: &Scene<'a>, Told { gone, routes, paired }: Told) {
        let (language, knowledge) = (self.language, self.knowledge);
        let sentence = scene.sentence;
        // Those of some kinds, of which there are none in most sentences.
        let (bodies, ways) = (scene.named_of(&[EntityKind::Organisation]), scene.named_of(&WAYS));
        self.body = bodies.clone().rfind(|id| id.kind() == EntityKind::Organisation).cloned().or(self.body.take());
        // "la réunion des ministres de l'union": the body in the name of an event.
        let event = scene.named_of(&[EntityKind::Event]).next().is_some();
        let held = || self.cast.mentions.iter().filter(|mention| event && sentence.span.contains(mention.span)).map(|mention| &mention.entity);
        let alliance = bodies.rev().find(|id| is_alliance(id, knowledge)).or_else(|| held().rfind(|id| is_alliance(id, knowledge)));
        self.alliance = alliance.cloned().or(self.alliance.take());
        self.line = ways.clone().rev().find(|id| self.is_line(id)).cloned().or_else(|| self.line.clone());
        let people: Vec<EntityId> = scene.named_of(&[EntityKind::Person]).filter(|id| id.kind() == EntityKind::Person).cloned().collect();
        let mut lines = ways.filter(|id| self.is_line(id));
        let named_lines = lines.clone().next().is_some();
        // What many lines pass is none that things move along.
        let passed = |id: &EntityId| knowledge.get(id).is_some_and(|known| matches!(known.entity.subtype.as_str(), "bridge" | "tunnel"));
        let along = lines.next().filter(|first| !passed(first) && people.is_empty() && lines.all(|line| line == *first));
        // What told more of the way of the line before keeps it in mind: "Il gagne A. De là, les conteneurs vont à B".
        self.along = if named_lines { along.cloned() } else { self.along.take().filter(|line| routes.contains(line)) };
        if let Some(person) = people.first() {
            self.person = Some(person.clone());
            self.people = people;
        }
        self.gathered = self.gathered_behind(scene, paired);
        let binds = |item: &Item| ["agreement-kind", "cooperation-word"].iter().any(|class| item.is(&language.lexicon, class));
        self.bound = (scene.classes.may_have("agreement-kind") || scene.classes.may_have("cooperation-word")) && sentence.items.iter().any(binds);
        self.paired = paired;
        self.quote(scene);
        self.place = self.place_before(scene, scene.chunks().len()).or(gone);
        self.quotation = self.follow(scene);
        let announced = frame::announces(self, scene);
        self.before = &sentence.items;
        // A list goes on as long as its entries have no verb of their own, or one more entry follows.
        let goes_on = scene.clauses.finite_before(scene.chunks().len()).is_none() || sentence.span.of(self.text).ends_with(';');
        self.listed = announced.is_some() || self.listed && goes_on;
        self.listed_on = announced.unwrap_or(self.listed_on).filter(|_| self.listed);
    }

    /// Keeps in mind what an open quotation is about, until it closes.
    fn quote(&mut self, scene: &Scene<'_>) {
        let Quotes { opened: open, closed: close, .. } = self.quotes(scene);
        let going_on = open > close || close.is_none() && !self.quoted.is_empty();
        if !going_on {
            self.quoted.clear();
        } else if self.quoted.len() < PAIRS {
            let topics = self.topics(scene, 0, scene.chunks().len());
            self.quoted.extend(topics);
        }
    }
}
