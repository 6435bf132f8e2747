"""The decision list as a multi-valued decision diagram: which outcomes are exactly reachable, and what they hang on.

One variable an element, one branch a cell into which the conditions cut its domain; leaves are the outcomes and
IMPOSSIBLE, where a constraint between elements is broken. Compiled once, when a rule base is loaded.
"""

from immunote.engine.diagram.diagram import Diagram, Narrowing, Ways
from immunote.engine.diagram.faults import DiagramTooLargeError, ImpossibleFactsError

__all__ = ["Diagram", "DiagramTooLargeError", "ImpossibleFactsError", "Narrowing", "Ways"]
