"""What authors of cited comments say against the way in which a summary reads them."""
