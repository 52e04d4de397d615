from pathlib import Path

import pytest

from ccd.domain.events import NetRow, NetStep
from ccd.domain.outcomes import EndedBy
from ccd.telephony.queue_log import NAME, QueueLog, of_concern, parse

JOINED = (
    "1700000010|1699.7|support|NONE|CCDNET|842838220000|20231114T221310-net16997|1700000005123|0901234567"
)
CONNECT = "1700000020|1699.7|support|an|CONNECT|10|1700000018.9|2"
ABANDON = "1700000020|1699.7|support|NONE|ABANDON|1|1|10"

GONE = "1700000020|1699.7|NONE|NONE|CCDGONE|1700000020123|HANGUP|"


@pytest.mark.parametrize(
    ("line", "row"),
    [
        (
            JOINED,
            NetRow(
                1700000010_000,
                NetStep.JOINED,
                "1699.7",
                queue="support",
                call_id="20231114T221310-net16997",
                did="842838220000",
                caller_number="0901234567",
                entered_at_ms=1700000005_123,
            ),
        ),
        (CONNECT, NetRow(1700000020_000, NetStep.ANSWERED, "1699.7", member="an", ring_ms=2000)),
        (
            "1700000050|1699.7|support|an|COMPLETEAGENT|10|30|1",
            NetRow(1700000050_000, NetStep.TALK_ENDED, "1699.7", talk_ms=30_000, ended_by=EndedBy.AGENT),
        ),
        (
            "1700000050|1699.7|support|an|COMPLETECALLER|10|30|1",
            NetRow(1700000050_000, NetStep.TALK_ENDED, "1699.7", talk_ms=30_000, ended_by=EndedBy.CALLER),
        ),
        (
            "1700000050|1699.7|support|an|BLINDTRANSFER|1002|ccd-internal|10|30|1",
            NetRow(1700000050_000, NetStep.HANDED_ON, "1699.7", talk_ms=30_000, ended_by=EndedBy.AGENT),
        ),
        (
            "1700000050|1699.7|support|an|ATTENDEDTRANSFER|LINK|a|b|c|d|10|30|1",
            NetRow(1700000050_000, NetStep.HANDED_ON, "1699.7", talk_ms=30_000, ended_by=EndedBy.AGENT),
        ),
        (ABANDON, NetRow(1700000020_000, NetStep.GAVE_UP, "1699.7")),
        (GONE, NetRow(1700000020_123, NetStep.HUNG_UP, "1699.7", ended_by=EndedBy.CALLER)),
        (
            "1700000020|1699.7|support|NONE|CCDGONE|1|SUCCESS|",
            NetRow(1700000020_000, NetStep.HUNG_UP, "1699.7", "support", ended_by=EndedBy.CALLER),
        ),
        (
            "1700000020|1699.7|NONE|NONE|CCDGONE|1700000019999|HANGUP|PJSIP/1001-0000000a",
            NetRow(1700000019_999, NetStep.HUNG_UP, "1699.7", ended_by=EndedBy.CALLER, extension="1001"),
        ),
        (
            "1700000020|1699.7|NONE|NONE|CCDGONE|1700000020123|SUCCESS|"
            "Local/0901234567.carrier.10.1001.2@ccd-mobile-00000003;1",
            NetRow(
                1700000020_123,
                NetStep.HUNG_UP,
                "1699.7",
                ended_by=EndedBy.AGENT,
                extension="1001",
                device="0901234567@carrier",
            ),
        ),
    ],
)
def test_what_a_line_tells(line: str, row: NetRow) -> None:
    assert parse(line) == row


@pytest.mark.parametrize(
    "line",
    [
        "",
        "|||||",
        "nonsense",
        "1700000020|NONE|NONE|NONE|QUEUESTART|",
        "1700000020|MANAGER|support|an|ADDMEMBER|",
        "1700000020|1699.7|support|NONE|ENTERQUEUE||0901234567|1",
        "1700000020|1699.7|support|NONE|EXITWITHTIMEOUT|1|1|60",
        "soon|1699.7|support|an|CONNECT|10|1700000018.9|2",
        "1700000010|1699.7|support|NONE|CCDNET|842838220000|not a call id|1700000005123|0901234567",
        "1700000010|1699.7|support|NONE|CCDNET|842838220000|20231114T221310-net16997|1|Robert'); --",
        "1700000010|1699.7|support|NONE|CCDNET|842838220000",
        "1700000020|1699.7|NONE|NONE|CCDGONE|1700000020123",
    ],
)
def test_what_tells_nothing(line: str) -> None:
    assert parse(line) is None


def test_a_time_of_entry_that_cannot_be_is_the_lines_own() -> None:
    for entered in ("", "9999999999999", "x"):
        row = parse(f"1700000010|1699.7|support|NONE|CCDNET||20231114T221310-net16997|{entered}|")
        assert row
        assert 1700000010_000 <= row.entered_at_ms < 1700000011_000


def write(folder: Path, *lines: str, name: str = NAME) -> None:
    with (folder / name).open("a") as log:
        log.writelines(f"{line}\n" for line in lines)


def steps(log: QueueLog) -> list[NetStep]:
    told = log.read()
    return [row.step for row in told.rows] if told else []


def test_each_line_is_told_once(tmp_path: Path) -> None:
    log = QueueLog(tmp_path, (0, 0))
    assert steps(log) == []
    write(tmp_path, JOINED)
    assert steps(log) == [NetStep.JOINED]
    assert steps(log) == []
    write(tmp_path, CONNECT)
    assert steps(log) == [NetStep.ANSWERED]


def test_the_next_reader_goes_on_in_the_middle_of_a_second(tmp_path: Path) -> None:
    write(tmp_path, JOINED, CONNECT)
    told = QueueLog(tmp_path, (0, 0)).read()
    assert told
    assert (told.read_to_s, told.lines) == (1700000020, 1)
    write(tmp_path, ABANDON)
    assert steps(QueueLog(tmp_path, (told.read_to_s, told.lines))) == [NetStep.GAVE_UP]


def test_half_a_line_is_read_when_it_is_whole(tmp_path: Path) -> None:
    log = QueueLog(tmp_path, (0, 0))
    (tmp_path / NAME).write_text(JOINED)
    assert steps(log) == []
    write(tmp_path, "")
    assert steps(log) == [NetStep.JOINED]


def test_what_was_rotated_away_is_read_too(tmp_path: Path) -> None:
    log = QueueLog(tmp_path, (0, 0))
    write(tmp_path, JOINED)
    assert steps(log) == [NetStep.JOINED]
    write(tmp_path, CONNECT)
    (tmp_path / NAME).rename(tmp_path / f"{NAME}.0")
    write(tmp_path, ABANDON)
    assert steps(log) == [NetStep.ANSWERED, NetStep.GAVE_UP]
    (tmp_path / NAME).rename(tmp_path / f"{NAME}.1")
    log.forget_older()
    assert [path.name for path in tmp_path.iterdir()] == [f"{NAME}.1"]


def test_how_large_it_is(tmp_path: Path) -> None:
    assert QueueLog(tmp_path, (0, 0)).size == 0
    write(tmp_path, JOINED)
    assert QueueLog(tmp_path, (0, 0)).size == len(JOINED) + 1


@pytest.mark.parametrize(
    ("lines", "lives", "concern"),
    [
        ([GONE], False, []),
        ([GONE], True, [NetStep.HUNG_UP]),
        ([JOINED, GONE], False, [NetStep.JOINED, NetStep.HUNG_UP]),
        ([ABANDON, GONE], False, [NetStep.GAVE_UP]),
    ],
)
def test_who_was_over_for_us_is_of_no_concern(
    tmp_path: Path, lines: list[str], lives: bool, concern: list[NetStep]
) -> None:
    write(tmp_path, *lines)
    told = QueueLog(tmp_path, (0, 0)).read()
    assert told
    found = of_concern(told, lambda channel_id: lives)
    assert ([row.step for row in found.rows] if found else []) == concern
