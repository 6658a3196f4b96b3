"""Finding: one index over the texts of bills and visible comments, kept in the writing transaction."""
