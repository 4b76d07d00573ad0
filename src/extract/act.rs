//! What somebody does by what they say: praise, a call, a promise, news of what is to come.

use std::ops::Range;

use smallvec::SmallVec;

use crate::{
    extract::{
        Reader, Scene,
        chunk::{Chunk, ChunkKind, GOVERNED, Modal, VerbGroup, Voice},
    },
    lang::{Tense, Value},
    model::{EntityId, EntityKind},
    recognise::{Item, ItemKind},
};

/// What is said.
pub struct Saying<'a> {
    /// The reader.
    pub reader: &'a Reader<'a>,
    /// Its sentence.
    pub scene: &'a Scene<'a>,
    /// Its phrases.
    pub said: Range<usize>,
    /// The verb of saying, where there is one.
    pub by: Option<usize>,
}

impl<'a> Saying<'a> {
    /// The act that words of a class, or the verbs, tell of: those of the main clauses before those of relatives on their nouns.
    pub fn act(&self, class: &str) -> Option<&'a str> {
        let aside = self.relatives();
        let inside = |index: &usize| aside.iter().any(|relative| relative.contains(index));
        let indices = || self.said.clone().filter(|index| Some(*index) != self.by);
        let main = |strength| indices().filter(|index| !inside(index)).find_map(|index| self.sign(index, class, strength));
        let aside = || indices().filter(inside).find_map(|index| self.sign(index, class, Strength::Aside));
        let judged = || if class == "said-act" { self.judgement() } else { None };
        let full = main(Strength::Full).map(|act| if act == PRAISE && self.is_taken_back() { "criticise" } else { act });
        let act = full.or_else(aside).or_else(|| main(Strength::News)).or_else(judged);
        act.filter(|act| *act != NEWS || !self.by_verb("recall"))
    }

    /// The relative clauses on subjects in what is said: "le port, qui doit ouvrir en mai, …".
    fn relatives(&self) -> SmallVec<[Range<usize>; 2]> {
        let chunks = self.scene.chunks();
        let finite = |at: &usize| chunks[*at].verb().is_some_and(VerbGroup::is_finite);
        let end = self.said.end;
        let mut found = SmallVec::new();
        let mut at = self.said.start + 1;
        while at < end {
            let opens = matches!(&chunks[at].kind, ChunkKind::Relative(code) if code == "subject" || code == GOVERNED) || self.is_of_object(at);
            if !opens || Some(at - 1) == self.by {
                at += 1;
                continue;
            }
            let own = (at + 1..end).find(finite).unwrap_or(end);
            let joined = |verb: &usize| matches!(chunks[*verb - 1].kind, ChunkKind::Conjunction(_));
            let next = (own + 1..end).filter(finite).find(|verb| !joined(verb));
            let comma = |next: usize| (at..next).rev().find(|index| matches!(chunks[*index].kind, ChunkKind::Comma)).unwrap_or(next);
            let close = next.map_or(end, comma);
            found.push(at..close);
            at = close + 1;
        }
        found
    }

    /// Whether a relative stands on a noun that the saying is about: "a exposé les projets que doit mener X", but not "a dit à la presse que X doit".
    fn is_of_object(&self, at: usize) -> bool {
        let chunks = self.scene.chunks();
        let from = self.by.filter(|by| *by < at).map_or(self.said.start, |by| by + 1);
        let object = matches!(&chunks[at].kind, ChunkKind::Relative(code) if code == "object") && chunks[at - 1].noun().is_some();
        object && chunks[from..at].iter().find(|chunk| !matches!(chunk.kind, ChunkKind::Other)).is_some_and(|first| first.noun().is_some())
    }

    /// The act that one phrase tells of.
    fn sign(&self, index: usize, class: &str, strength: Strength) -> Option<&'a str> {
        let lexicon = &self.reader.language.lexicon;
        let items = self.scene.items(index).iter();
        let verb = self.scene.chunks()[index].verb();
        // "l'importance de renforcer": some words say it only of a doing.
        let doing = || {
            let done = self.scene.chunks().get(index + 2).and_then(Chunk::verb).filter(|verb| verb.tense == Tense::Infinitive);
            let done = done.filter(|_| self.scene.chunks().get(index + 1).is_some_and(|chunk| chunk.preposition().is_some()))?;
            let class = format!("{class}-doing");
            let code = items.clone().find_map(|item| item.code(lexicon, &class))?;
            Some(if code == INTENT { self.intent(done.lemma) } else { code })
        };
        if let Some(done) = verb.and_then(|verb| self.performed(verb, index)) {
            return Some(done);
        }
        let word = || {
            self.scene.classes.may_have(class).then_some(())?;
            // "en encourageant le commerce": a deed, no judgement.
            let deed = |item: &Item| verb.is_some_and(|verb| verb.tense == Tense::Gerund) && item.value(lexicon, "verb").is_some();
            let mut words = items.clone().enumerate().filter(|(_, item)| !deed(item));
            let (at, code) = words.find_map(|(at, item)| Some((at, item.code(lexicon, class)?)))?;
            self.meant(index, at, code)
        };
        verb.and_then(|verb| self.deed(verb, index, strength)).or_else(word).or_else(doing)
    }

    /// The act that a word tells of where it stands: none of praise where that is only wanted, the contrary where it is "peu constructif".
    fn meant(&self, index: usize, item: usize, code: &'a str) -> Option<&'a str> {
        if code != PRAISE {
            let own = self.scene.chunks()[index].verb().is_none() || !["express-readiness", "support"].contains(&code) || !self.is_of_another(index);
            return own.then_some(code);
        }
        let little = || self.turned(index, self.scene.chunks()[index].start + item) == Some(true);
        if self.is_only_wanted(index) { None } else { Some(if little() { "criticise" } else { code }) }
    }

    /// Whether what a phrase tells is nobody's judgement but wanted, due or denied: "la création d'un cadre solide", "cherche à nouer
    /// des liens prospères", "pour une coopération fructueuse".
    pub(super) fn is_only_wanted(&self, index: usize) -> bool {
        let chunks = self.scene.chunks();
        let language = self.reader.language;
        let wants = |verb: &VerbGroup| ["wish-for", "hope", "seek"].iter().any(|group| language.verb_is(verb.lemma, group));
        let wished = |verb: &VerbGroup| verb.modal == Some(Modal::Wish) && !language.verb_is(verb.lemma, "say");
        if chunks[index].verb().is_some() {
            return false;
        }
        let from = self.by.filter(|by| *by < index).map_or(self.said.start, |by| by + 1);
        let mut infinitive = false;
        let mut but = false;
        for at in (from..index).rev() {
            let chunk = &chunks[at];
            if let Some(verb) = chunk.verb() {
                if verb.negated || wished(verb) || wants(verb) {
                    return !but;
                }
                infinitive = verb.tense == Tense::Infinitive;
                let before = at.checked_sub(1).map(|before| &chunks[before]);
                let purpose = before.and_then(Chunk::preposition).is_some_and(|value| language.has_function("for", value));
                if infinitive && purpose {
                    return true;
                }
                if !infinitive {
                    return false;
                }
            } else if chunk.noun().is_some() {
                // "la nécessité de bâtir des liens solides", "l'adoption de règles claires"
                let class = if infinitive { "said-act-doing" } else { "urged" };
                let hangs = chunks[at + 1].preposition().is_some();
                if hangs && self.scene.is(at, class) {
                    return true;
                }
                // The subject of another clause.
                if infinitive {
                    return false;
                }
            } else if matches!(chunk.kind, ChunkKind::Relative(_) | ChunkKind::Subordinator(_) | ChunkKind::Stop) {
                return false;
            } else if matches!(&chunk.kind, ChunkKind::Conjunction(value) if value == "but") {
                // "n'est pas un voisin mais un partenaire fiable"
                but = true;
            }
        }
        false
    }

    /// What the speakers do by a verb of which they are the subject: "nous saluons", "je voudrais remercier".
    fn performed(&self, verb: &VerbGroup, index: usize) -> Option<&'a str> {
        let may = matches!(verb.modal, None | Some(Modal::Wish)) && !verb.negated && verb.voice != Voice::Passive && verb.is_finite();
        if !may || !self.is_ours(index) && !self.is_own(index, verb) {
            return None;
        }
        // "je tiens à remercier"
        let language = self.reader.language;
        let keen = || self.scene.chunks().get(index + 2).and_then(Chunk::verb).filter(|done| done.tense == Tense::Infinitive);
        let verb = if language.verb_is(verb.lemma, "keen") { keen().unwrap_or(verb) } else { verb };
        // "nous nous félicitons": of oneself.
        let lexicon = &language.lexicon;
        let ourselves = (index.saturating_sub(2)..=index).flat_map(|at| self.scene.items(at)).filter(|item| item.is(lexicon, "we")).count() > 1;
        let patterns = language.patterns.of_verb(verb.lemma, verb.voice == Voice::Reflexive || ourselves);
        let own = patterns.filter(|pattern| pattern.spec.is("statement") && pattern.object.is_none());
        let act = own.flat_map(|pattern| &pattern.set).find(|(slot, _)| *slot == "act")?.1.as_str();
        (act != "note").then_some(act)
    }

    /// Whether the state of who speaks, or who speaks, does it now: "a dit que son pays soutenait X".
    fn is_own(&self, index: usize, verb: &VerbGroup) -> bool {
        matches!(verb.tense, Tense::Present | Tense::Imperfect) && verb.modal.is_none() && self.is_of_own(index)
    }

    /// Whether the subject of a verb in what is said is who speaks, or the state of who speaks.
    fn is_of_own(&self, index: usize) -> bool {
        let Some(by) = self.by.filter(|by| *by != index) else { return false };
        let clauses = &self.scene.clauses;
        let speakers = clauses.entities(&clauses.subject(by));
        // "son pays"
        let subject = clauses.grammatical_subject(index);
        let possessed = |noun: &usize| {
            let noun_phrase = self.scene.chunks()[*noun].noun().and_then(|noun| noun.determiner.as_deref());
            noun_phrase.is_some_and(|value| value.starts_with("possessive")) && self.scene.is(*noun, "country-again")
        };
        if subject.iter().any(possessed) {
            return true;
        }
        let own = |id: &EntityId| {
            speakers.iter().any(|speaker| speaker == id || speaker.kind() == EntityKind::Person && self.reader.country_of(speaker).as_ref() == Some(id))
        };
        clauses.entities(&subject).iter().any(own)
    }

    /// Whether another state than that of who speaks does it: what others want is nobody's readiness.
    fn is_of_another(&self, index: usize) -> bool {
        let Some(by) = self.by else { return false };
        let clauses = &self.scene.clauses;
        let home = clauses.entities(&clauses.subject(by)).iter().find_map(|speaker| self.reader.country_of(speaker));
        let doers = clauses.entities(&clauses.grammatical_subject(index));
        home.is_some() && !doers.is_empty() && doers.iter().all(|id| id.kind() == EntityKind::Country && Some(id) != home.as_ref())
    }

    /// Whether what is said is made known by it: then it is news, whatever else.
    fn is_made_known(&self) -> bool {
        self.by_verb("make-known")
    }

    /// Whether it is said by a verb of a group.
    fn by_verb(&self, group: &str) -> bool {
        self.by.and_then(|by| self.scene.chunks()[by].verb()).is_some_and(|own| self.reader.language.verb_is(own.lemma, group))
    }

    /// What one means to do: a promise where it furthers something, else news.
    fn intent(&self, lemma: Value) -> &'static str {
        if !self.is_made_known() && ["further", "promise-ahead", "benefit"].iter().any(|group| self.reader.language.verb_is(lemma, group)) {
            "pledge"
        } else {
            "announce"
        }
    }

    /// What saying that something is or will be done is: news of it, a promise, praise.
    fn deed(&self, verb: &VerbGroup, index: usize, strength: Strength) -> Option<&'static str> {
        let language = self.reader.language;
        let is = |verb: &VerbGroup, group: &str| language.verb_is(verb.lemma, group);
        let own = self.by.and_then(|by| self.scene.chunks()[by].verb());
        // "a indiqué que X continuerait": to come, seen from then.
        let reported = || {
            let by = self.by.unwrap_or(index);
            let that = (by.min(index)..index).any(|between| matches!(self.scene.chunks()[between].kind, ChunkKind::Subordinator(_) | ChunkKind::Relative(_)));
            verb.tense == Tense::Conditional && verb.modal.is_none() && that && own.is_some_and(|own| own.tense == Tense::Past)
        };
        let reported = reported();
        let future = verb.tense == Tense::Future || matches!(verb.modal, Some(Modal::Future | Modal::Duty)) || reported;
        let asserted = (verb.is_finite() || verb.tense == Tense::Gerund) && !verb.negated && verb.modal != Some(Modal::Wish);
        // "doit": of what is begun or opened, when; of what serves something, what for; of anything else, that it must.
        let due = verb.modal == Some(Modal::Duty) && verb.tense != Tense::Conditional;
        let thing = !self.has_actor(index);
        // "permettra d'acheminer": the verb before the other says it.
        let helps = || {
            thing && self.scene.items(index).iter().any(|item| item.value(&language.lexicon, "verb").is_some_and(|lemma| language.verb_is(lemma, "benefit")))
        };
        let serves = asserted
            && (is(verb, "benefit") && (thing || !future)
                || verb.modal.is_none_or(|modal| modal == Modal::Future) && helps()
                || (is(verb, "further") || is(verb, "promise-ahead")) && verb.voice == Voice::Active && future && thing
                || thing && verb.voice == Voice::Active && (is(verb, "aid") || self.serves(index)));
        if serves && !due {
            return Some("praise");
        }
        // What a relative says by the way is no news of its own.
        if strength == Strength::Aside {
            return None;
        }
        // "devraient consolider leur confiance": what parties should further.
        let should = verb.modal == Some(Modal::Duty) && verb.tense == Tense::Conditional && is(verb, "further") && !thing;
        if should && asserted {
            return Some("call-for");
        }
        if due && asserted && !(thing && is(verb, "benefit")) && !is(verb, "link") {
            let begun = is(verb, "start")
                || is(verb, "come-to-end")
                || verb.voice != Voice::Active && is(verb, "news-ahead") && (thing || verb.voice == Voice::Passive);
            return Some(if begun { "announce" } else { "call-for" });
        }
        // What will be done with a thing is news where nothing else is said of it.
        if due || thing && strength != Strength::News {
            return None;
        }
        let ahead = [("news-ahead", "announce"), ("promise-ahead", "pledge"), ("support-ahead", "support")];
        if let Some((_, code)) = ahead.into_iter().find(|(group, _)| future && is(verb, group)) {
            return Some(code);
        }
        // "a indiqué que X voulait développer Y", "a dit vouloir développer Y"
        let told = verb.is_finite() || verb.tense == Tense::Infinitive && self.by.is_some_and(|by| by + 1 == index);
        // "s'emploie à développer Y", "s'est engagée à financer Y"
        let done = || self.scene.chunks().get(index + 2).and_then(Chunk::verb).filter(|done| done.tense == Tense::Infinitive);
        let striven = || done().is_some_and(|done| is(done, "further"));
        if told && !verb.negated && verb.voice != Voice::Active && is(verb, "bind-oneself") && done().is_some() {
            return Some("pledge");
        }
        let strives = told && !verb.negated && is(verb, "strive");
        if strives && done().is_some() && self.is_ours(index) {
            return Some("pledge");
        }
        if strives && verb.voice == Voice::Reflexive && striven() {
            return Some("express-readiness");
        }
        // "nous travaillons au développement de X"
        let chunks = self.scene.chunks();
        let toward = |at: &usize| chunks[*at].preposition().is_some_and(|value| language.has_function("addressed", value));
        let urged = |at: usize| chunks[at + 1].noun().is_some() && self.scene.is(at + 1, "urged");
        let clear = |at: &usize| matches!(chunks[*at].kind, ChunkKind::Other | ChunkKind::Preposition(_) | ChunkKind::Noun(_));
        let toils = || (index + 1..self.said.end.saturating_sub(1)).take_while(clear).find(toward).is_some_and(urged);
        if verb.tense == Tense::Present && verb.modal.is_none() && !verb.negated && is(verb, "promise-ahead") && self.is_ours(index) && toils() {
            return Some("support");
        }
        // "a confirmé que son pays avait levé les restrictions"
        let informs = || own.is_some_and(|own| is(own, "inform")) && (self.is_ours(index) || self.is_of_own(index));
        if verb.tense == Tense::Past && verb.voice == Voice::Active && !verb.negated && is(verb, "news-done") && informs() {
            return Some("announce");
        }
        // "voudrais dire": a way of speaking.
        if told && !verb.negated && verb.modal == Some(Modal::Wish) && !is(verb, "say") && !self.is_of_another(index) {
            let lexicon = &language.lexicon;
            let has = |group: &str| self.scene.items(index).iter().any(|item| item.value(lexicon, "verb").is_some_and(|lemma| language.verb_is(lemma, group)));
            return Some(if has(INTENT) {
                if self.is_ours(index) { self.intent(verb.lemma) } else { "announce" }
            } else if has("propose") {
                "propose"
            } else if self.is_made_known() {
                "announce"
            } else {
                "express-readiness"
            });
        }
        // What is said to come is news, of oneself a promise, unless it is only thought.
        let told = self.by.filter(|by| *by < index).unwrap_or(self.said.start);
        let hoped = || (told..index).any(|between| self.scene.chunks()[between].verb().is_some_and(|verb| is(verb, "hope")));
        let thought = own.is_none_or(|own| is(own, "think") || own.voice == Voice::Reflexive) || hoped();
        let comes = (verb.tense == Tense::Future || reported && !verb.negated) && verb.modal.is_none() || verb.modal == Some(Modal::Future);
        // "vivra mieux": what becomes of a thing is no deed.
        let done = !thing || verb.voice == Voice::Passive || verb.modal == Some(Modal::Future);
        (comes && done && !thought && !is(verb, "no-deed")).then(|| if self.is_ours(index) { "pledge" } else { "announce" })
    }

    /// Whether somebody with a name does it, or the speakers themselves.
    fn has_actor(&self, index: usize) -> bool {
        let acts = |kind: EntityKind| matches!(kind, EntityKind::Person | EntityKind::Country | EntityKind::Organisation | EntityKind::City);
        let subject = self.scene.clauses.grammatical_subject(index);
        // "« Il rapprochera A de B », a-t-il ajouté": nobody quoted says "he" of himself.
        let quoted = self.by.is_some_and(|by| by > index) && self.reader.quotes(self.scene).any;
        if self.is_of_that(index) {
            return false;
        }
        let pronoun = |noun: &usize| self.scene.items(*noun).iter().any(|item| matches!(&item.kind, ItemKind::Reference(reference) if reference.pronoun));
        if quoted && subject.iter().any(pronoun) {
            return false;
        }
        self.is_ours(index) || subject.is_empty() || self.scene.clauses.entities(&subject).iter().any(|id| acts(id.kind()))
    }

    /// "Cela ouvrira de nouveaux marchés", "cela nous permettra d'exporter": what was told does it.
    fn is_of_that(&self, index: usize) -> bool {
        let chunks = self.scene.chunks();
        let that = |at: &usize| self.scene.codes(*at, "pron", "that");
        let near = |at: &usize| *at == index || matches!(chunks[*at].kind, ChunkKind::Other);
        (self.said.start.max(index.saturating_sub(2))..=index).rev().take_while(near).any(|at| that(&at))
    }

    /// Whether the speakers say it of themselves: "nous continuerons".
    fn is_ours(&self, index: usize) -> bool {
        let we = |at: usize| self.scene.is(at, "we");
        let Some(at) = (index.saturating_sub(2)..=index).find(|at| we(*at)) else { return false };
        if self.is_of_that(index) {
            return false;
        }
        // "le port, qui ouvrira en mai, nous rapprochera": no subject behind the thing that does it, or behind a relative on it.
        let before = at.checked_sub(1).map(|before| &self.scene.chunks()[before].kind);
        !matches!(before, Some(ChunkKind::Noun(_) | ChunkKind::Relative(_))) && !self.relatives().iter().any(|relative| relative.end + 1 == at)
    }
}

/// How much a phrase may say.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Strength {
    /// All but that something will be done with a thing.
    Full,
    /// What is good for something, no more: by the way.
    Aside,
    /// All.
    News,
}

/// The act of who judges something to be good.
const PRAISE: &str = "praise";

/// The act of who tells what is to come.
const NEWS: &str = "announce";

/// Verbs and nouns by which one tells what one means to do.
const INTENT: &str = "intent";
