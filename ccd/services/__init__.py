"""What a person may do: one file per noun.

House rules: a service opens the transaction, asks the engine, and says no with a value (`refusals.py`), never
with an exception and never with an HTTP status. Services are functions over the database and the engine; only
what keeps something between two requests is a class. The floor is read freely and changed by `ask` alone.
Time comes in as `now_ms`.
"""
