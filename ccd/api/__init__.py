"""HTTP: who asks, what he may, and how an answer looks.

House rules: a route reads its parameters, calls one service and shows what it gives; nothing is decided here.
Refusals become statuses in `errors.py` alone, and who may call what stands in `access.py` alone, by the name
of the route's function, which is its operation id too. Every no of ours is problem+json (RFC 9457); those of
the libraries below (413, 416) are plain text.
"""

PREFIX = "/api/v1"
