"""Publishing a summary by two: one moderator declares the draft ready, another signs that very draft."""
