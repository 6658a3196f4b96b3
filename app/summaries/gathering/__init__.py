"""Gathering: the comments that a draft does not cover yet, listed so that a thousand of them can be worked through in an afternoon."""
