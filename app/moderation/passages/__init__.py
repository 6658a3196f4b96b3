"""Blacking out a passage of a comment while the rest stays, and undoing it: on the record, with a ground and a reason."""
