"""Who may call, how much, and what every answer carries so that nobody else can use it."""
