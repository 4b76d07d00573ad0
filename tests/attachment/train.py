#!/usr/bin/env python3
"""Weigh what speaks for and against being the subject of a figure, from annotated texts.

train.py fit PROGRAM ROUND...      make the weights of seeds/lang/fr/attachment.toml anew; PROGRAM must read that file from disk (a debug build)
train.py measure PROGRAM ROUND...  each round with weights made of the others: how many figures have the right subject, by how likely it seemed

The sentences of ../corpus/fr/indicator.toml and the project's own documents (../gold) are rounds by themselves. A ROUND is a folder with texts/ (what the program reads) and gold/ (a JSON file a document, see ../calibration/README.md). A logistic
model with a ridge penalty, one weight for each clue and what each group of measures adds to it. Standard library only.
"""
import argparse
import collections
import json
import math
import pathlib
import subprocess
import sys
import tempfile
import tomllib
import typing

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "calibration"))
import matching  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
CORPUS = ROOT / "tests/corpus/fr/indicator.toml"
DOCUMENTS = ROOT / "seeds/documents", ROOT / "tests/gold"
WEIGHTS = ROOT / "seeds/lang/fr/attachment.toml"
GROUPS = ["trade", "money", "moved", "rest"]
HEAD = """# What speaks for and against somebody being the subject of a figure: for each clue (src/extract/indicator/owner/clue.rs) its weight in a
# logistic model, and what is added to it for figures of trade, of money spent, of what moves or is built, and for the rest.
# Made by tests/attachment/train.py (see docs/attachment.md), not by hand.
"""
LEAST = 0.3
RIDGE = 10.0
ROUNDS_OF_SEARCH = 250
AGAIN = 2


def annotated(texts, annotations):
    """The texts of a round, and by document what they state."""
    gold = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(annotations.glob("*.json"))]
    return texts, {document["id"]: document for document in gold}


def sentences(work):
    """The sentences of the corpus as articles of their own, and by article what they state."""
    cases = tomllib.loads(CORPUS.read_text(encoding="utf-8"))["case"]
    path, gold = pathlib.Path(work) / "corpus.jsonl", {}
    with path.open("w", encoding="utf-8") as articles:
        for number, case in enumerate(cases):
            name = f"corpus-{number}"
            articles.write(json.dumps({"id": name, "text": case["text"], "published": case.get("published"), "lang": "fr"}, ensure_ascii=False) + "\n")
            gold[name] = {"entities": [], "facts": [{"type": "indicator", **fact} for fact in case.get("facts", []) if "about" in fact]}
    return path, gold


class Figure(typing.NamedTuple):
    """A figure that the program weighed."""

    subjects: int  # how many it has by the annotation; none where it is not annotated
    candidates: list  # the clues of each candidate, and whether the figure is theirs
    told: list  # which of them the program says
    measured: bool  # whether its measure is the annotated one


def shown(program, texts, annotations):
    """What the program shows of the annotated texts, each with its annotation, how that names its entities, and how the text does."""
    run = subprocess.run([program, "annotate", texts, "--format", "json"], capture_output=True, text=True)
    if run.returncode not in (0, 1):
        sys.exit(run.stderr)
    for document in map(json.loads, run.stdout.splitlines()):
        gold = annotations.get(document["document"])
        if gold is None:
            continue
        said = collections.defaultdict(set)
        for mention in document["mentions"]:
            said[mention["entity"]] |= {matching.fold(mention["text"]), matching.fold(mention["name"])}
        names = {entity["name"]: {matching.fold(n) for n in [entity["name"], *entity.get("aliases", [])]} for entity in gold["entities"]}
        yield document, gold, names, said


def figures(program, texts, annotations):
    """The figures of texts."""
    found = []
    for document, gold, names, said in shown(program, texts, annotations):
        left = [fact for fact in gold["facts"] if fact["type"] == "indicator"]
        for figure in document["subjects"]:
            same = [fact for fact in left if matching.close(fact["value"], figure["value"]) and fact.get("unit") == figure["unit"] and bool(fact.get("change")) == figure["change"]]
            clues = [[clue for name in one["clues"] for clue in (name, f"{name}|{figure['group']}")] for one in figure["weighed"]]
            told = [at for at, one in enumerate(figure["weighed"]) if one["entity"] in figure["about"]]
            if not told:
                continue
            if not same:
                found.append(Figure(0, [(own, False) for own in clues], told, False))
                continue
            fact = next((fact for fact in same if matching.fold(fact.get("measure")) == matching.fold(figure["measure"])), same[0])
            left.remove(fact)
            about = matching.as_list(fact["about"])
            theirs = [any(names.get(name, {matching.fold(name)}) & (said[one["entity"]] | {matching.fold(one["name"])}) for name in about) for one in figure["weighed"]]
            measured = str(fact.get("measure", "other:")).startswith("other:") or matching.fold(fact["measure"]) == matching.fold(figure["measure"])
            found.append(Figure(len(about), list(zip(clues, theirs)), told, measured))
    return found


def fit(rows):
    """The weights that make the rows likeliest, by accelerated descent with a step of its own for each weight."""
    index = {clue: at for at, clue in enumerate(sorted({clue for clues, _ in rows for clue in clues}))}
    rows = [([index[clue] for clue in clues], float(right)) for clues, right in rows]
    most = max((len(clues) for clues, _ in rows), default=1)
    curve = [RIDGE] * len(index)
    for clues, _ in rows:
        for at in clues:
            curve[at] += most / 4
    now, ahead, speed = [0.0] * len(index), [0.0] * len(index), 1.0
    for _ in range(ROUNDS_OF_SEARCH):
        slope = [RIDGE * weight for weight in ahead]
        for clues, right in rows:
            wrong = 1 / (1 + math.exp(-sum(ahead[at] for at in clues))) - right
            for at in clues:
                slope[at] += wrong
        then = [weight - rise / bend for weight, rise, bend in zip(ahead, slope, curve)]
        faster = (1 + math.sqrt(1 + 4 * speed * speed)) / 2
        ahead = [new + (speed - 1) / faster * (new - old) for new, old in zip(then, now)]
        now, speed = then, faster
    return {clue: now[at] for clue, at in index.items()}


def likelihood(weights, figure):
    """How likely the likeliest of those seems whom the program says."""
    return max(1 / (1 + math.exp(-sum(weights.get(clue, 0.0) for clue in figure.candidates[at][0]))) for at in figure.told)


def is_right(subjects, taken):
    both = sum(taken)
    return both / (subjects + len(taken) - both) >= 0.5


class Judged(typing.NamedTuple):
    """What became of a figure."""

    annotated: bool
    subject: bool  # whether its subject is right
    whole: bool  # whether its measure is right too
    chance: float  # how likely its subject seemed


def held_out(rounds):
    """What becomes of the figures of each round with the weights that the others give."""
    judged = {}
    for name, own in rounds.items():
        weights = fit([row for other, seen in rounds.items() if other != name for figure in seen if figure.subjects for row in figure.candidates])
        judged[name] = []
        for figure in own:
            right = figure.subjects > 0 and is_right(figure.subjects, [figure.candidates[at][1] for at in figure.told])
            judged[name].append(Judged(figure.subjects > 0, right, right and figure.measured, likelihood(weights, figure)))
    return judged


def tempered(judged):
    """How the likelihood of a subject tells that of the whole figure: slope and offset of its logit, by descent."""
    slope, offset = 1.0, 0.0
    logits = [(math.log(one.chance / (1 - one.chance)), float(one.whole)) for one in judged if LEAST <= one.chance < 1]
    bends = sum(logit * logit for logit, _ in logits) / 4, len(logits) / 4
    for _ in range(2000):
        wrong = [(1 / (1 + math.exp(-slope * logit - offset)) - right, logit) for logit, right in logits]
        slope -= sum(miss * logit for miss, logit in wrong) / bends[0] / 2
        offset -= sum(miss for miss, _ in wrong) / bends[1] / 2
    return slope, offset


def write(weights, slope, offset):
    names = sorted({clue.split("|")[0] for clue in weights})
    lines = [f"least = {LEAST}", f"slope = {slope:.2f}", f"offset = {offset:.2f}", "", "[weights]"]
    lines += [f'"{name}" = [' + ", ".join(f"{weights.get(key, 0.0):.2f}" for key in [name, *(f"{name}|{group}" for group in GROUPS)]) + "]" for name in names]
    WEIGHTS.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["fit", "measure"])
    parser.add_argument("program")
    parser.add_argument("rounds", nargs="+", type=pathlib.Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        learn(arguments, {"corpus": sentences(work), "documents": annotated(*DOCUMENTS), **{folder.name: annotated(folder / "texts", folder / "gold") for folder in arguments.rounds}})


def learn(arguments, rounds):
    if arguments.what == "fit":
        # What the figures before are of depends on the weights: they are made again with what the first ones choose.
        for _ in range(AGAIN):
            seen = {name: figures(arguments.program, texts, gold) for name, (texts, gold) in rounds.items()}
            every = [figure for own in seen.values() for figure in own]
            weights = fit([row for figure in every if figure.subjects for row in figure.candidates])
            write(weights, 1.0, 0.0)
        # The sentences and documents of the project are plainer than news: how far to trust a likelihood they do not tell.
        write(weights, *tempered([one for name, own in held_out(seen).items() if name not in ("corpus", "documents") for one in own]))
        print(f"{len(every)} figures, {sum(len(figure.candidates) for figure in every)} candidates")
        return
    rounds = {name: figures(arguments.program, texts, gold) for name, (texts, gold) in rounds.items()}
    judged = []
    for name, own in held_out(rounds).items():
        own = [one for one in own if one.annotated]
        judged += own
        said = [one.subject for one in own if one.chance >= LEAST]
        print(f"{name}: of {len(own)} figures {sum(one.subject for one in own)} right; {len(said)} likely enough, {sum(said)} of them right")
    for low in range(0, 10):
        bin_ = [one.subject for one in judged if low / 10 <= one.chance < (low + 1) / 10 or low == 9 and one.chance == 1]
        if bin_:
            print(f"seemed {low / 10:.1f} to {(low + 1) / 10:.1f}: {sum(bin_)} of {len(bin_)} right")


if __name__ == "__main__":
    main()
