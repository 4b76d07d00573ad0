"""A reasoner of description logic (HermiT) over graphs in N-Triples.

    reason.py GRAPH…

Writes "consistent", then a line for each class that can have no members; or "inconsistent".
"""

import re
import sys
import tempfile
from pathlib import Path

from owlready2 import OwlReadyInconsistentOntologyError, World, sync_reasoner

# OWL 2 has no such datatypes, and HermiT refuses them.
REFUSED = re.compile(r"<http://www\.w3\.org/2001/XMLSchema#(date|gMonthDay|gYear|gYearMonth)>|geosparql#wktLiteral>")

lines = [line for name in sys.argv[1:] for line in Path(name).read_text().splitlines() if not REFUSED.search(line)]
with tempfile.NamedTemporaryFile("w", suffix=".nt") as graph:
    graph.write("\n".join(lines) + "\n")
    graph.flush()
    world = World()
    world.get_ontology(f"file://{graph.name}").load(format="ntriples")
    try:
        sync_reasoner(world, debug=0)
    except OwlReadyInconsistentOntologyError:
        print("inconsistent")
    else:
        print("consistent")
        for impossible in world.inconsistent_classes():
            print(impossible)
