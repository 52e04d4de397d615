"""The asyncio heart: one inbox, one task, one writer.

House rules: it owns the only clock; it knows no Asterisk and no SQL. What is decided is written to the sinks
before anything is done about it. `post` never blocks and never fails.
"""
