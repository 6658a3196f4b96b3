"""Files of a version: writers of DOCX, PDF, Markdown and Akoma Ntoso, and readers of the last two. Pure: no session, no request."""
