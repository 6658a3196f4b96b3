"""Taking one's data along, and erasing one's account; each room gives and erases what it keeps of a person."""
