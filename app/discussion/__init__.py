"""The public discussion: comments, threads, endorsements."""
