//! Words that point back: groups, sides, bodies and people of a nation, lines, sites and places by their kind.

use crate::{
    lang::Kinds,
    model::{EntityId, EntityKind},
    recognise::{Item, ItemKind, Reference},
    resolve::{
        Cast, again,
        capitals::{hosts, is_apposed, is_travelled},
        cast::{note_countries, note_names},
        chains::dash,
        groups,
        ministries::country_behind,
        places,
        references::{References, merged, named, people},
        roles::span_of,
    },
};

impl References<'_> {
    /// Whether a line may begin with a name or a word that points to nothing: "le A-B", a name by which the text called one.
    pub(super) fn may_be_called(&self, items: &[Item], at: usize) -> bool {
        let item = &items[at];
        let joined = |next: &Item| next.hyphen || dash(self.context.text, Some(next));
        item.capital && item.kind == ItemKind::Word && item.senses.is_empty() || items.get(at + 1).is_some_and(joined)
    }

    /// "Le pays a signé": the country that the text spoke of, where a sentence begins with it as the subject of its verb; "le pays hôte": wherever it stands.
    fn land_again(&self, items: &[Item], at: usize, out: &[Item]) -> Option<EntityId> {
        let lexicon = &self.context.language.lexicon;
        let item = &items[at];
        let again = item.code(lexicon, "country-again").filter(|_| item.kind == ItemKind::Word)?;
        let with_article = |last: &Item| last.value(lexicon, "prep").is_some_and(|prep| self.context.language.has_function("with-article", prep));
        if again == "host" {
            let the = out.last().is_some_and(|last| last.is(lexicon, "the-one") || with_article(last));
            return self.host.clone().or_else(|| self.land.clone()).filter(|_| the);
        }
        let [article] = out else { return None };
        let light = |item: &&Item| item.is_any(Kinds::ADVERB.or(Kinds::PRONOUN));
        let verb = || items[at + 1..].iter().find(|item| !light(item)).is_some_and(|next| next.senses.has_form());
        self.land.clone().filter(|_| again == "land" && article.is(lexicon, "the-one") && verb())
    }

    /// The country of a place where something is: "à Astana", "en Géorgie".
    pub(super) fn host_at(&self, items: &[Item], at: usize, item: &Item) -> Option<EntityId> {
        let lexicon = &self.context.language.lexicon;
        let before = items[..at].iter().rev().find(|before| before.is_any(Kinds::PREPOSITION) || !before.is_any(Kinds::DETERMINER))?;
        let lies = before.value(lexicon, "prep").is_some_and(|prep| self.context.language.has_function("where", prep));
        let id = item.entities().first().filter(|_| lies && !item.is_demonym())?;
        if matches!(id.kind(), EntityKind::Country | EntityKind::City) { self.context.knowledge.country_of(id) } else { None }
    }

    /// What a word that may point to somebody or something stands for, and where that ends.
    pub(super) fn pointing(&mut self, items: &[Item], at: usize, out: &[Item], cast: &mut Cast) -> Option<(usize, Item)> {
        let lexicon = &self.context.language.lexicon;
        let item = &items[at];
        // "Trois pays ont signé": without an article these are others.
        let article = |last: &Item| {
            last.is_any(Kinds::DETERMINER) || last.value(lexicon, "prep").is_some_and(|prep| self.context.language.has_function("with-article", prep))
        };
        if let Some(kind) = item.code(lexicon, "group")
            && (!kind.starts_with("countries") || out.iter().rev().take(2).any(article))
            && let Some(reference) = groups::counted_here(kind, out).or_else(|| self.groups.resolve(kind, self.subject.as_ref(), cast, self.context.knowledge))
        {
            return Some((at + 1, Item { kind: ItemKind::Reference(reference.into()), ..item.clone() }));
        }
        if let Some(land) = self.land_again(items, at, out) {
            let reference = Reference { entities: vec![land], reason: "the country that the sentence before was about", pronoun: false, countries: Vec::new() };
            return Some((at + 1, Item { kind: ItemKind::Reference(reference.into()), ..item.clone() }));
        }
        // "dont font partie A et B": no side of A.
        let light = |last: &Item| last.value(lexicon, "verb").is_some_and(|lemma| self.context.language.verb_is(lemma, "light"));
        if item.is(lexicon, "side")
            && item.kind == ItemKind::Word
            && !out.last().is_some_and(light)
            && !(item.code(lexicon, "side") == Some("capital") && is_apposed(self.context, out))
            && let Some((end, country)) = country_behind(self.context, items, at + 1)
        {
            note_names(items, at, end, cast);
            // "dans la capitale kazakhe": where something is, the city itself is meant.
            let before = out.iter().rev().find(|item| !item.is_any(Kinds::DETERMINER));
            let where_at = before.and_then(|item| item.value(lexicon, "prep")).is_some_and(|prep| self.context.language.has_function("where", prep));
            if item.code(lexicon, "side") == Some("capital")
                && (where_at || is_travelled(self.context, out) || hosts(self.context, &items[end..]))
                && let Some(city) = self.context.knowledge.capital(&country)
            {
                cast.mention(span_of(items, at, end), &city);
                let reference = Reference { entities: vec![city], reason: "capital of a country", pronoun: false, countries: vec![country] };
                return Some((end, merged(items, at, end, ItemKind::Reference(reference.into()))));
            }
            let reference = Reference { entities: vec![country.clone()], reason: "side of a country", pronoun: false, countries: vec![country] };
            return Some((end, merged(items, at, end, ItemKind::Reference(reference.into()))));
        }
        if let Some((end, one)) = self.one_of_two(items, at, out) {
            let reference = Reference { entities: vec![one], reason: "one of two named together", pronoun: false, countries: Vec::new() };
            return Some((end, Item { senses: item.senses, ..merged(items, at, end, ItemKind::Reference(reference.into())) }));
        }
        if let Some((end, body)) = again::of_nation(self.context, items, at, out, cast) {
            note_countries(items, at, end, cast);
            cast.mention(span_of(items, at, end), &body);
            let reference = Reference { entities: vec![body], reason: "the body of that country named last", pronoun: false, countries: Vec::new() };
            return Some((end, Item { senses: item.senses, ..merged(items, at, end, ItemKind::Reference(reference.into())) }));
        }
        if let Some(body) = again::in_short(self.context, items, at, out, cast) {
            cast.mention(item.span, &body);
            let reference = Reference { entities: vec![body], reason: "the body whose name begins so", pronoun: false, countries: Vec::new() };
            return Some((at + 1, Item { kind: ItemKind::Reference(reference.into()), ..item.clone() }));
        }
        if let Some(person) = self.compatriot(items, at, out, cast) {
            note_countries(items, at, at + 2, cast);
            self.groups.seen(&person);
            return Some((at + 2, merged(items, at, at + 2, people(vec![person], "the person of that country named last"))));
        }
        if let Some((end, id, line)) = places::line(self.context, items, at, out, cast) {
            self.line = Some(id);
            return Some((end, line));
        }
        if let Some((end, site)) = places::site(self.context, items, at, cast) {
            note_countries(items, at, end, cast);
            return Some((end, Item { senses: item.senses, ..merged(items, at, end, named(site)) }));
        }
        if let Some((end, place)) = places::place(self.context, items, at) {
            note_names(items, at, end, cast);
            cast.mention(span_of(items, at, end), &place);
            return Some((end, Item { senses: item.senses, ..merged(items, at, end, named(place)) }));
        }
        if let Some(line) = self.titled_line(item, out, cast) {
            cast.line_told = None;
            self.line = Some(line.clone());
            let reference = Reference { entities: vec![line], reason: "the line that the title names", pronoun: false, countries: Vec::new() };
            return Some((at + 1, Item { kind: ItemKind::Reference(reference.into()), ..item.clone() }));
        }
        // "son tracé", "son épine dorsale": the line itself.
        let owned = item.is(lexicon, "line-part") && out.last().is_some_and(|item| item.code(lexicon, "det") == Some("possessive"));
        // "cet itinéraire": the one named last.
        let shown = item.code(lexicon, "line-again") == Some("course") && out.last().is_some_and(|item| item.code(lexicon, "det") == Some("demonstrative"));
        // "Une liaison entre A et B a ouvert. La nouvelle liaison": of the lines that the text made known.
        if let Some(kind) = item.code(lexicon, "line-again").filter(|_| item.kind == ItemKind::Word)
            && places::before_new(lexicon, out).is_some_and(|before| self.points_back(before, items.get(at + 1)))
            && let Some(line) = places::line_again(self.context, kind, self.line.as_ref(), cast)
                .filter(|line| cast.fresh.contains_key(line) || places::is_only_line(self.context, line, cast))
        {
            let reference = Reference { entities: vec![line], reason: "the line that the text told of as new", pronoun: false, countries: Vec::new() };
            return Some((at + 1, Item { kind: ItemKind::Reference(reference.into()), ..item.clone() }));
        }
        if let Some(kind) = item.code(lexicon, "line-again").or(owned.then_some("plain")).filter(|_| item.kind == ItemKind::Word)
            // "le tronçon chinois" is a part of it.
            && !(item.is(lexicon, "line-piece") && items.get(at + 1).is_some_and(Item::is_demonym))
            && (owned || self.points_back(places::before_rank(lexicon, kind, out), self.past_trait(items, at, out)) && !self.paves(item, out))
            && !items.get(at + 1).is_some_and(|next| ["«", "“", "\""].iter().any(|mark| next.is_mark(self.context.text, mark)))
            && let Some(line) = places::line_again(self.context, if shown { "plain" } else { kind }, self.pointed_line(out, cast).as_ref(), cast)
        {
            let reference = Reference { entities: vec![line], reason: "the corridor or line named last", pronoun: false, countries: Vec::new() };
            return Some((at + 1, Item { kind: ItemKind::Reference(reference.into()), ..item.clone() }));
        }
        None
    }
}
