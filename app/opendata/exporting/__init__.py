"""Exports: all public facts of a bill as JSON, as a table and as a ZIP, and of the whole site as a folder."""
