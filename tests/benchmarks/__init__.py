"""What it costs and how quick it is: `ccd` beside Asterisk's own `Queue()`, on one Asterisk, in one run.

House rules: both sides get the same calls, the same agents and the same Asterisk, in alternating blocks; a
call that is lost spoils the run; CPU is counted of what serves the calls (Asterisk, the daemon), never of
what makes them; the figures go to RESULTS.md as they are, with the machine they were taken on.
"""
