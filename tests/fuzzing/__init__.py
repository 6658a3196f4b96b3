"""Odd words for every form of the site; a small part in each suite, all of it in `make endurance`."""
