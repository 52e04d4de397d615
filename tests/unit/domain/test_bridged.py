from ccd.domain.bridged import Bridged


def test_a_channel_is_known_by_the_call_beside_which_it_was_seen() -> None:
    bridged = Bridged()
    bridged.see("c1", {"ch-2": "1001"})
    bridged.see("c1", {"ch-3": "1002"})
    bridged.see("c2", {"ch-2": "1001"})
    assert (bridged.beside("ch-3"), bridged.beside("ch-9")) == (("c1", "1002"), ("", ""))
    bridged.forget("c1")
    assert (bridged.beside("ch-3"), bridged.beside("ch-2")) == (("", ""), ("c2", "1001"))
