"""A flow: named nodes, a start, and proof that every caller gets somewhere."""

from collections.abc import Iterator
from typing import Self

from pydantic import Field, model_validator

from ccd.domain.ivr.nodes import EnterQueue, Node
from ccd.domain.located import Problem, refuse
from ccd.domain.names import Frozen, Name, Title


class Flow(Frozen):
    """Refused: a start or target that is no node, and a circle of nodes in which the caller can do nothing
    but listen for ever."""

    name: Name
    title: Title = ""
    start: Name
    nodes: dict[Name, Node] = Field(min_length=1, max_length=500)

    def queues(self) -> Iterator[tuple[str, str]]:
        """(node name, queue name) of each node that leads to a queue, in the order they were written."""
        return ((name, node.queue) for name, node in self.nodes.items() if isinstance(node, EnterQueue))

    @model_validator(mode="after")
    def _can_be_walked(self) -> Self:
        refuse("Flow", [*self._dangling_targets()])
        if circle := self._endless_circle():
            what = f"endless loop, the caller can only listen: {' -> '.join(circle)}"
            refuse("Flow", [(("nodes", circle[0]), what)])
        return self

    def _dangling_targets(self) -> Iterator[Problem]:
        if self.start not in self.nodes:
            yield ("start",), f"there is no node {self.start}"
        for name, node in self.nodes.items():
            for field, target in node.targets().items():
                if target not in self.nodes:
                    place = ("nodes", name, *field.split("."))
                    yield place, f"node {name}, {field}: there is no node {target}"

    def _endless_circle(self) -> list[str]:
        """The first circle made of nodes that do not wait. Such nodes lead to one target each, so following
        them is enough."""
        safe: set[str] = set()
        for first in self.nodes:
            path: list[str] = []
            at = first
            while at not in safe and not self.nodes[at].waits:
                if at in path:
                    return [*path[path.index(at) :], at]
                path.append(at)
                (at,) = self.nodes[at].targets().values()
            safe.update(path)
        return []
