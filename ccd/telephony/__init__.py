"""Asterisk: the call's own line (`agi/`), the view of the whole (`ami/`), and its files (`config/`).

House rules: this room says what happened and does what it is told; it decides nothing. Text from outside is
data: one encoder per protocol quotes or refuses it. What Asterisk made us do is written beside the line.
"""
