"""Where the rooms meet: the only place that knows them all.

`daemon` opens and closes them in stages, `setup` makes a place to run in, `check` says what is missing there.
House rules: nothing is decided here; a room gets what it needs as a value or a callable.
"""
