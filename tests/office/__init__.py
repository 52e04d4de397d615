"""A whole office on loopback: a real Asterisk in its container, the real daemon as a process, phones.

House rules: everything an office needs is in one folder and on ports that were free when it opened; it is
closed whole, and closing fails when Asterisk still holds a channel. The demo and the end-to-end tests open it
as an operator would: `ccd setup`, `ccd plan load`, `ccd user add`, `docker/asterisk/run`, `ccd run`.
"""
