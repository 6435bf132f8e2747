"""What the diagram refuses."""

from __future__ import annotations


class DiagramTooLargeError(Exception):
    """The decision list does not fit into the allowed number of nodes, in any order that was tried."""

    def __init__(self, nodes: int, cap: int, variables: int) -> None:
        self.nodes = nodes
        self.cap = cap
        self.variables = variables
        super().__init__(
            f"the decision list over {variables} elements made {nodes} or more nodes of a diagram and {cap} are allowed"
        )


class ImpossibleFactsError(Exception):
    """The facts contradict the constraints of the rule base: no patient is like this, so no outcome is reachable."""

    def __init__(self, elements: tuple[str, ...]) -> None:
        self.elements = elements
        named = ", ".join(f"`{e}`" for e in elements)
        super().__init__(
            f"the facts contradict the constraints between elements; known are {named}"
            if elements
            else "the constraints contradict each other: no patient meets them all"
        )
