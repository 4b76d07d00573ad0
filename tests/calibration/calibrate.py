#!/usr/bin/env python3
"""Count how often each rule is right, and say how well the confidences made of these counts hold.

calibrate.py fit PROGRAM ROUND...      read the rounds with the program, put their counts into the pack's
                                       confidence.toml (rounds that are not named keep theirs), rewrite the tables of the docs
calibrate.py measure PROGRAM ROUND...  how well the confidences that the program gives now hold on rounds; writes nothing
calibrate.py check [--write]           see that the tables of the docs are those of the counts, and the error is small enough

A ROUND is a folder with texts/ (what the program reads) and gold/ (a JSON file a document, see README.md beside this
file). Standard library only.
"""
import argparse
import collections
import json
import math
import pathlib
import statistics
import subprocess
import sys
import tempfile
import tomllib

import matching

ROOT = pathlib.Path(__file__).resolve().parents[2]
COUNTS = ROOT / "seeds/lang/fr/confidence.toml"
DOCS = ROOT / "docs/confidence.md"
MARK = "<!-- what follows is made by tests/calibration/calibrate.py -->\n"
HEAD = """# How often each rule was right: by round of annotated texts and rule, [facts that were right, facts that were said].
# Made by tests/calibration/calibrate.py (see docs/confidence.md), not by hand. A rule, pattern or reader gives no confidence
# of its own; one that has no counts takes that of its fact type.
"""
# Figures have no confidence by rule: each has that of its subject (docs/attachment.md).
WEIGHED = "indicator"
STRENGTHS = range(10, 201, 10)
BINS = 10
MOST = 0.05


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def judged(program, folder):
    """The facts that the program reads in a round, each with whether it is right."""
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        # Some documents may be read in part only: then the program says so and ends with 1.
        built = subprocess.run([program, "build", folder / "texts", "--store", work / "store"], capture_output=True, text=True)
        if built.returncode not in (0, 1):
            sys.exit(built.stderr)
        subprocess.run([program, "export", "--store", work / "store", "--format", "jsonl", "--out", work / "out"], check=True, capture_output=True)
        entities = {e["iri"]: {matching.fold(n) for n in [e["name"], *e.get("aliases", [])]} for e in lines(work / "out/entities.jsonl")}
        facts, mentions = collections.defaultdict(list), collections.defaultdict(list)
        for fact in lines(work / "out/facts.jsonl"):
            facts[fact["document"]].append(fact)
        for mention in lines(work / "out/mentions.jsonl"):
            mentions[mention["document"]].append(mention)
    found = []
    for path in sorted((folder / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        names = matching.Names(gold, entities, mentions[gold["id"]])
        found += zip(facts[gold["id"]], matching.right(gold, names, facts[gold["id"]]))
    return found


def counted(found):
    counts = collections.defaultdict(lambda: [0, 0])
    for fact, right in found:
        if kind(fact["rule"]) == WEIGHED:
            continue
        counts[fact["rule"]][0] += right
        counts[fact["rule"]][1] += 1
    return {rule: tuple(count) for rule, count in sorted(counts.items())}


def write_counts(strength, rounds):
    text = HEAD + f"strength = {strength}\n"
    for name, rules in sorted(rounds.items()):
        text += f"\n[rounds.{name}]\n" + "".join(f'"{rule}" = [{right}, {said}]\n' for rule, (right, said) in rules.items())
    COUNTS.write_text(text, encoding="utf-8")


def read_counts():
    """How much a prior weighs, and the counts by round and rule."""
    kept = tomllib.loads(COUNTS.read_text(encoding="utf-8"))
    rounds = {name: {rule: count for rule, count in rules.items() if kind(rule) != WEIGHED} for name, rules in kept["rounds"].items()}
    return kept["strength"], rounds


def kind(rule):
    return rule.split("/")[0]


class Confidence:
    """The same as src/lang/confidence.rs: a rule is drawn to its type, a type to all, all to a half."""

    def __init__(self, strength, rounds):
        self.strength = strength
        self.rules, self.kinds, self.sum = collections.Counter(), collections.Counter(), collections.Counter()
        for rules in rounds:
            for rule, (right, said) in rules.items():
                for counter, key in [(self.rules, rule), (self.kinds, kind(rule)), (self.sum, "all")]:
                    counter[key, "right"] += right
                    counter[key, "said"] += said

    @staticmethod
    def share(counter, key, strength, above):
        return (counter[key, "right"] + strength * above) / (counter[key, "said"] + strength)

    def of(self, rule):
        every = self.share(self.sum, "all", 2, 0.5)
        share = self.share(self.rules, rule, self.strength, self.share(self.kinds, kind(rule), self.strength, every))
        return min(0.99, max(0.01, math.floor(share * 100 + 0.5) / 100))


class Held:
    """How well confidences hold: pairs of a confidence and whether the fact was right, as {confidence: [right, said]}."""

    def __init__(self):
        self.at = collections.defaultdict(lambda: [0, 0])

    def add(self, confidence, right, said):
        self.at[confidence][0] += right
        self.at[confidence][1] += said

    def said(self):
        return sum(said for _, said in self.at.values())

    def right(self):
        return sum(right for right, _ in self.at.values())

    def mean(self):
        return sum(confidence * said for confidence, (_, said) in self.at.items()) / self.said()

    def brier(self):
        return sum(r * (1 - c) ** 2 + (s - r) * c**2 for c, (r, s) in self.at.items()) / self.said()

    def likelihood(self):
        """The mean logarithm of what the confidences gave to what then was so."""
        return sum(r * math.log(c) + (s - r) * math.log(1 - c) for c, (r, s) in self.at.items()) / self.said()

    def fixed(self):
        """Bins of one width: those of confidences from 0.8 up to 0.9, and so on."""
        bins = [Held() for _ in range(BINS)]
        for confidence, count in self.at.items():
            bins[min(BINS - 1, int(round(confidence * 100)) * BINS // 100)].add(confidence, *count)
        return [one for one in bins if one.at]

    def even(self):
        """Bins of about as many facts each; those of one confidence stay together."""
        bins, said = [Held() for _ in range(BINS)], 0
        for confidence, count in sorted(self.at.items()):
            bins[min(BINS - 1, (said + count[1] // 2) * BINS // self.said())].add(confidence, *count)
            said += count[1]
        return [one for one in bins if one.at]

    def error(self, bins):
        """Expected calibration error: how far confidence and share of right ones lie apart, by bin, weighed by facts."""
        return sum(abs(one.mean() * one.said() - one.right()) for one in bins) / self.said()


def row(*cells):
    return "| " + " | ".join(f"{cell:.3f}" if isinstance(cell, float) else str(cell) for cell in cells) + " |\n"


def summary(held):
    return (
        f"{held.said()} facts, of which {held.right()} right ({held.right() / held.said():.3f}), mean confidence {held.mean():.3f}. "
        f"**Expected calibration error {held.error(held.even()):.3f}** in bins of as many facts, {held.error(held.fixed()):.3f} in bins "
        f"of one width; Brier score {held.brier():.3f}.\n\n"
    )


def reliability(held):
    text = row("confidence", "facts", "mean confidence", "right") + "|---|--:|--:|--:|\n"
    for one in held.even():
        text += row(f"{min(one.at):.2f}–{max(one.at):.2f}", one.said(), one.mean(), one.right() / one.said())
    return text


def held_out(strength, rounds):
    """Each round under the confidences that the other rounds alone give."""
    held = {}
    for name, rules in rounds.items():
        confidence, held[name] = Confidence(strength, [other for key, other in rounds.items() if key != name]), Held()
        for rule, (right, said) in rules.items():
            held[name].add(confidence.of(rule), right, said)
    every = Held()
    for one in held.values():
        for confidence, count in one.at.items():
            every.add(confidence, *count)
    return held, every


def steadiest(rounds):
    """The greatest strength under which held-out rounds are as likely as under any, but for one standard error of the difference between rounds."""
    likely = {strength: [one.likelihood() for one in held_out(strength, rounds)[0].values()] for strength in STRENGTHS}
    best = max(STRENGTHS, key=lambda strength: statistics.fmean(likely[strength]))

    def is_as_good(strength):
        lost = [most - own for most, own in zip(likely[best], likely[strength])]
        return len(lost) < 2 or statistics.fmean(lost) <= statistics.stdev(lost) / math.sqrt(len(lost))

    return max(filter(is_as_good, STRENGTHS))


def tables(strength, rounds):
    held, every = held_out(strength, rounds)
    text = f"\nA prior weighs as much as {strength} facts.\n\n## How well it holds\n\nEach round under the confidences that the others alone give: " + summary(every) + reliability(every)
    text += "\n## By round held out\n\n" + row("round", "facts", "mean confidence", "right") + "|---|--:|--:|--:|\n"
    for name, one in held.items():
        text += row(name, one.said(), one.mean(), one.right() / one.said())
    confidence = Confidence(strength, rounds.values())
    text += "\n## By rule\n\nA type's row holds for its rules that have no counts.\n\n" + row("rule", "right", "said", "confidence") + "|---|--:|--:|--:|\n"
    for key in sorted({key for key, _ in confidence.kinds} | {key for key, _ in confidence.rules}):
        counter = confidence.rules if "/" in key else confidence.kinds
        text += row(f"`{key}`", counter[key, "right"], counter[key, "said"], f"{confidence.of(key):.2f}")
    return text, every


def check(write):
    text, every = tables(*read_counts())
    head, _, old = DOCS.read_text(encoding="utf-8").partition(MARK)
    if write:
        DOCS.write_text(head + MARK + text, encoding="utf-8")
    elif old != text:
        sys.exit(f"{DOCS.name} is not what the counts say: run `calibrate.py check --write`")
    error = max(every.error(every.even()), every.error(every.fixed()))
    print(f"expected calibration error {error:.3f} on {every.said()} facts")
    if error > MOST:
        sys.exit(f"that is more than {MOST}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ["fit", "measure"]:
        command = commands.add_parser(name)
        command.add_argument("program")
        command.add_argument("rounds", nargs="+", type=pathlib.Path)
    commands.add_parser("check").add_argument("--write", action="store_true")
    given = parser.parse_args()
    if given.command == "check":
        return check(given.write)
    found = {folder.resolve().name: judged(given.program, folder) for folder in given.rounds}
    if given.command == "fit":
        rounds = (read_counts()[1] if COUNTS.exists() else {}) | {name: counted(facts) for name, facts in found.items()}
        write_counts(steadiest(rounds), rounds)
        return check(write=True)
    held = Held()
    for fact, right in (pair for facts in found.values() for pair in facts):
        held.add(fact["confidence"], right, 1)
    print(summary(held) + reliability(held), end="")


if __name__ == "__main__":
    main()
