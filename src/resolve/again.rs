//! Common nouns and pronouns that point back to a body or country named before: "le groupe émirati", "ce dernier".

use crate::{
    lang::{Kinds, folded},
    model::{EntityId, EntityKind, PartKind},
    recognise::{Item, ItemKind, Sentence},
    resolve::{
        Cast, Context,
        places::{is_kind, may_be_line},
        references::References,
        told::is_new,
    },
};

/// A body named longer ago than so many bytes is no longer meant.
const BACK: usize = 3000;

/// These are no companies.
const STATE: [&str; 5] = ["council", "parliament", "alliance", "international-organisation", "party"];

/// How the bodies of a state are called that the text names by pattern.
const OFFICIAL: [&str; 5] = ["ministry-", "embassy-", "consulate-", "customs-", "cabinet-"];

/// "le groupe émirati", "la société ouzbèke": the body of that country that was named last, and where the phrase ends.
pub fn of_nation(context: &Context<'_>, items: &[Item], at: usize, out: &[Item], cast: &Cast) -> Option<(usize, EntityId)> {
    let lexicon = &context.language.lexicon;
    let noun = &items[at];
    let plain = noun.kind == ItemKind::Word && (noun.is(lexicon, "body-again") || noun.is(lexicon, "org-lead"));
    if !plain || noun.capital && !out.is_empty() || context.language.is_plural(noun.span.of(context.text)) {
        return None;
    }
    let apposed = apposed(context, out);
    if apposed.is_none() && !out.last()?.is(lexicon, "the-one") {
        return None;
    }
    // "le groupe énergétique français"
    let trait_of = |item: &Item| item.kind == ItemKind::Word && !item.capital && (item.is_any(Kinds::ADJECTIVE) || item.is(lexicon, "org-adj"));
    let nation = at + 1 + usize::from(items.get(at + 1).is_some_and(trait_of));
    let country = items.get(nation).filter(|item| item.is_demonym() && !item.hyphen)?.entities().first()?;
    let next = items.get(nation + 1);
    // "le groupe français X" names one.
    if next.is_some_and(|next| next.hyphen || next.capital && next.kind != ItemKind::Mark || matches!(next.span.of(context.text), "«" | "\"" | "“")) {
        return None;
    }
    let firm = |id: &EntityId| {
        let known = context.knowledge.get(id);
        id.kind() == EntityKind::Organisation
            && known.is_none_or(|known| !STATE.contains(&known.entity.subtype.as_str()))
            && !OFFICIAL.iter().any(|start| id.slug().starts_with(start))
            && cast.home_of(id, context.knowledge).as_ref() == Some(country)
    };
    // "X, autre groupe français, a signé", "X, un groupe français de travaux publics": said of X.
    if let Some(firm) = apposed {
        let of = |item: &Item| item.value(lexicon, "prep").is_some_and(|prep| context.language.has_function("of", prep));
        let closes = next.is_some_and(|next| next.is_mark(context.text, ",") || of(next));
        return (closes && cast.home_of(&firm, context.knowledge).is_none_or(|home| home == *country)).then_some((nation + 1, firm));
    }
    let before = |from: usize| from < noun.span.start && noun.span.start - from < BACK;
    let named = cast.mentions.iter().filter(|mention| before(mention.span.start) && firm(&mention.entity));
    named.max_by_key(|mention| mention.span.start).map(|mention| (nation + 1, mention.entity.clone()))
}

/// "L'Association X s'est réunie. L'Association, dont": the only body so far whose name begins with a noun that stands alone with a capital.
pub fn in_short(context: &Context<'_>, items: &[Item], at: usize, out: &[Item], cast: &Cast) -> Option<EntityId> {
    let lexicon = &context.language.lexicon;
    let noun = items.get(at).filter(|noun| noun.capital && noun.kind == ItemKind::Word && noun.is(lexicon, "body-short"))?;
    let prep = |item: &Item, function: &str| item.value(lexicon, "prep").is_some_and(|prep| context.language.has_function(function, prep));
    let definite = out.last().is_some_and(|item| item.is(lexicon, "the-one") || prep(item, "with-article"));
    // "l'Union africaine", "la Banque de Géorgie" are others.
    let apart = |next: &Item| match next.kind {
        ItemKind::Mark => !["«", "“", "\""].iter().any(|mark| next.is_mark(context.text, mark)),
        ItemKind::Word => {
            let verb = next.senses.has_form() && !next.is_any(Kinds::NOUN.or(Kinds::ADJECTIVE));
            !next.capital && !prep(next, "of") && (verb || next.is_any(Kinds::PREPOSITION.or(Kinds::CONJUNCTION).or(Kinds::PRONOUN)) || next.is(lexicon, "rel"))
        }
        ItemKind::Date(_) => true,
        _ => false,
    };
    if !definite || !items.get(at + 1).is_none_or(apart) {
        return None;
    }
    let word = folded(noun.span.of(context.text));
    let begins = |name: &str| name.split_whitespace().next().is_some_and(|first| folded(first) == word) && name.contains(' ');
    let before = cast.mentions.iter().filter(|mention| mention.span.start < noun.span.start && mention.entity.kind() == EntityKind::Organisation);
    let mut named = before.filter(|mention| begins(mention.span.of(context.text))).map(|mention| &mention.entity);
    let first = named.next()?;
    named.all(|other| other == first).then(|| first.clone())
}

/// The body named last before a common noun of a sentence whose name begins with that noun.
pub fn called<'a>(context: &Context<'_>, noun: &Item, items: &'a [Item], before: &'a [Sentence]) -> Option<&'a EntityId> {
    let word = folded(noun.span.of(context.text));
    let begins = |item: &Item| item.span.of(context.text).split_whitespace().next().is_some_and(|first| folded(first) == word);
    let body = |item: &&Item| item.entities().first().is_some_and(|id| id.kind() == EntityKind::Organisation);
    let here = items.iter().rev().skip_while(|item| item.span.start >= noun.span.start);
    let named = here.chain(before.iter().rev().flat_map(|sentence| sentence.items.iter().rev())).filter(body);
    named.take_while(|item| noun.span.start - item.span.start < BACK).find(|item| begins(item)).and_then(|item| item.entities().first())
}

/// The body behind which a comma and an indefinite article or "other" stand, last.
fn apposed(context: &Context<'_>, out: &[Item]) -> Option<EntityId> {
    let lexicon = &context.language.lexicon;
    let small = |item: &&Item| item.kind == ItemKind::Word && (item.is_any(Kinds::DETERMINER.or(Kinds::ADJECTIVE)) || item.is(lexicon, "others-word"));
    let definite = out.last().is_some_and(|item| item.is(lexicon, "the-one"));
    let mut before = out.iter().rev().skip_while(small);
    let comma = before.next().filter(|item| item.is_mark(context.text, ","));
    let [id] = before.next().filter(|item| comma.is_some() && !definite && !item.is_demonym())?.entities() else { return None };
    (id.kind() == EntityKind::Organisation).then(|| id.clone())
}

/// A country or body with the gender that the article before its name tells.
pub type Gendered = (EntityId, Option<char>);

/// The country or body with which a stretch ends that names nobody, for "ce dernier".
pub fn latest(context: &Context<'_>, items: &[Item]) -> Option<Gendered> {
    let lexicon = &context.language.lexicon;
    // Behind it stands nothing that could be meant: marks, dates, figures, adverbs.
    let bare = |item: &Item| match item.kind {
        ItemKind::Mark | ItemKind::Date(_) | ItemKind::Quantity(_) => true,
        ItemKind::Word => item.is_any(Kinds::PREPOSITION.or(Kinds::ADVERB).or(Kinds::DETERMINER)),
        _ => false,
    };
    let at = items.iter().rposition(|item| !bare(item))?;
    let [id] = items[at].entities() else { return None };
    let named = !items[at].is_demonym() && matches!(id.kind(), EntityKind::Country | EntityKind::Organisation);
    if !named || items.iter().any(Item::has_person) {
        return None;
    }
    let article = at.checked_sub(1).and_then(|before| items[before].code(lexicon, "article-gender"));
    Some((id.clone(), article.and_then(|code| code.chars().next())))
}

/// "La Géorgie a rejoint l'Union. Elle …": of a sentence whose subject was taken for a body, the country that opens it.
pub(super) fn opener(opens: Option<&Item>, subject: &EntityId) -> Option<EntityId> {
    let country = opens.filter(|item| !item.is_demonym()).and_then(|item| item.entities().first())?;
    (country.kind() == EntityKind::Country && subject.kind() == EntityKind::Organisation).then(|| country.clone())
}

/// What lines are built as, and bridges and dams are not.
const BUILT: [&str; 5] = ["railway", "pipeline", "road", "power-line", "cable"];

/// So many mentions back what is built is still meant.
const BUILT_BACK: usize = 60;

/// A corridor that may have many lines for its parts.
pub(super) fn is_wide(context: &Context<'_>, line: &EntityId, cast: &Cast) -> bool {
    let known = context.knowledge.get(line).map(|known| matches!(known.entity.subtype.as_str(), "corridor" | "branch" | "sea-route"));
    line.kind() == EntityKind::Corridor && known.unwrap_or_else(|| cast.fresh.get(line).is_some_and(|fresh| fresh.name.to_lowercase().contains("corridor")))
}

/// "… maillon du corridor X. La ligne", "L'ouvrage": what the text named last of what is built; `line`: only of lines.
pub(super) fn built(context: &Context<'_>, line: bool, cast: &Cast) -> Option<EntityId> {
    let is_line = |id: &EntityId| {
        context
            .knowledge
            .get(id)
            .map_or_else(|| cast.fresh.get(id).is_some_and(|fresh| fresh.name.contains('–')), |known| BUILT.contains(&known.entity.subtype.as_str()))
    };
    let fits = |id: &&EntityId| id.kind() == EntityKind::Infrastructure && may_be_line(context, id) && (!line || is_line(id));
    cast.mentions.iter().rev().take(BUILT_BACK).map(|mention| &mention.entity).find(fits).cloned()
}

/// So many sentences behind a title tell of what it names.
const LEAD: usize = 2;

impl References<'_> {
    /// Takes note of the line of a title, and of the sentences behind it.
    pub(super) fn entitle(&mut self, sentence: &Sentence) {
        if let Some((_, since)) = &mut self.titled {
            *since += 1;
        }
        let lexicon = &self.context.language.lexicon;
        if sentence.part != PartKind::Title || !sentence.items.iter().any(|item| item.is(lexicon, "project-act")) {
            return;
        }
        let mut lines = sentence.items.iter().flat_map(Item::entities).filter(|id| may_be_line(self.context, id));
        let first = lines.next().filter(|id| id.kind() == EntityKind::Infrastructure);
        self.titled = first.filter(|first| lines.all(|line| line == *first)).map(|line| (line.clone(), 0));
    }

    /// "Inauguration du chemin de fer A-B. Les deux pays ont inauguré une nouvelle ligne": what the title names, told anew at the beginning of the
    /// text by what it is.
    pub(super) fn titled_line(&self, item: &Item, out: &[Item], cast: &Cast) -> Option<EntityId> {
        let (line, _) = self.titled.as_ref().filter(|(_, since)| *since < LEAD)?;
        let lexicon = &self.context.language.lexicon;
        let kind =
            item.code(lexicon, "line-head").filter(|_| item.kind == ItemKind::Word && !self.context.language.is_plural(item.span.of(self.context.text)))?;
        let done = || {
            out.iter().any(|before| {
                before.is(lexicon, "project-act") || ["build", "open", "start", "lay"].iter().any(|group| before.is_verb(self.context.language, group))
            })
        };
        (is_new(self.context, out) && is_kind(self.context, line, kind, cast) && done()).then(|| line.clone())
    }
}
