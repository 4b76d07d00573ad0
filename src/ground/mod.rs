//! What the text leaves open is grounded by what it says elsewhere; each such value is marked as inferred, with the reason.

use crate::{
    fact::{Fact, Finding, Slots, Value},
    knowledge::Knowledge,
    model::EntityId,
    resolve::Resolved,
};

/// Fills dates and places of meetings, visits and signatures from each other where they are plainly one occasion.
pub fn ground(findings: &mut [Finding], resolved: &Resolved, knowledge: &Knowledge) {
    let occasions: Vec<Occasion> = findings.iter().filter_map(|finding| Occasion::of(&finding.fact, resolved, knowledge)).collect();
    for finding in findings.iter_mut() {
        let Some(own) = Occasion::of(&finding.fact, resolved, knowledge) else { continue };
        let spec = finding.fact.spec();
        // Two occasions of the same parties leave open which one is meant.
        let mut same = occasions.iter().filter(|other| other.kind != own.kind && other.is_occasion_of(&own));
        let (Some(other), None) = (same.next(), same.next()) else { continue };
        let mut slots = finding.fact.slots();
        for slot in ["date", "place"] {
            let value = if slot == "date" { &other.date } else { &other.place };
            if let Some(value) = value.clone().filter(|_| spec.slot(slot).is_some() && !slots.has(slot)) {
                slots.add(slot, value);
                finding.inferred.push((slot.to_owned(), format!("the {} of the same parties in this document", other.kind)));
            }
        }
        if let Ok(fact) = Fact::from_slots(spec, &slots) {
            finding.fact = fact;
        }
    }
}

/// Who came together, where and when, as far as a fact says so.
struct Occasion {
    kind: &'static str,
    countries: Vec<EntityId>,
    date: Option<Value>,
    place: Option<Value>,
}

impl Occasion {
    fn of(fact: &Fact, resolved: &Resolved, knowledge: &Knowledge) -> Option<Self> {
        let spec = fact.spec();
        let slots = fact.slots();
        let (parties, place): (&[&str], _) = match spec.name {
            "meeting" => (&["participants"], "place"),
            "visit" => (&["visitor", "destination"], ""),
            "agreement" => (&["parties"], ""),
            _ => return None,
        };
        let open = |slots: &Slots| slots.get("status").any(|value| matches!(value, Value::Term(code) if !matches!(&**code, "past" | "signed" | "adopted")));
        if open(&slots) {
            return None;
        }
        let mut countries: Vec<EntityId> = parties
            .iter()
            .flat_map(|slot| slots.get(slot))
            .filter_map(|value| if let Value::Entity(id) = value { resolved.cast.country_of(id, knowledge) } else { None })
            .collect();
        countries.sort();
        countries.dedup();
        Some(Self { kind: spec.name, countries, date: slots.get("date").next().cloned(), place: slots.get(place).next().cloned() })
    }

    /// Whether a meeting or visit can be what the other fact happened at.
    fn is_occasion_of(&self, other: &Self) -> bool {
        let together = self.kind == "meeting" || self.kind == "visit" && other.kind != "visit";
        together && self.countries.len() == 2 && self.countries == other.countries && (self.date.is_some() || self.place.is_some())
    }
}
