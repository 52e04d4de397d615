"""The centre's rules, pure.

House rules: no asyncio, no clock, no log, no I/O; the standard library, and pydantic for the plan. Time, ids
and randomness come in as arguments. Events are past tense and reached us, facts are past tense and are now
true, orders are imperative and are to be done. Only `Floor.apply(fact)` changes state.

Times are integers: milliseconds since the Unix epoch (`*_ms` for a moment is named `*_at_ms`, for a length
`wait_ms`, `talk_ms`, …); lengths that people set are seconds (`*_s`).
"""
