"""The public log of acts of power: append-only and hash-chained."""
