"""`make demo`: the product on one machine, playing real calls with SIP phones and telling what happens."""
