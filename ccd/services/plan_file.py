"""The plan as a YAML file that people write, and that a machine can write for them.

Every plain word is text here and the plan's own types decide what it means: `country: NO` is Norway,
extension `0100` keeps its zero, and `1: support` is a menu's key. Aliases are refused (a few of them can
unfold to gigabytes), and so are keys that are there twice, which YAML would let pass in silence.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from ccd.domain.located import Place
from ccd.domain.plan import Plan
from ccd.domain.refused import Refused
from ccd.services.problems import causes, place_of, spelled, what

SIZE_MOST = 2 * 1024 * 1024
DEPTH_MOST = 20


def load(file: Path) -> Plan | Refused:
    """A refusal names every problem in a line of its own: `plan.yaml:12:5: queues[0].name: is missing`."""
    try:
        with file.open("rb") as stream:
            content = stream.read(SIZE_MOST + 1)
    except OSError as error:
        return Refused(f"{file}: {error.strerror}")
    if len(content) > SIZE_MOST:
        return Refused(f"{file}: is larger than {SIZE_MOST // 1024} KiB")
    try:
        return parse(content.decode("utf-8-sig"), str(file))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return Refused(f"{file}:{line}: is not UTF-8 text")


def parse(text: str, name: str) -> Plan | Refused:
    """The same for text at hand; `name` stands for the file."""
    try:
        root = _Loader(text).get_single_node()
        if root is None:
            return Refused(f"{name}: is empty. A plan with nothing in it is {{}}")
        data = _data(root)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return Refused(f"{_at(name, mark)}: {_in_words(error.problem or error.context or '')}")
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        return Refused(f"{name}:{line}: holds a character that is not allowed in a text file")
    try:
        return Plan.model_validate(data)
    except ValidationError as error:
        return Refused("\n".join(_problems(error, data, root, name)))


def dump(plan: Plan) -> str:
    """YAML that loads to an equal plan, all that is said spelled out; the same plan gives the same text."""
    return yaml.safe_dump(
        plan.model_dump(mode="json", exclude_none=True),
        sort_keys=False,
        allow_unicode=True,
        default_flow_style=None,
        width=100,
    )


_YAML = {
    "expected <block end>": "is not indented like the lines above that it belongs to",
    "found character '\\t'": "is a tab; indent with spaces",
    "mapping values are not allowed": "has a colon where none may be; is it text that belongs in quotes?",
    "could not find expected ':'": "is neither `key: value` nor an item of a list; is a colon missing?",
    "but found another document": "begins another document; a plan is one, without `---` in it",
    "found unexpected end of stream": "is in quotes that do not end",
}
"""What the parser says of the mistakes that people make, and what they are told."""


def _in_words(problem: str) -> str:
    return next((words for said, words in _YAML.items() if problem.startswith(said)), problem)


class _Loader(yaml.SafeLoader):
    """Composes nodes; never constructs objects."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event: Any = self.peek_event()  # type: ignore[no-untyped-call]
        mark = event.start_mark
        if isinstance(event, yaml.AliasEvent):
            raise _refusal("aliases (*name) are not allowed; write the value out", mark)
        if self.depth == DEPTH_MOST:
            raise _refusal("is nested too deep for a plan", mark)
        self.depth += 1
        node: yaml.Node | None = super().compose_node(parent, index)
        self.depth -= 1
        return node


def _data(node: yaml.Node) -> object:
    """Nested dicts, lists and strings."""
    match node:
        case yaml.MappingNode():
            table: dict[str, object] = {}
            for key, value in node.value:
                if not isinstance(key, yaml.ScalarNode):
                    raise _refusal("a list or table cannot be a name", key.start_mark)
                if key.value in table:
                    raise _refusal(f"{key.value} is already there", key.start_mark)
                table[key.value] = _data(value)
            return table
        case yaml.SequenceNode():
            return [_data(item) for item in node.value]
        case _:
            return node.value


def _problems(error: ValidationError, data: object, root: yaml.Node | None, name: str) -> Iterator[str]:
    for details in causes(error.errors()):
        place = place_of(details, data)
        start = f"{spelled(place)}: " if place else ""
        yield f"{_at(name, _mark(root, place))}: {start}{what(details)}"


def _mark(node: yaml.Node | None, place: Place) -> yaml.Mark | None:
    """Where the named key or item begins; for one that is missing, where what lacks it is named."""
    mark = node.start_mark if node else None
    for part in place:
        if isinstance(node, yaml.MappingNode):
            found = next(((key, value) for key, value in node.value if key.value == part), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int):
            found = (node.value[part], node.value[part])
        else:
            found = None
        if found is None:
            break
        mark, node = found[0].start_mark, found[1]
    return mark


def _at(name: str, mark: yaml.Mark | None) -> str:
    return f"{name}:{mark.line + 1}:{mark.column + 1}" if mark else name


def _refusal(problem: str, mark: yaml.Mark | None) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=problem, problem_mark=mark)
