"""What a session is ordered to do, and what it reports of it."""

from ccd.domain.events import (
    ConnectFinished,
    DialFinished,
    DigitsEntered,
    MessageTaken,
    PinEntered,
    PromptFinished,
    SpyEnded,
)
from ccd.domain.orders import (
    Announce,
    AnswerCall,
    AskPin,
    CollectDigits,
    Connect,
    Echo,
    HoldCaller,
    PickUp,
    PlayPrompts,
    RecordMessage,
    ReleaseCall,
    RingAgent,
    Speak,
    Spy,
)

Report = (
    ConnectFinished | DialFinished | DigitsEntered | MessageTaken | PinEntered | PromptFinished | SpyEnded
)
"""What an order comes to."""

CodeOrder = AskPin | Echo | PickUp | Spy

CallOrder = (
    Announce
    | AnswerCall
    | Speak
    | PlayPrompts
    | CollectDigits
    | HoldCaller
    | RingAgent
    | Connect
    | RecordMessage
    | CodeOrder
    | ReleaseCall
)
