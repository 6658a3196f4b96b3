"""The seed scenarios, and the player that turns them into acts of the platform."""
