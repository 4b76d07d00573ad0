//! Offices that others held.

use super::{
    Finding, Severity, View,
    view::{code, entities, flag, label, premise, same_role, tenure},
};

/// Offices of which only one is in office at a time, given to somebody who is known for other offices and never had this
/// one, while another did.
pub(super) fn denied(view: &View<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for fact in view.of_type("office").filter(|fact| !flag(fact.slots, "former")) {
        let (Some(person), Some(role), Some(of)) = (entities(fact.slots, "person").next(), code(fact.slots, "role"), entities(fact.slots, "of").next()) else {
            continue;
        };
        // Of people who are not known, and of whom it is known that they held it once, nothing is said.
        let mut known = view.knowledge.tenures(person).peekable();
        if known.peek().is_none() || known.any(|known| same_role(&known.role, role) && known.of == *of) {
            continue;
        }
        let holders = view.holders(role, of);
        for document in View::documents(fact) {
            let Some((first, last)) = view.published(document) else { continue };
            let mut then = holders.iter().filter(|holder| {
                let (start, end) = tenure(holder);
                start.is_some_and(|start| start <= first) && end.is_none_or(|end| last <= end)
            });
            let (Some(holder), None) = (then.next(), then.next()) else { continue };
            let (name, role, of, date, other) = (view.name(person), label("role", role), view.name(of), last.to_string(), view.name(&holder.person));
            let values = [("person", &*name), ("role", &*role), ("of", &*of), ("date", &*date), ("holder", &*other)];
            found.push(Finding::new("tenure", Severity::Warning, &values, vec![premise(fact)]).using([holder.person.clone()]));
            break;
        }
    }
    found
}
