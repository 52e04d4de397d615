"""What a caller in line was told, and when he is to be told more."""

from dataclasses import dataclass

from ccd.domain.facts import CallerComforted, CallQueued, PlaceAnnounced
from ccd.domain.plan_announcing import Announcing

Heard = CallQueued | PlaceAnnounced | CallerComforted


@dataclass(slots=True)
class Told:
    """How often, and when last (ms since the epoch); before the first time, when he joined the line."""

    places: int = 0
    place_at_ms: int = 0
    comfort_at_ms: int = 0
    comforts: int = 0

    def take(self, fact: Heard, at_ms: int) -> None:
        match fact:
            case CallQueued():
                self.places = self.comforts = 0
                self.place_at_ms = self.comfort_at_ms = at_ms
            case PlaceAnnounced():
                self.place_at_ms = at_ms
                self.places += 1
            case CallerComforted():
                self.comfort_at_ms = at_ms
                self.comforts += 1

    def place_due_at_ms(self, queue: Announcing) -> int | None:
        return queue.announce.due_at_ms(self.place_at_ms, self.places) if queue.announce else None

    def comfort_due_at_ms(self, queue: Announcing) -> int | None:
        return queue.comfort.due_at_ms(self.comfort_at_ms, self.comforts) if queue.comfort else None

    def due_at_ms(self, queue: Announcing) -> list[int]:
        due = (self.place_due_at_ms(queue), self.comfort_due_at_ms(queue))
        return [at_ms for at_ms in due if at_ms is not None]
