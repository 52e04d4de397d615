"""Plan files: each mistake is named with its line, and what is dumped loads again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccd.domain.ivr.nodes import NODES
from ccd.domain.names import Frozen
from ccd.domain.plan import Plan
from ccd.domain.plan_numbers import PARKING
from ccd.domain.refused import Refused
from ccd.services import plan_file
from tests.unit.domain.whole_plan import WHOLE

SAMPLE = Path(__file__).parents[3] / "docs" / "sample-plan.yaml"

GOOD = """\
country: NO
extensions:
  - {number: 0100}
agents:
  - name: an
    extension: 0100
queues:
  - name: support
    members: [an]
    recording: no
flows:
  - name: main
    start: menu
    nodes:
      menu:
        kind: menu
        prompts: [ccd/welcome]
        choices: {1: wait}
        otherwise: wait
      wait: {kind: queue, queue: support}
dids:
  - {number: 842838220000, flow: main}
"""


def refusal(text: str) -> list[str]:
    result = plan_file.parse(text, "plan.yaml")
    assert isinstance(result, Refused), result
    return result.reason.splitlines()


def test_plain_words_mean_what_the_plan_says_they_mean() -> None:
    plan = plan_file.parse(GOOD, "plan.yaml")
    assert isinstance(plan, Plan), plan
    assert plan.country == "NO"
    assert plan.extensions[0].number == "0100"
    assert plan.queues[0].recording == "never"
    assert plan.dids[0].number == "842838220000"


@pytest.mark.parametrize("text", ["", "# nothing yet\n"])
def test_an_empty_file_does_not_wipe_the_plan_out(text: str) -> None:
    """`ccd plan dump > plan.yaml` that failed leaves one."""
    assert refusal(text) == ["plan.yaml: is empty. A plan with nothing in it is {}"]
    assert plan_file.parse("{}", "plan.yaml") == Plan()


def test_the_sample_loads() -> None:
    plan = plan_file.load(SAMPLE)
    assert isinstance(plan, Plan), plan
    assert plan.country == "VN"
    assert [q.name for q in plan.queues] == ["support", "sales"]


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (("    recording: no", "    ring_timeout_s: 0"), "10:5: queues[0].ring_timeout_s: "),
        (("    members: [an]", "    members: [an, cuc]"), "9:19: queues[0].members[1]: "),
        (("    recording: no", "    record: no"), "10:5: queues[0].record: is not known here"),
        (("  - name: support\n    members", "  - members"), "8:5: queues[0].name: is missing"),
        (("otherwise: wait", "otherwise: nowhere"), "19:9: flows[0].nodes.menu.otherwise: "),
        (("{1: wait}", "{1: wait, x: wait}"), "18:28: flows[0].nodes.menu.choices.x: "),
        (("{1: wait}", "{1: gone}"), "18:19: flows[0].nodes.menu.choices.1: "),
        (("queue, queue: support", "queue, queue: sales"), "20:27: flows[0].nodes.wait.queue: "),
        (("kind: queue,", "kind: cue,"), "20:7: flows[0].nodes.wait: "),
        (("kind: queue, queue: support", "kind: queue"), "20:7: flows[0].nodes.wait.queue: is missing"),
        (("start: menu", "start: men"), "13:5: flows[0].start: there is no node men"),
        (("    extension: 0100", "    extension: 0101"), "6:5: agents[0].extension: "),
        (("flow: main}", "flow: main}\n  - {number: +842838220000, flow: main}"), "23:6: dids[1].number: "),
        (("country: NO", "country: NO\ncountry: SE"), "2:1: country is already there"),
        (("country: NO", "country: *x"), "1:10: aliases (*name) are not allowed"),
        (("country: NO", "country: [NO"), "2:11: "),
        (("country: NO", "[a]: b"), "1:1: a list or table cannot be a name"),
        (("country: NO", "- NO"), "2:1: is not indented like the lines above"),
        (("country: NO", "country: NO\nteams"), "3:1: is neither `key: value` nor an item of a list"),
        (("country: NO", "country: a: b"), "1:11: has a colon where none may be"),
        (("country: NO", "\tcountry: NO"), "1:1: is a tab; indent with spaces"),
        (("country: NO", "---\ncountry: NO\n---"), "3:1: begins another document"),
        (("country: NO", "country: \x07"), "1: holds a character that is not allowed"),
    ],
)
def test_a_mistake_is_named_with_its_place(change: tuple[str, str], line: str) -> None:
    assert change[0] in GOOD
    first = refusal(GOOD.replace(*change))[0]
    assert first.startswith(f"plan.yaml:{line}"), first


def test_all_mistakes_are_named_at_once() -> None:
    text = GOOD.replace("    recording: no", "    ring_timeout_s: 0").replace("country: NO", "country: no")
    assert [line.split(": ")[1] for line in refusal(text)] == ["country", "queues[0].ring_timeout_s"]


def test_a_list_is_no_plan() -> None:
    assert refusal("- a\n- b\n") == ["plan.yaml:1:1: must be a table of names and values"]


def test_depth_is_bounded() -> None:
    assert "nested too deep" in refusal("[" * 100_000)[0]


def test_what_is_no_text_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    for content, reason in [
        (b"country: VN\n# \xff\n", f"{file}:2: is not UTF-8 text"),
        (b"#" * (plan_file.SIZE_MOST + 1), f"{file}: is larger than 2048 KiB"),
    ]:
        file.write_bytes(content)
        assert plan_file.load(file) == Refused(reason)
    assert plan_file.load(tmp_path / "none") == Refused(f"{tmp_path / 'none'}: No such file or directory")


titles = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
names = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,10}", fullmatch=True)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    dialled = st.from_regex(r"[0-9]{2,6}", fullmatch=True).filter(lambda number: number not in PARKING)
    numbers = draw(st.lists(dialled, min_size=1, max_size=4, unique=True))
    agents = draw(st.lists(names, max_size=4, unique=True))
    queues = draw(st.lists(names, min_size=1, max_size=3, unique=True))
    key = draw(st.sampled_from("0123456789*"))
    nodes = {
        "menu": {"kind": "menu", "prompts": ["a/b"], "choices": {key: "q"}, "otherwise": "bye"},
        "q": {"kind": "queue", "queue": queues[-1]},
        "bye": {"kind": "hang_up"},
    }
    return Plan.model_validate(
        {
            "country": draw(st.sampled_from(["NO", "VN", "US"])),
            "trunks": [{"name": "t", "addresses": draw(st.lists(st.ip_addresses().map(str), max_size=2))}],
            "extensions": [{"number": n, "title": draw(titles)} for n in numbers],
            "agents": [{"name": a, "extension": numbers[0], "title": draw(titles)} for a in agents],
            "queues": [{"name": q, "members": agents, "recording": draw(st.booleans())} for q in queues],
            "flows": [{"name": "f", "title": draw(titles), "start": "menu", "nodes": nodes}],
            "dids": [{"number": "+" + numbers[-1], "flow": "f"}],
        }
    )


@given(plans())
def test_what_is_dumped_loads_again(plan: Plan) -> None:
    text = plan_file.dump(plan)
    assert plan_file.parse(text, "plan.yaml") == plan
    assert plan_file.dump(plan) == text


def parts(part: object) -> Iterator[Frozen]:
    """The plan's own and what is inside them."""
    if isinstance(part, Frozen):
        yield part
        for name in type(part).model_fields:
            yield from parts(getattr(part, name))
    elif isinstance(part, tuple | dict):
        for inside in part.values() if isinstance(part, dict) else part:
            yield from parts(inside)


def test_of_the_whole_plan_nothing_is_as_if_nothing_were_said() -> None:
    """Else what follows would look at less than there is."""
    found = list(parts(Plan.model_validate(WHOLE)))
    said = {
        (type(part), name)
        for part in found
        for name, field in type(part).model_fields.items()
        if getattr(part, name) != field.get_default(call_default_factory=True)
    }
    known = {(kind, name) for kind in {type(part) for part in found} for name in kind.model_fields}
    assert {(kind.__name__, name) for kind, name in known - said if name != "kind"} == set()
    assert {type(part) for part in found} >= {*NODES.values()}


def test_nothing_of_a_whole_plan_is_lost_in_a_file_or_on_the_way_over_the_api() -> None:
    plan = Plan.model_validate(WHOLE)
    assert plan_file.parse(plan_file.dump(plan), "plan.yaml") == plan
    assert Plan.model_validate_json(plan.model_dump_json()) == plan
    assert Plan.model_validate(plan.model_dump()) == plan


@given(st.text(max_size=200))
def test_any_text_is_a_plan_or_refused(text: str) -> None:
    assert isinstance(plan_file.parse(text, "plan.yaml"), Plan | Refused)


@given(st.text(alphabet="[]{}:,-#&*!|>'\"%@`? \n\tab0~<", max_size=60))
def test_any_punctuation_is_a_plan_or_refused(text: str) -> None:
    assert isinstance(plan_file.parse(text, "plan.yaml"), Plan | Refused)
