"""What Asterisk and the daemon complained of, less what a test can explain."""

import re
from pathlib import Path

from tests.office.office import Office

ASTERISK = re.compile(r"\b(WARNING|ERROR)\[\d+\]")
DAEMON = re.compile(r"\[(error|critical) *\]|Traceback \(most recent")

EXPLAINED = {
    r"res_pjsip_acl\.c:\d+ apply_acl: Incoming SIP message from 127\.0\.0\.6\d": "a stranger who is kept out",
    r"res_agi\.c:\d+ handle_connection: Connecting to '127\.0\.0\.1:\d+' failed": "the daemon is away",
    r"res_agi\.c:\d+ launch_netscript: Couldn't connect to any host": "the same, once more",
    r"res_pjsip\.c:\d+ set_id_from_hdr: CallerID Name 'x{200,}'": "a caller with a name without end",
    r"app_dial\.c:\d+ wait_for_answer: Unable to forward frametype 2": "he speaks where it rings",
    r"chan_pjsip\.c:\d+ \w+: Session already DISCONNECTED \[reason=(200|487)": "he left in that moment",
    r"res_musiconhold\.c:\d+ moh_files_generator: Failed to write frame": "the same, and music was played",
    r"res_rtp_asterisk\.c:\d+ __rtp_recvfrom: Received SSL traffic": "a browser says good-bye after that",
    r"pjproject: .* Dropping \d+ bytes packet .* 'From' header": "a caller who smuggles a line break",
    r"handle_incoming_sdp:  1005: Couldn't negotiate stream": "a phone without the encryption it needs",
    r"Error opening directory - \S+/music/jazz: No such file": "a story names music that is not there",
    r"\[error *\] the plan stays as it was": "a story wrote nonsense into the database",
}


def unexplained(office: Office) -> list[str]:
    """Lines of both logs since the office was set up."""
    asterisk = _lines(office.folder / "asterisk.log", ASTERISK)
    daemon = _lines(office.folder / "ccd.log", DAEMON)
    return [line for line in (*asterisk, *daemon) if not any(re.search(known, line) for known in EXPLAINED)]


def _lines(log: Path, complains: re.Pattern[str]) -> list[str]:
    return [line for line in log.read_text().splitlines() if complains.search(line)]
