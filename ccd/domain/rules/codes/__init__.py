"""Feature codes: `talking` asks what has to be known, `acts` has what each code does, `speaking` its words.

A new code is a field in `domain/plan_codes.py` and a line in the table of `acts`; its words are samples in
`asterisk-config/sounds/en/ccd/codes/`.
"""
