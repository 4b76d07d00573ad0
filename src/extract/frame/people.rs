//! The people behind offices, appositions and participles.

use super::*;

/// A participle of motion stands no farther before the noun of travel that it has.
const FAR: usize = 16;

impl Frame<'_> {
    /// The person before the comma that a participle follows, offices between them aside.
    pub(super) fn traveller(&self) -> Option<usize> {
        self.at.checked_sub(1).filter(|before| matches!(self.chunks()[*before].kind, ChunkKind::Comma) || self.is_closed(*before))?;
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
    pub(super) fn names_behind(&self, at: usize) -> Option<Nouns> {
        let people = |noun: &crate::extract::chunk::NounPhrase| noun.entities.iter().any(|id| id.kind() == EntityKind::Person);
        // Who is named in the phrase itself needs no other name; an office that only stands for somebody does.
        if people(self.chunks()[at].noun()?) && self.scene.items(at).iter().any(|item| matches!(&item.kind, ItemKind::Name(named) if !named.demonym)) {
            return None;
        }
        if let Some(names) = self.names_told(at) {
            return Some(names);
        }
        let mut parted = false;
        for index in at + 1..self.chunks().len().min(at + 12) {
            match &self.chunks()[index].kind {
                ChunkKind::Noun(noun) if people(noun) => {
                    let bare = self.chunks()[index - 1].preposition().is_none() || self.is_such_as(index - 1);
                    return (parted && bare).then(|| self.scene.clauses.coordinated_right(index));
                }
                ChunkKind::Noun(_) => parted = false,
                ChunkKind::Preposition(value) if self.reader.language.has_function("of", value) => {}
                ChunkKind::Conjunction(_) => {}
                // "plusieurs dirigeants, dont X et Y"
                ChunkKind::Preposition(_) if self.is_such_as(index) => {}
                ChunkKind::Comma | ChunkKind::Open | ChunkKind::Other => parted = true,
                _ => return None,
            }
        }
        None
    }

    /// Whom an object pronoun at the verb stands for; of those named before in the sentence only a subject before its verb: the sentence speaks of him.
    pub(super) fn spoken_of(&self) -> Vec<EntityId> {
        let clauses = &self.scene.clauses;
        let subject = |id: &EntityId| {
            let named = |noun: &usize| self.chunks()[*noun].noun().is_some_and(|noun| noun.entities.contains(id));
            // "dernière étape de la tournée de X, qui l'avait mené à Rome": where nobody else is named, nobody else can be meant.
            let other = |noun: usize| {
                self.chunks()[noun].noun().is_some_and(|noun| noun.entities.iter().any(|other| other.kind() == EntityKind::Person && other != id))
            };
            let leads = self.verb().is_some_and(|verb| self.reader.language.verb_is(verb.lemma, "lead-people"));
            if leads && !(0..self.at).any(other) {
                return true;
            }
            let mut verbs = (0..self.at).filter(|index| self.chunks()[*index].verb().is_some_and(VerbGroup::is_finite));
            !(0..self.at).any(|noun| named(&noun)) || verbs.any(|verb| clauses.grammatical_subject(verb).iter().any(|noun| *noun < verb && named(noun)))
        };
        self.pointed_at(&clauses.entities(self.subject())).into_iter().filter(subject).collect()
    }

    /// Whether the phrase speaks of people of a state whom it does not name: "des responsables chinois", "une délégation ouzbèke".
    pub(super) fn is_official(&self, noun: usize) -> bool {
        let state = |item: &Item| matches!(&item.kind, ItemKind::Reference(reference) if !reference.countries.is_empty() && (reference.entities == reference.countries || reference.entities.is_empty() && !reference.pronoun));
        self.scene.items(noun).iter().any(|item| item.is(&self.reader.language.lexicon, "official") || state(item)) || self.names_told(noun).is_some()
    }

    /// Who sends people whom nobody names: "une délégation ouzbèke", "des responsables de A", "une mission du Fonds X".
    pub(super) fn sender(&self, at: usize) -> Option<EntityId> {
        let lexicon = &self.reader.language.lexicon;
        let noun = self.chunks()[at].noun()?;
        let words = || self.chunks()[at].span.of(self.reader.text).split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty());
        let is = |word: &str, class: &str, code: &str| {
            lexicon.longest(&[lexicon.word(&crate::lang::normalised(word))], 0, class).is_some_and(|(_, own)| own == code)
        };
        // "une délégation iranienne" is a reference to the state: its words tell.
        let crew = words().any(|word| is(word, "delegation", "plain")) || self.scene.is(at, "delegation");
        // Who lives there visits nobody; "un chef d'État français" is some one of them.
        let official = self.is_official(at) && !words().any(|word| is(word, "role", "ambassador"));
        let one = |word: &str| is(word, "det", "indefinite") && !self.reader.language.is_plural(word);
        let some = !crew && words().next().is_some_and(one);
        if some || !(crew || official) || self.led_by(at).is_some() || self.names_behind(at).is_some() {
            return None;
        }
        let pointed = self.scene.items(at).iter().filter_map(|item| if let ItemKind::Reference(reference) = &item.kind { Some(reference) } else { None });
        let own = noun.adjectives.iter().chain(pointed.flat_map(|reference| &reference.countries)).chain(&noun.entities);
        let mut all: Vec<EntityId> = own.cloned().collect();
        if all.is_empty() {
            let inner = self.scene.clauses.named_within(at);
            all = self.scene.clauses.entities(&inner).into_vec();
            all.extend(inner.iter().filter_map(|noun| self.chunks()[*noun].noun()).flat_map(|noun| noun.adjectives.iter().cloned()));
        }
        all.dedup();
        let [only] = all.as_slice() else { return None };
        // "Le ministre français est arrivé": of whom the text speaks, where it is one of theirs.
        let person = self.reader.person.as_ref().filter(|person| !crew && self.reader.country_of(person).as_ref() == Some(only));
        if let Some(person) = person.filter(|_| noun.determiner.as_deref() == Some("definite")) {
            return Some(person.clone());
        }
        let state = only.kind() == EntityKind::Country || crew && only.kind() == EntityKind::Organisation;
        state.then(|| only.clone())
    }

    /// Who leads the people that the phrase at `at` speaks of: "une délégation conduite par X".
    pub(super) fn led_by(&self, at: usize) -> Option<Nouns> {
        let language = self.reader.language;
        // "une délégation de la banque, conduite par X": to whom the people belong may stand between, and a comma.
        let leads =
            |index: &usize| self.chunks()[*index].verb().is_some_and(|verb| verb.tense == Tense::Participle && language.verb_is(verb.lemma, "lead-people"));
        // "Conduite par X, une délégation s'est rendue": before it, at the head of the sentence.
        let fronted =
            at > 3 && leads(&0) && matches!(self.chunks()[at - 1].kind, ChunkKind::Comma) && (1..at).all(|index| self.chunks()[index].verb().is_none());
        let near = (if fronted { 0 } else { at + 1 }..self.chunks().len().min(at + 6))
            .take_while(|index| matches!(self.chunks()[*index].kind, ChunkKind::Comma | ChunkKind::Preposition(_) | ChunkKind::Noun(_)) || leads(index));
        let verb = near.into_iter().find(leads);
        // "une délégation que conduit X"
        let relative =
            (at + 1..self.chunks().len().min(at + 6)).find(|index| matches!(&self.chunks()[*index].kind, ChunkKind::Relative(value) if value == "object"));
        let told = relative.map(|relative| relative + 1).filter(|verb| {
            let group = self.chunks().get(*verb).and_then(Chunk::verb);
            group.is_some_and(|group| group.is_finite() && language.verb_is(group.lemma, "lead-people"))
        });
        if let Some(leader) =
            told.filter(|_| verb.is_none()).map(|verb| verb + 1).filter(|noun| self.chunks().get(*noun).is_some_and(|chunk| chunk.noun().is_some()))
        {
            return Some(self.names_behind(leader).unwrap_or_else(|| smallvec![leader]));
        }
        // "une délégation avec à sa tête X", "à la tête de laquelle se trouve X"
        let stop = |index: &usize| matches!(self.chunks()[*index].kind, ChunkKind::Stop);
        let led = |index: &usize| self.scene.is(*index, "led-head");
        let head = (at + 1..self.chunks().len().min(at + FAR)).take_while(|index| !stop(index)).find(led).filter(|_| verb.is_none());
        if let Some(head) = head {
            let person = |index: &usize| self.chunks()[*index].noun().is_some_and(|noun| noun.entities.iter().any(|id| id.kind() == EntityKind::Person));
            return (head..self.chunks().len().min(head + FAR)).take_while(|index| !stop(index)).find(person).map(|noun| smallvec![noun]);
        }
        // "une délégation sous la conduite de X"
        let under = |index: &usize| self.chunks()[*index].preposition().is_some_and(|value| language.has_function("led-by", value));
        if let Some(leader) = (at + 1..self.chunks().len().min(at + 6)).find(under).filter(|_| verb.is_none()).map(|under| under + 1) {
            return self.chunks().get(leader)?.noun().map(|_| self.names_behind(leader).unwrap_or_else(|| smallvec![leader]));
        }
        let verb = verb?;
        let by = self.chunks().get(verb + 1)?.preposition().is_some_and(|preposition| language.has_function("by", preposition));
        let noun = Some(verb + 2).filter(|noun| by && self.chunks().get(*noun).is_some_and(|chunk| chunk.noun().is_some()))?;
        let mut leaders = self.names_behind(noun).unwrap_or_else(|| smallvec![noun]);
        // "conduite par le ministre des Mines, X, et celui des Routes, Y"
        let last = leaders.last().copied().unwrap_or(noun);
        let mut next = last + 1;
        while self.chunks().get(next).is_some_and(|chunk| matches!(&chunk.kind, ChunkKind::Comma) || chunk.is_and()) {
            next += 1;
        }
        let and = next > last + 1 && matches!(self.chunks()[next - 1].kind, ChunkKind::Conjunction(_));
        let other = || self.names_behind(next).filter(|names| names.len() == 1);
        if and
            && self.chunks().get(next).is_some_and(|chunk| chunk.noun().is_some())
            && let Some(names) = other()
        {
            leaders.extend(names);
        }
        Some(leaders)
    }

    /// "X, le ministre des Transports, a signé": a subject without a name that only says more of the person before the comma.
    pub(super) fn named_before(&self, subject: Nouns) -> Nouns {
        let person = |noun: usize| self.chunks()[noun].noun().and_then(|noun| noun.entities.iter().find(|id| id.kind() == EntityKind::Person));
        let [only] = subject.as_slice() else { return subject };
        // "X est attendu à Rome, où il sera reçu": whom the clause before speaks of.
        let pronoun = self.scene.items(*only).iter().all(|item| item.code(&self.reader.language.lexicon, "pron") == Some("subject"));
        let place = only.checked_sub(1).is_some_and(|before| matches!(&self.chunks()[before].kind, ChunkKind::Relative(value) if value == "at"));
        if pronoun && place && person(*only).is_none() {
            let clauses = &self.scene.clauses;
            let before = self.scene.clauses.finite_before(*only);
            return before.map(|verb| clauses.grammatical_subject(verb)).filter(|nouns| nouns.len() == 1).unwrap_or(subject);
        }
        if *only < 2 || person(*only).is_some() || !matches!(self.chunks()[*only - 1].kind, ChunkKind::Comma) {
            return subject;
        }
        // The office may name the country; it must be that of the person.
        let Some(before) = person(*only - 2) else { return subject };
        let land = self.reader.country_of(before);
        let same = self.chunks()[*only].noun().is_some_and(|noun| noun.entities.iter().all(|id| Some(id) == land.as_ref()));
        if same { smallvec![*only - 2] } else { subject }
    }

    /// Where a guest is received whose bare noun of travel follows: "reçu à Paris en visite d'État", "arrivé mardi à Rome pour une visite".
    pub(super) fn guest_at(&self) -> Option<EntityId> {
        let language = self.reader.language;
        // "a quitté Rome à l'issue de sa visite": where somebody leaves when it ends.
        let left = self.governing().filter(|_| self.is_during()).filter(|verb| {
            let group = self.chunks()[*verb].verb().filter(|group| group.voice == Voice::Active && group.tense != Tense::Future);
            group.is_some_and(|group| language.verb_is(group.lemma, "leave"))
        });
        if let Some(verb) = left {
            return self.best_place(&self.scene.clauses.grammatical_object(verb)).map(|place| place.0);
        }
        let own = self.chunks()[self.at].noun().is_some_and(|noun| matches!(noun.determiner.as_deref(), None | Some("indefinite")));
        let verb =
            (0..self.at).rev().take(FAR).take_while(|index| !matches!(self.chunks()[*index].kind, ChunkKind::Stop | ChunkKind::Relative(_))).find(|index| {
                self.chunks()[*index].verb().is_some_and(|verb| {
                    let lemma = verb.lemma;
                    verb.tense == Tense::Participle && (language.verb_is(lemma, "host") || language.verb_is(lemma, "motion"))
                })
            })?;
        let places: Nouns = self.scene.clauses.complements(verb, "where").into_iter().filter(|noun| (verb..self.at).contains(noun)).collect();
        self.best_place(&places).filter(|_| own && self.is_governed()).map(|place| place.0)
    }

    /// Of whom the trigger noun is said: "X est membre de Y", "X, membre de Y", "Membre de Y, X a refusé", "X, devenu membre de Y".
    pub(super) fn bearers(&self) -> Nouns {
        let clauses = &self.scene.clauses;
        let language = self.reader.language;
        let chunk = |back: usize| self.at.checked_sub(back).map(|index| (index, &self.chunks()[index]));
        let is = |back: usize, group: &str| {
            chunk(back).filter(|(_, chunk)| chunk.verb().is_some_and(|verb| language.verb_is(verb.lemma, group))).map(|found| found.0)
        };
        let plain = |back: usize| {
            chunk(back).is_some_and(|(_, chunk)| match &chunk.kind {
                ChunkKind::Noun(noun) => noun.entities.is_empty() && noun.adjectives.is_empty(),
                ChunkKind::Other => true,
                _ => false,
            })
        };
        let of = chunk(1).and_then(|(_, chunk)| chunk.preposition()).is_some_and(|value| language.has_function("of", value));
        // "A et B sont tous deux membres de Y", "A est l'un des membres de Y"
        // "l'un des"
        let one = if of { (2..=3).take_while(|back| plain(*back)).last() } else { None };
        // "A est devenu en 2023 le neuvième membre de Y", "A est, depuis 2023, membre de Y"
        let said =
            |verb: &usize| self.chunks()[*verb].verb().is_some_and(|group| group.is_finite() && language.verb_is(group.lemma, "become")) || self.copula(*verb);
        if let Some(verb) = self.before_time().filter(said) {
            return clauses.grammatical_subject(verb);
        }
        // "A a obtenu le statut de membre de Y"
        let status = of && chunk(2).is_some_and(|(index, _)| self.scene.is(index, "member-status"));
        if let Some(gains) = is(3, "gain").filter(|_| status) {
            return clauses.grammatical_subject(gains);
        }
        // "A et les autres membres de Y", "A et B, les autres membres de Y"
        let others = self.scene.is(self.at, "member-other");
        let joint = |chunk: &Chunk| matches!(&chunk.kind, ChunkKind::Comma) || chunk.is_and();
        if others && chunk(1).is_some_and(|(_, chunk)| joint(chunk)) {
            return self.at.checked_sub(2).map(|noun| clauses.coordinated_left(noun)).unwrap_or_default();
        }
        let be = is(1, "be").or_else(|| is(2, "be").filter(|_| plain(1))).or_else(|| one.and_then(|one| is(one + 1, "be")));
        if let Some(be) = be {
            return clauses.grammatical_subject(be);
        }
        let determiner = self.chunks()[self.at].noun().and_then(|noun| noun.determiner.as_deref());
        // Bare at the head, or behind "as" there: said of the subject.
        let as_ = |index: usize| self.chunks()[index].preposition().is_some_and(|value| language.has_function("such-as", value));
        let opens = self.chunks()[..self.at].iter().all(|chunk| matches!(chunk.kind, ChunkKind::Other)) || self.at == 1 && (as_(0) || plain(1));
        if opens && determiner.is_none() {
            let subject = self.governing().map(|verb| clauses.grammatical_subject(verb)).unwrap_or_default();
            // "Membre de Y et de Z, A mise sur": what stands behind the comma.
            let state = |noun: &usize| {
                let noun = self.chunks().get(*noun).and_then(Chunk::noun);
                noun.is_some_and(|noun| noun.entities.first().is_some_and(|id| id.kind() == EntityKind::Country))
            };
            let comma =
                || (self.at + 1..self.chunks().len()).filter(|index| matches!(self.chunks()[*index].kind, ChunkKind::Comma)).find(|comma| state(&(comma + 1)));
            return if subject.is_empty() { comma().map(|comma| clauses.coordinated_right(comma + 1)).unwrap_or_default() } else { subject };
        }
        // "X, l'un des membres de Y"
        let comma = one.filter(|one| chunk(one + 1).is_some_and(|(_, chunk)| matches!(chunk.kind, ChunkKind::Comma)));
        let named = comma.and_then(|one| chunk(one + 2)).filter(|(_, chunk)| chunk.noun().is_some_and(|noun| !noun.entities.is_empty()));
        if let Some(named) = named {
            return smallvec![named.0];
        }
        // Nothing but a comma, "as" or a participle of becoming between.
        let Some((link, before)) = chunk(1) else { return Nouns::new() };
        // "est devenue officiellement membre"
        let adverb = chunk(1).is_some_and(|(_, chunk)| matches!(chunk.kind, ChunkKind::Other));
        let far = is(2, "become").filter(|became| adverb && self.chunks()[*became].verb().is_some_and(VerbGroup::is_finite));
        // "a été élu membre"
        let elected = is(1, "appoint").filter(|verb| self.chunks()[*verb].verb().is_some_and(|verb| verb.is_finite() && verb.voice == Voice::Passive));
        if let Some(became) = far.or(elected) {
            return clauses.grammatical_subject(became);
        }
        // "A et B, tous deux membres de Y"
        let (link, before) = chunk(2).filter(|(_, chunk)| adverb && matches!(chunk.kind, ChunkKind::Comma)).unwrap_or((link, before));
        let became = is(1, "become").is_some();
        if became && before.verb().is_some_and(VerbGroup::is_finite) {
            return clauses.grammatical_subject(link);
        }
        if !(became || (matches!(before.kind, ChunkKind::Comma) || as_(link)) && determiner != Some("definite")) {
            return Nouns::new();
        }
        let named = (0..link).rev().take(3).find(|index| self.chunks()[*index].noun().is_some_and(|noun| !noun.entities.is_empty()));
        let many = self.scene.is(self.at, "member-plural");
        named.map(|noun| if many { clauses.coordinated_left(noun) } else { smallvec![noun] }).unwrap_or_default()
    }

    /// Whom a passive says to be received, if they do not live there; whom an occasion brings together.
    pub(super) fn guests(&self) -> Nouns {
        let language = self.reader.language;
        let gathers = |verb: &VerbGroup| verb.voice == Voice::Active && language.verb_is(verb.lemma, "gather");
        if self.verb().is_some_and(gathers) {
            return self.object();
        }
        let resident = |id: &EntityId| self.reader.cast.offices.iter().any(|office| office.person == *id && office.role == "ambassador");
        let abroad = |noun: &usize| self.chunks()[*noun].noun().is_some_and(|noun| !noun.entities.iter().any(resident));
        // "qu'un ministre kirghiz y était reçu": nobody that was named.
        let meant =
            |noun: &usize| self.chunks()[*noun].noun().and_then(|noun| noun.determiner.as_deref()) != Some("indefinite") || self.led_by(*noun).is_some();
        let guest = |noun: &usize| abroad(noun) && meant(noun);
        if self.verb().is_some_and(|verb| verb.voice == Voice::Passive) { self.object().into_iter().filter(guest).collect() } else { Nouns::new() }
    }

    /// "les présidents de A et de B": whether those who are named by their office alone are among them.
    pub(super) fn are_leaders(&self, nouns: &[usize]) -> bool {
        let office = |item: &Item| matches!(&item.kind, ItemKind::Reference(reference) if !reference.pronoun && !reference.countries.is_empty());
        nouns.iter().any(|noun| self.scene.sentence.items[self.chunks()[*noun].start..self.chunks()[*noun].end].iter().any(office))
    }

    /// Whether a phrase ends with the comma behind its apposition.
    fn is_closed(&self, at: usize) -> bool {
        self.chunks()[at].noun().is_some_and(|noun| noun.closed)
    }

    /// "X, dont la visite": the person before the relative.
    pub(super) fn whose_owner(&self) -> Option<usize> {
        let before = self.at.checked_sub(2).filter(|_| self.is_whose())?;
        let noun = if matches!(self.chunks()[before].kind, ChunkKind::Comma) { before.checked_sub(1)? } else { before };
        self.chunks()[noun].noun()?.entities.iter().any(|id| id.kind() == EntityKind::Person).then_some(noun)
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
                    return ((joined || self.is_closed(before)) && noun.entities.iter().any(|id| id.kind() == EntityKind::Person)).then_some(before);
                }
                _ => return None,
            }
        }
        None
    }

    /// The bodies before the relative "whose" that opens the clause of the trigger: "Y et Z, dont A est membre".
    pub(super) fn whose_bearers(&self) -> Option<Nouns> {
        let language = self.reader.language;
        let chunks = self.chunks();
        let inside = (0..self.at).rev().take_while(|index| !matches!(chunks[*index].kind, ChunkKind::Stop | ChunkKind::Relative(_)));
        let whose = inside.take(10).find(|index| chunks[*index].preposition().is_some_and(|value| language.has_function("whose", value)))?;
        let noun = whose.checked_sub(1).map(|before| if matches!(chunks[before].kind, ChunkKind::Comma) { before.saturating_sub(1) } else { before })?;
        let body = chunks[noun].noun()?.entities.first().is_some_and(|id| id.kind() == EntityKind::Organisation);
        body.then(|| self.scene.clauses.coordinated_left(noun))
    }

    /// "a été admis comme observateur", "a demandé l'adhésion": no member.
    pub(super) fn observes(&self) -> bool {
        // "se compose de A, de B et de trois observateurs": these are counted beside the members.
        let counted = |index: usize| self.chunks()[index].noun().is_some_and(|noun| noun.quantity.is_some());
        let observes = |index: usize| !counted(index) && self.scene.is(index, "observer");
        // "la demande d'adhésion de A"
        let of = |index: usize| self.chunks()[index].preposition().is_some_and(|value| self.reader.language.has_function("of", value));
        let wanted = self.at.checked_sub(2).filter(|noun| self.verb().is_none() && of(noun + 1));
        if wanted.is_some_and(|noun| self.scene.is(noun, "not-yet")) {
            return true;
        }
        // "Le statut d'observateur a été accordé à A"
        let passive = self.verb().is_some_and(|verb| verb.voice == Voice::Passive);
        let from = if passive { self.scene.clauses.clause_start(self.at) } else { self.at + 1 };
        // "regroupe A et B, d'autres ayant rang d'observateur": a clause with a subject of its own.
        let apart = |index: &usize| {
            let gerund = self.chunks()[*index].verb().is_some_and(|verb| verb.tense == Tense::Gerund);
            gerund && *index > self.at && self.chunks()[index - 1].preposition().is_none()
        };
        self.verb().is_some() && (from..self.scene.clauses.clause_end(self.at)).take_while(|index| !apart(index)).any(observes)
    }
}
