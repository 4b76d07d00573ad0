//! The people behind offices, appositions and participles.

use super::*;

impl Frame<'_> {
    /// The person before the comma that a participle follows, offices between them aside.
    pub(super) fn traveller(&self) -> Option<usize> {
        self.at.checked_sub(1).filter(|before| matches!(self.chunks()[*before].kind, ChunkKind::Comma))?;
        let person = |noun: &crate::extract::chunk::NounPhrase| noun.entities.iter().any(|id| id.kind() == EntityKind::Person);
        (0..self.at)
            .rev()
            .take(8)
            .take_while(|index| {
                !matches!(self.chunks()[*index].kind, ChunkKind::Stop | ChunkKind::Verb(_) | ChunkKind::Relative(_) | ChunkKind::Conjunction(_))
            })
            .find(|index| self.chunks()[*index].noun().is_some_and(person))
    }

    /// The people named behind the offices that the phrase at `at` opens: "les présidents russe et kirghiz, X et Y",
    /// "du président de la banque, X"; where a comma, dash or bracket parts them and nothing but countries and bodies stands between.
    pub(super) fn names_behind(&self, at: usize) -> Option<Vec<usize>> {
        let people = |noun: &crate::extract::chunk::NounPhrase| noun.entities.iter().any(|id| id.kind() == EntityKind::Person);
        // Who is named in the phrase itself needs no other name; an office that only stands for somebody does.
        if people(self.chunks()[at].noun()?) && self.scene.items(at).iter().any(|item| matches!(&item.kind, ItemKind::Name(named) if !named.demonym)) {
            return None;
        }
        let mut parted = false;
        for index in at + 1..self.chunks().len().min(at + 12) {
            match &self.chunks()[index].kind {
                ChunkKind::Noun(noun) if people(noun) => {
                    let bare = self.chunks()[index - 1].preposition().is_none();
                    return (parted && bare).then(|| self.scene.clauses.coordinated_right(index));
                }
                ChunkKind::Noun(_) => parted = false,
                ChunkKind::Preposition(value) if self.reader.language.has_function("of", value) => {}
                ChunkKind::Conjunction(_) => {}
                ChunkKind::Comma | ChunkKind::Open | ChunkKind::Other => parted = true,
                _ => return None,
            }
        }
        None
    }

    /// "X, le ministre des Transports, a signé": a subject without a name that only says more of the person before the comma.
    pub(super) fn named_before(&self, subject: Vec<usize>) -> Vec<usize> {
        let person = |noun: usize| self.chunks()[noun].noun().and_then(|noun| noun.entities.iter().find(|id| id.kind() == EntityKind::Person));
        let [only] = subject.as_slice() else { return subject };
        if *only < 2 || person(*only).is_some() || !matches!(self.chunks()[*only - 1].kind, ChunkKind::Comma) {
            return subject;
        }
        // The office may name the country; it must be that of the person.
        let Some(before) = person(*only - 2) else { return subject };
        let land = self.reader.country_of(before);
        let same = self.chunks()[*only].noun().is_some_and(|noun| noun.entities.iter().all(|id| Some(id) == land.as_ref()));
        if same { vec![*only - 2] } else { subject }
    }

    /// Where a guest is received whose bare noun of travel follows: "reçu à Paris en visite d'État", "arrivé mardi à Rome pour une visite".
    pub(super) fn guest_at(&self) -> Option<EntityId> {
        let language = self.reader.language;
        let own = self.chunks()[self.at].noun().is_some_and(|noun| matches!(noun.determiner.as_deref(), None | Some("indefinite")));
        let verb =
            (0..self.at).rev().take(7).take_while(|index| !matches!(self.chunks()[*index].kind, ChunkKind::Stop | ChunkKind::Relative(_))).find(|index| {
                self.chunks()[*index].verb().is_some_and(|verb| {
                    let lemma = language.lexicon.value(verb.lemma);
                    verb.tense == Tense::Participle && (language.verb_is(lemma, "host") || language.verb_is(lemma, "motion"))
                })
            })?;
        let places: Vec<usize> = self.scene.clauses.complements(verb, "where").into_iter().filter(|noun| (verb..self.at).contains(noun)).collect();
        self.best_place(&places).filter(|_| own && self.is_governed()).map(|place| place.0)
    }

    /// "X, en visite à Rome", "X, arrivé en visite à Rome": the person right before.
    pub(super) fn apposed(&self) -> Option<usize> {
        let language = self.reader.language;
        let mut before = self
            .at
            .checked_sub(1)
            .filter(|index| self.chunks()[*index].preposition().is_some_and(|preposition| language.has_function("where", preposition)))?;
        let mut joined = false;
        while before > 0 {
            before -= 1;
            match &self.chunks()[before].kind {
                ChunkKind::Comma | ChunkKind::Other | ChunkKind::Date(_) => joined = true,
                ChunkKind::Verb(verb) if verb.tense == Tense::Participle => joined = true,
                ChunkKind::Noun(noun) => {
                    return (joined && noun.entities.iter().any(|id| id.kind() == EntityKind::Person)).then_some(before);
                }
                _ => return None,
            }
        }
        None
    }
}
