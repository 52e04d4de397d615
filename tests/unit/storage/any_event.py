"""Any event, for property tests: text may be anything that Python holds, NUL and half characters too."""

from enum import StrEnum
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from ccd.domain.events import Event
from ccd.domain.plan import Plan
from tests.unit.domain.played import office

_PLAIN: dict[type, st.SearchStrategy[Any]] = {
    str: st.text(st.characters()),
    int: st.integers(-(2**63), 2**63 - 1),
    bool: st.booleans(),
    type(None): st.none(),
    Plan: st.sampled_from([office(), office(wrap_up_s=1, agents=("bob",))]),
}


def any_event() -> st.SearchStrategy[Event]:
    return st.one_of([_values(kind) for kind in get_args(Event)])


def _values(kind: Any) -> st.SearchStrategy[Any]:
    if kind in _PLAIN:
        return _PLAIN[kind]
    if get_origin(kind) is UnionType:
        return st.one_of([_values(alternative) for alternative in get_args(kind)])
    if get_origin(kind) is tuple:
        return st.lists(_values(get_args(kind)[0]), max_size=3).map(tuple)
    if issubclass(kind, StrEnum):
        return st.sampled_from(list(kind))
    return st.builds(kind, **{name: _values(hint) for name, hint in get_type_hints(kind).items()})
