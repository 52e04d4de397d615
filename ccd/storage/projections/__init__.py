"""Tables folded from facts, one per file.

House rules: a projection remembers the rows that facts may still change (live calls, each agent's open
interval), takes facts one by one and collects the rows that changed: no I/O, no clock, the same rows whatever
the batches were. Whoever loads, writes and discards it is `ccd/storage/folding.py`. A fact about something a
projection does not remember changes nothing.
"""
