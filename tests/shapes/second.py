"""A second SHACL engine: reads shapes and graphs, writes what breaks them, a line each.

    second.py SHAPES GRAPH…

Each line is: graph, focus node, path, kind of constraint, parted by tabs.
"""

import sys
from pathlib import Path

from pyshacl import validate
from rdflib import RDF, Graph, Namespace

SH = Namespace("http://www.w3.org/ns/shacl#")


def path(report, result):
    node = report.value(result, SH.resultPath)
    if node is None:
        return ""
    back = report.value(node, SH.inversePath)
    return f"^<{back}>" if back else f"<{node}>"


shapes = Graph().parse(sys.argv[1])
for name in sys.argv[2:]:
    _, report, _ = validate(Graph().parse(name), shacl_graph=shapes, advanced=False, inplace=True)
    for result in report.subjects(RDF.type, SH.ValidationResult):
        # Results within results explain their own.
        if (None, SH.result, result) in report:
            component = report.value(result, SH.sourceConstraintComponent).split("#")[1]
            print(Path(name).name, f"<{report.value(result, SH.focusNode)}>", path(report, result), component, sep="\t")
