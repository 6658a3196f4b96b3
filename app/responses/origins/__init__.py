"""Why an article reads as it does: the answers that point at a change, what they answered, and the comments behind that."""
