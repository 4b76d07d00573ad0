//! Who sets a mark for their trade means to further it: "porter à un milliard de dollars les échanges entre A et B".

use crate::{
    extract::Reader,
    fact::{Claim, Cooperation, Declared, Fact, Slots, Value},
    model::EntityKind,
};

/// Rule name.
pub const RULE: &str = "cooperation/trade-aimed";

/// Reads the marks among the figures of a sentence.
pub fn read(reader: &Reader<'_>, figures: &[Claim]) -> Vec<Claim> {
    let aimed = |claim: &Claim| {
        let Fact::Indicator(figure) = &claim.fact else { return None };
        let states = figure.about.iter().filter(|id| id.kind() == EntityKind::Country).count();
        let trade = figure.measure.code() == "trade-turnover" && figure.modality.code() == "target";
        if !trade || figure.about.len() != 2 || states != 2 {
            return None;
        }
        let mut slots = Slots::default();
        for party in &figure.about {
            slots.add("parties", Value::Entity(party.clone()));
        }
        slots.add("area", Value::Term("trade".into()));
        let fact = Fact::from_slots(Cooperation::SPEC, &slots).ok()?;
        Some(Claim { fact, rule: RULE.to_owned(), confidence: reader.language.confidence.of(RULE), inferred: Vec::new(), ..claim.clone() })
    };
    figures.iter().filter_map(aimed).collect()
}
