"""ccd: the call-center daemon."""

__version__ = "0.1.0"
