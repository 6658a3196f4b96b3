"""Offices: conflicts of interest, suspensions and invitations, beside the roles that they bear on."""
