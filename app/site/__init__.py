"""Pages that compose several features: home, a bill's front page, a comment's journey, help."""
