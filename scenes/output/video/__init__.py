"""Films rendered by many processes or computers, range by range."""
