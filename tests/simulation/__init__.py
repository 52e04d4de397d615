"""Whole shifts against the twin, in virtual time.

House rules: a shift is its seed; nothing waits for a clock; what must always be true is in `invariants.py`
and is looked at after every event. A story that went wrong once is told again in `test_stories.py`.
"""
