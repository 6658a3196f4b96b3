"""People, sessions, agencies, subgroups, memberships and what each may do."""
