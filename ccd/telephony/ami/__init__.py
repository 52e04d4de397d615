"""AMI: the view of the whole Asterisk.

House rules: `connection` alone knows panoramisk, `link` alone is connected; `channels`, `translate`,
`perform` and the assembling in `resync` are pure. Events keep their order: one synchronous way from the
socket to the inbox. Nothing is sent twice: what was not answered is decided anew after the snapshot.
"""
