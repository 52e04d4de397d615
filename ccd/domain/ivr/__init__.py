"""What a caller hears before a person: flows, and how they are walked.

House rules: a flow is a graph of nodes and says nothing of Asterisk; one node kind per file in `nodes/`,
named in its table; `flow.py` refuses graphs that cannot be walked; `rules/walking.py` walks them.
"""
