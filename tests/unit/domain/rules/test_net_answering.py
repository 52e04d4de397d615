from ccd.domain.events import DialAnswered
from ccd.domain.facts import NetAnswered, NetLogRead
from tests.unit.domain.played import Played
from tests.unit.domain.rules.test_safety_net import ANSWERED, NEW, back, told


def test_amis_word_and_the_logs_are_one_answer() -> None:
    played = back(Played()).play(told(NEW)).play(DialAnswered("ch9", "1001"))
    assert played.play(told(ANSWERED)).facts == [NetLogRead(1700, 1)]
    assert len(played.all(NetAnswered)) == 1
