"""Two published versions of a summary held against each other."""
