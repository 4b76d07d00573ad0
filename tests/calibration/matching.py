"""Which of the exported facts of a document are right, by the annotation of that document.

A fact is right where its type and the slots that tell facts of this type apart agree with an annotated fact; each
annotated fact makes one exported fact right. Names are compared without case, accents and punctuation, through every
alias that either side lists.
"""
import re
import unicodedata

DONE = {"signed", "adopted", "ratified", "in-force"}
LINKS = {"connects", "starts-at", "ends-at"}


def fold(text):
    letters = (c for c in unicodedata.normalize("NFKD", str(text)) if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", "".join(letters).casefold()))


def as_list(value):
    return value if isinstance(value, list) else [] if value is None else [value]


def close(one, other):
    try:
        one, other = float(one), float(other)
    except (TypeError, ValueError):
        return False
    return abs(one - other) <= 1e-6 * max(1.0, abs(one), abs(other))


def words_shared(one, other):
    one, other = set(fold(one).split()), set(fold(other).split())
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def plain(value):
    """An exported value without its address."""
    return value.get("name", "") if isinstance(value, dict) else value or ""


def area(value):
    return fold(str(value).removeprefix("other:"))


def role(value):
    return "president" if value == "head-of-state" else value


class Names:
    """The names of one document's entities, on both sides."""

    def __init__(self, gold, entities, mentions):
        self.gold = {entity["name"]: {fold(n) for n in [entity["name"], *entity.get("aliases", [])]} for entity in gold["entities"]}
        self.found = {}
        for mention in mentions:
            address = mention["entity"]
            known = self.found.setdefault(address, set(entities.get(address, ())))
            known.add(fold(mention.get("text", "")))
        self.entities = entities

    def same(self, wanted, value):
        names = {fold(plain(value))}
        if isinstance(value, dict):
            address = value.get("iri", "")
            names |= self.found.get(address, set()) | self.entities.get(address, set())
        return bool(self.gold.get(wanted, {fold(wanted)}) & names)

    def shared(self, wanted, values):
        """How much two lists of entities have in common, from 0 to 1."""
        wanted, values = as_list(wanted), as_list(values)
        if not wanted or not values:
            return 0.0
        both = min(sum(any(self.same(w, v) for v in values) for w in wanted), sum(any(self.same(w, v) for w in wanted) for v in values))
        return both / (len(wanted) + len(values) - both)

    def half(self, gold, fact, slot):
        return self.shared(gold.get(slot), fact.get(slot)) >= 0.5

    def one(self, gold, fact, slot):
        return self.same(gold.get(slot, ""), fact.get(slot))

    def titled(self, gold, fact):
        return self.one(gold, fact, "name") or words_shared(gold["name"], plain(fact.get("name"))) >= 0.5


def figure(names, gold, fact):
    measure = str(gold["measure"])
    return (
        (measure.startswith("other:") or fold(measure) == fold(fact.get("measure", "")))
        and close(gold["value"], fact.get("value"))
        and gold.get("unit") == fact.get("unit")
        and bool(gold.get("change")) == bool(fact.get("change"))
        and names.half(gold, fact, "about")
    )


def agreement(names, gold, fact):
    done = (gold.get("status") in DONE) == (fact.get("status") in DONE)
    return done and names.half(gold, fact, "parties") and (not gold.get("count") or close(gold["count"], fact.get("count")))


def route(names, gold, fact):
    relations = {gold["relation"], fact.get("relation")}
    return (len(relations) == 1 or relations <= LINKS) and names.one(gold, fact, "corridor") and names.one(gold, fact, "object")


def statement(names, gold, fact):
    same = any(names.same(w, v) or area(w) == area(plain(v)) for w in as_list(gold.get("about")) for v in as_list(fact.get("about")))
    return same and names.one(gold, fact, "speaker")


def visit(names, gold, fact):
    return names.one(gold, fact, "visitor") and (names.one(gold, fact, "destination") or names.same(gold["destination"], fact.get("place")))


RIGHT = {
    "office": lambda n, g, f: role(g["role"]) == role(f.get("role")) and n.one(g, f, "person") and n.one(g, f, "of"),
    "meeting": lambda n, g, f: n.half(g, f, "participants"),
    "visit": visit,
    "agreement": agreement,
    "indicator": figure,
    "route": route,
    "partnership": lambda n, g, f: n.half(g, f, "parties"),
    "membership": lambda n, g, f: n.one(g, f, "member") and n.one(g, f, "organisation"),
    "cooperation": lambda n, g, f: area(g["area"]) == area(f.get("area")) and n.half(g, f, "parties"),
    "event": lambda n, g, f: n.titled(g, f),
    "statement": statement,
    "project": lambda n, g, f: n.titled(g, f) or g.get("kind") == f.get("kind") and n.half(g, f, "parties"),
}


def right(gold, names, facts):
    """For each exported fact of a document, whether it is right: as many as can be paired off with annotated ones."""
    fits = [
        sorted(
            (w for w, wanted in enumerate(gold["facts"]) if wanted["type"] == fact["type"] and RIGHT[fact["type"]](names, wanted, fact)),
            key=lambda w: -sum(fold(plain(fact.get(slot))) == fold(value) for slot, value in gold["facts"][w].items()),
        )
        for fact in facts
    ]
    taken = {}

    def pair(fact, tried):
        for wanted in fits[fact]:
            if wanted not in tried:
                tried.add(wanted)
                if wanted not in taken or pair(taken[wanted], tried):
                    taken[wanted] = fact
                    return True
        return False

    for fact in range(len(facts)):
        pair(fact, set())
    return [fact in taken.values() for fact in range(len(facts))]
