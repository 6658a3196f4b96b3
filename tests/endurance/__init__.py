"""Kill, race, closing, fuzz and million-row tests at full size: `make endurance`. The suite runs their small twins."""
