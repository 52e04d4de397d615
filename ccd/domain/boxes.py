"""What is in the voicemail boxes, and who listens to it at a phone."""

from dataclasses import dataclass, field

from ccd.domain.facts import (
    BoxAsks,
    BoxOpened,
    CallEnded,
    GreetingChanged,
    MessageHeard,
    MessageLeft,
    MessageMoved,
    RecordingDeleted,
)

MENU = "menu"

Heard = (
    MessageLeft
    | MessageHeard
    | MessageMoved
    | RecordingDeleted
    | GreetingChanged
    | BoxOpened
    | BoxAsks
    | CallEnded
)


@dataclass(slots=True)
class Message:
    """`call_id` is the call of who left it, `caller` his number."""

    path: str
    call_id: str
    left_at_ms: int
    caller: str = ""
    heard: bool = False


@dataclass(slots=True)
class Listening:
    """Somebody at a phone, by `BoxAsks`. `order` are the paths of the messages as they were when he was last
    told how many there are: new ones first, each kind in the order in which they were left."""

    box: str
    order: tuple[str, ...]
    step: str = MENU
    path: str = ""
    silences: int = 0


@dataclass(slots=True)
class Boxes:
    """`messages` by box and path, the oldest first; `greetings` are paths by box; `listening` by call."""

    messages: dict[str, dict[str, Message]] = field(default_factory=dict)
    greetings: dict[str, str] = field(default_factory=dict)
    listening: dict[str, Listening] = field(default_factory=dict)
    unshown: set[str] = field(default_factory=set)
    """In which there may be more or less than phones show."""
    _box_of: dict[str, str] = field(default_factory=dict)

    def of(self, box: str) -> dict[str, Message]:
        return self.messages.get(box, {})

    def counted(self, box: str) -> tuple[int, int]:
        """New ones and old ones."""
        heard = sum(message.heard for message in self.of(box).values())
        return len(self.of(box)) - heard, heard

    def box_of(self, path: str) -> str:
        """Empty: it is in none."""
        return self._box_of.get(path, "")

    def next_to(self, listening: Listening) -> Message | None:
        """The one after that which is played, or the first; not one that was deleted meanwhile."""
        begin = listening.order.index(listening.path) + 1 if listening.path in listening.order else 0
        there = self.of(listening.box)
        return next((there[path] for path in listening.order[begin:] if path in there), None)

    def played(self, listening: Listening) -> Message | None:
        return self.of(listening.box).get(listening.path)

    def take(self, fact: Heard, at_ms: int) -> None:
        """What does not fit any more changes nothing."""
        match fact:
            case MessageLeft():
                message = Message(fact.path, fact.call_id, at_ms, fact.caller)
                self.messages.setdefault(fact.box, {}).setdefault(fact.path, message)
                self._box_of[fact.path] = fact.box
                self.unshown.add(fact.box)
            case MessageHeard():
                if found := self._find(fact.path):
                    found.heard = True
                    self.unshown.add(fact.box)
            case MessageMoved():
                self._move(fact.path, fact.box)
            case RecordingDeleted():
                if box := self._box_of.pop(fact.path, ""):
                    del self.messages[box][fact.path]
                    self.unshown.add(box)
            case GreetingChanged() if fact.path:
                self.greetings[fact.box] = fact.path
            case GreetingChanged():
                self.greetings.pop(fact.box, None)
            case BoxOpened():
                self.listening[fact.call_id] = Listening(fact.box, self._in_order(fact.box))
            case BoxAsks():
                self._ask(fact)
            case CallEnded():
                self.listening.pop(fact.call_id, None)

    def _move(self, path: str, box: str) -> None:
        before = self.box_of(path)
        if before not in ("", box):
            message = self.messages[before].pop(path)
            there = [*self.of(box).values(), message]
            self.messages[box] = {m.path: m for m in sorted(there, key=lambda m: m.left_at_ms)}
            self._box_of[path] = box
            self.unshown.update((before, box))

    def _ask(self, fact: BoxAsks) -> None:
        if listening := self.listening.get(fact.call_id):
            listening.step, listening.path, listening.silences = fact.step, fact.path, fact.silences
            if fact.step == MENU:
                listening.order = self._in_order(listening.box)

    def _in_order(self, box: str) -> tuple[str, ...]:
        by_age = sorted(self.of(box).values(), key=lambda message: (message.heard, message.left_at_ms))
        return tuple(message.path for message in by_age)

    def _find(self, path: str) -> Message | None:
        return self.of(self._box_of.get(path, "")).get(path)
