"""How a catalog goes live, and what the machines of those who review it are told."""
