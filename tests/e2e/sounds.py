"""Every sound of the office is a tone of its own, in Hz."""

GREETING = 1103
INVALID = 1297
SILENCE = 1409
GOODBYE = 1511
MUSIC = 1907
SORRY = 2203

OFFER = 2105
CHOICES = 1657
ASK = 1709
PROMISE = 1811
TELLS = 1861
UNREACHED = 2003

GREETING_VI = 1201
SORRY_VI = 953

SOUNDS = {
    "greeting": GREETING,
    "invalid": INVALID,
    "silence": SILENCE,
    "goodbye": GOODBYE,
    "sorry": SORRY,
    "music/tone/music": MUSIC,
    "offer": OFFER,
    "choices": CHOICES,
    "ask": ASK,
    "promise": PROMISE,
    "tells": TELLS,
    "unreached": UNREACHED,
    "vi/greeting": GREETING_VI,
    "vi/sorry": SORRY_VI,
}

CALLER = 503
AGENT = 701
OTHER = 853

BEEP = 700
"""Of Asterisk's own `beep`, 0.44 s before it records. No word of a prompt holds it for `BEEP_S`."""
BEEP_S = 0.2
