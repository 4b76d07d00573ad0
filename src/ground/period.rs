//! A text that gives its figures of trade for one time only means that time with the others too.

use super::sentence_of;
use crate::{
    fact::{Claim, Fact, Value},
    lang::Language,
    model::{EntityId, When},
    recognise::{Item, ItemKind, Sentence},
    resolve::Resolved,
};

/// What flows between countries is counted together.
const TRADE: [&str; 4] = ["trade-turnover", "exports", "imports", "other:balance"];
/// So is what passes through ports and over lines.
const FREIGHT: [&str; 3] = ["freight-volume", "containers", "trains"];

/// A figure of the past as its claim gives it.
struct Figure {
    family: &'static str,
    about: Vec<EntityId>,
    period: Option<When>,
}

/// Gives figures without a time the one time that those before them have.
pub(super) fn carry(claims: &mut [Claim], resolved: &Resolved, language: &Language) {
    let figures: Vec<Option<Figure>> = claims.iter().map(|claim| Figure::of(&claim.fact)).collect();
    for index in 0..claims.len() {
        let Some(own) = figures[index].as_ref().filter(|own| own.period.is_none()) else { continue };
        let told = |sentence: &Sentence| is_dated(sentence) || is_now(&claims[index], sentence, language) || is_compared(&claims[index], sentence, language);
        if sentence_of(&claims[index], resolved).is_none_or(told) {
            continue;
        }
        let before = |other: &usize| claims[*other].evidence.start < claims[index].evidence.start;
        let mut periods = (0..claims.len())
            .filter(before)
            .filter_map(|other| figures[other].as_ref())
            .filter(|other| other.family == own.family)
            .filter_map(|other| other.period.map(|period| (period, other.about.iter().any(|id| own.about.contains(id)))));
        let Some((period, mut shared)) = periods.next() else { continue };
        let sole = periods.all(|(other, same)| {
            shared |= same;
            other == period
        });
        if !sole || !shared {
            continue;
        }
        claims[index].infer("period", Value::When(period), "the only time of such figures before it");
    }
}

impl Figure {
    fn of(fact: &Fact) -> Option<Self> {
        let Fact::Indicator(figure) = fact else { return None };
        let family = [&TRADE[..], &FREIGHT[..]].into_iter().find(|family| family.contains(&figure.measure.code()))?[0];
        (figure.modality.code() == "actual").then(|| Self { family, about: figure.about.clone(), period: figure.period })
    }
}

/// "leur commerce, actuellement de 60 milliards": whether a figure is told to be that of today.
fn is_now(claim: &Claim, sentence: &Sentence, language: &Language) -> bool {
    let own = |item: &&Item| claim.evidence.start <= item.span.start && item.span.end <= claim.evidence.end;
    sentence.items.iter().filter(own).any(|item| item.is(&language.lexicon, "now"))
}

/// Whether a sentence has a time of its own.
fn is_dated(sentence: &Sentence) -> bool {
    sentence.items.iter().any(|item| matches!(item.kind, ItemKind::Date(_)))
}

/// Whether the figure is one that another is set against: "contre 4 milliards".
fn is_compared(claim: &Claim, sentence: &Sentence, language: &Language) -> bool {
    let last = sentence.items.iter().rposition(|item| matches!(item.kind, ItemKind::Quantity(_)) && item.span.start < claim.evidence.end);
    let compares = |index: usize| sentence.items[index].is(&language.lexicon, "compare");
    last.is_some_and(|last| (1..=4).any(|back| last.checked_sub(back).is_some_and(compares)))
}
