"""FastAGI: one connection is one caller in our hands.

House rules: `wire` and `commands` are pure and are the only places that know how AGI is written; `line` asks
one thing at a time; `session` performs one call's orders and posts what came of them. Asterisk may go at any
moment: that ends a session, never the daemon.
"""
