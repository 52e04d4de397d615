"""What the phones do in the demo. The daemon tells its own side (`story.py`)."""

from tests.demo.story import Story
from tests.office.office import Office
from tests.phones import Phone

DID = "842838220000"
CALLER = "0901234567"
CALLER_HZ = 503
AGENT_HZ = 701
SUPERVISOR_HZ = 907


async def answered_call(story: Story, office: Office, trunk: Phone, agent: Phone) -> None:
    """The caller presses 1, waits until An signs in, talks to her, and she hangs up."""
    call = await trunk.call(DID, from_number=CALLER, from_name="Lan")
    call.send_tone(CALLER_HZ)
    await call.answered()
    await call.hears_sound(for_s=0.5)
    story.tell("caller's phone", "hears the greeting; the caller presses 1")
    await call.press("1")
    await story.has_told("CallQueued")
    await call.hears_sound(for_s=1.0)
    story.tell("caller's phone", "hears music; nobody is signed in yet")
    await office.sign_in("an")
    ringing = await agent.rings()
    await story.has_told("AgentOffered")
    story.tell("An's phone", f"rings, showing {ringing.caller_name} {ringing.caller_number}")
    await ringing.answer()
    ringing.send_tone(AGENT_HZ)
    await call.hears_only({AGENT_HZ}, for_s=1.0)
    await ringing.hears_only({CALLER_HZ}, for_s=1.0)
    story.tell("both phones", f"hear each other: the caller {AGENT_HZ} Hz, the agent {CALLER_HZ} Hz")
    await ringing.hang_up()
    await call.ended()
    await story.has_told("CallEnded")
    await story.has_told("RecordingStored")


async def lost_in_menu(story: Story, trunk: Phone) -> None:
    """A wrong key, then nothing, until the retry limit."""
    call = await trunk.call(DID, from_number=CALLER, from_name="Lan")
    await call.answered()
    await call.hears_sound()
    story.tell("caller's phone", "hears the greeting; the caller presses 7, then nothing more")
    await call.press("7")
    await call.ended(timeout_s=90)
    await story.has_told("CallEnded")
    story.tell("caller's phone", "was told good-bye")


async def supervised_call(
    story: Story, office: Office, trunk: Phone, agent: Phone, supervisor: Phone
) -> None:
    """The caller talks to An; her supervisor at the reception listens, whispers, and comes in."""
    call = await trunk.call(DID, from_number=CALLER, from_name="Lan")
    call.send_tone(CALLER_HZ)
    await call.answered()
    await call.hears_sound()
    await call.press("1")
    ringing = await agent.rings(timeout_s=30)
    await ringing.answer()
    ringing.send_tone(AGENT_HZ)
    await call.hears_only({AGENT_HZ})
    listening = await supervisor.call(f"555{agent.username}")
    listening.send_tone(SUPERVISOR_HZ)
    await listening.answered()
    await story.has_told("SupervisionStarted")
    await listening.hears_only({CALLER_HZ, AGENT_HZ}, for_s=0.5)
    story.tell("supervisor", f"dials 555{agent.username} and hears both: {CALLER_HZ} and {AGENT_HZ} Hz")
    await call.hears_only({AGENT_HZ}, for_s=0.5)
    await listening.press("5")
    await ringing.hears_only({CALLER_HZ, SUPERVISOR_HZ}, for_s=0.5)
    await call.hears_only({AGENT_HZ}, for_s=0.5)
    story.tell("both phones", f"An hears the whisper ({SUPERVISOR_HZ} Hz), the caller does not")
    await listening.press("6")
    await call.hears_only({AGENT_HZ, SUPERVISOR_HZ}, for_s=0.5)
    await ringing.hears_only({CALLER_HZ, SUPERVISOR_HZ}, for_s=0.5)
    story.tell("both phones", "hear the supervisor, who has come in")
    await ringing.hang_up()
    await call.ended()
    await listening.ended()
    await story.has_told("RecordingStored")
