"""Appeals: the author of a hidden comment asks, once a hiding, that another moderator decides anew."""
