"""Bills: versions, articles, notice periods, key questions, milestones."""
