"""The safety net's queues, and the music of all queues."""

from ccd.domain.plan import Plan, Queue

MUSIC_DIR = "/usr/local/share/asterisk/sounds/music"
"""Where the container finds music classes other than `default`: one folder each."""

_STRATEGIES = {
    "longest_idle": "leastrecent",
    "fewest_calls": "fewestcalls",
    "least_occupied": "fewestcalls",
    "round_robin": "rrmemory",
    "linear": "linear",
    "random": "random",
    "ring_all": "ringall",
}
"""The nearest that `Queue()` has."""


def render_queues(plan: Plan) -> str:
    return "\n".join(_queue(queue) for queue in plan.queues)


def render_music(plan: Plan) -> str:
    classes = sorted({queue.music for queue in plan.queues} - {"default"})
    return "\n".join(f"[{name}]\nmode = files\ndirectory = {MUSIC_DIR}/{name}\n" for name in classes)


def _queue(queue: Queue) -> str:
    return (
        f"[{queue.name}](ccd-queue)\n"
        f"strategy = {_STRATEGIES[queue.strategy]}\n"
        f"musicclass = {queue.music}\n"
        f"timeout = {queue.ring_timeout_s}\n"
        f"wrapuptime = {queue.wrap_up_s}\n"
    )
