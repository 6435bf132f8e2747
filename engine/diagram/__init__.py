"""The decision list as a multi-valued decision diagram: which outcomes are reachable, and on what they depend; exact.

Each element is one variable, and each cell into which the conditions cut its domain is one branch. The leaves are the
outcomes, and IMPOSSIBLE where a constraint is broken. It is compiled once, when a rule base is loaded.
"""

from immunote.engine.diagram.diagram import PATIENTS_KEPT, Diagram, Narrowing, Ways
from immunote.engine.diagram.faults import DiagramTooLargeError, ImpossibleFactsError

__all__ = ["PATIENTS_KEPT", "Diagram", "DiagramTooLargeError", "ImpossibleFactsError", "Narrowing", "Ways"]
