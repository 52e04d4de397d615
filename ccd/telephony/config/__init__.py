"""The generated half of Asterisk's configuration.

House rules: `render` is pure (plan in, text out), and it and the subjects beside it are the only place that
knows how Asterisk's files are written; what people typed stands in no place where Asterisk would read it as
syntax. `install` writes atomically and reloads what changed. `asterisk-config/README.md` describes the
hand-written half.
"""
