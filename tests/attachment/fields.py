#!/usr/bin/env python3
"""Weigh what speaks for and against the parties of a text working together in a field that the text names, from annotated texts.

fields.py fit PROGRAM ROUND...      make the weights of seeds/lang/fr/fields.toml anew
fields.py measure PROGRAM ROUND...  each round with weights made of the others: how many fields are right, by how likely they seemed

Weighed are the fields that no sentence by itself tells (`annotate --format json`, "fields"). A ROUND is a folder with texts/ (what the program
reads) and gold/ (a JSON file a document, see ../calibration/README.md); the project's own documents are one more. The model is that of train.py.
"""
import argparse
import math
import pathlib
import sys

sys.path[:0] = [str(pathlib.Path(__file__).resolve().parent), str(pathlib.Path(__file__).resolve().parents[1] / "calibration")]
import matching  # noqa: E402
import train  # noqa: E402

WEIGHTS = train.ROOT / "seeds/lang/fr/fields.toml"
HEAD = """# What speaks for and against the parties of a text working together in a field that the text names (src/extract/cooperation/whole.rs):
# weights of a logistic model. Made by tests/attachment/fields.py (see docs/fields.md), not by hand.
"""
LEAST = 0.5


def overlap(theirs, told, names):
    same = [name for name in theirs if any(names.get(name, {matching.fold(name)}) & one for one in told)]
    return len(same) / (len(theirs) + len(told) - len(same))


def fields(program, texts, annotations):
    """The fields of texts: what was seen of each, and whether the annotation has it."""
    rows = []
    for document, gold, names, said in train.shown(program, texts, annotations):
        theirs = [fact for fact in gold["facts"] if fact["type"] == "cooperation"]
        for field in document["fields"]:
            told = [said[party] for party in field["parties"]]
            right = any(matching.area(fact["area"]) == matching.area(field["area"]) and overlap(fact["parties"], told, names) >= 0.5 for fact in theirs)
            rows.append((field["clues"], right))
    return rows


def chance(weights, clues):
    return 1 / (1 + math.exp(-sum(weights.get(clue, 0.0) for clue in clues)))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["fit", "measure"])
    parser.add_argument("program")
    parser.add_argument("rounds", nargs="+", type=pathlib.Path)
    arguments = parser.parse_args()
    rounds = {"documents": train.annotated(*train.DOCUMENTS), **{folder.name: train.annotated(folder / "texts", folder / "gold") for folder in arguments.rounds}}
    rounds = {name: fields(arguments.program, texts, gold) for name, (texts, gold) in rounds.items()}
    if arguments.what == "fit":
        weights = train.fit([row for rows in rounds.values() for row in rows])
        lines = [f"least = {LEAST}", "", "[weights]", *(f'"{clue}" = {weight:.2f}' for clue, weight in sorted(weights.items()))]
        WEIGHTS.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
        print(f"{sum(len(rows) for rows in rounds.values())} fields, {sum(right for rows in rounds.values() for _, right in rows)} right")
        return
    judged = []
    for name, rows in rounds.items():
        weights = train.fit([row for other, seen in rounds.items() if other != name for row in seen])
        own = [(chance(weights, clues), right) for clues, right in rows]
        told = [right for likely, right in own if likely >= LEAST]
        print(f"{name}: of {len(own)} fields {sum(right for _, right in own)} right; {len(told)} likely enough, {sum(told)} of them right")
        judged += own
    for low in range(10):
        bin_ = [right for likely, right in judged if low / 10 <= likely < (low + 1) / 10]
        if bin_:
            print(f"seemed {low / 10:.1f} to {(low + 1) / 10:.1f}: {sum(bin_)} of {len(bin_)} right")


if __name__ == "__main__":
    main()
