"""Every sound of the office is a tone of its own, in Hz."""

GREETING = 1103
INVALID = 1297
SILENCE = 1409
GOODBYE = 1511
MUSIC = 1907
SORRY = 2203

SOUNDS = {
    "greeting": GREETING,
    "invalid": INVALID,
    "silence": SILENCE,
    "goodbye": GOODBYE,
    "sorry": SORRY,
    "music/tone/music": MUSIC,
}

CALLER = 503
AGENT = 701
OTHER = 853
