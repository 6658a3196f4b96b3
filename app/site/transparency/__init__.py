"""The transparency pages: how the platform, or one bill, is moderated, in figures that anybody can count again from the log."""
