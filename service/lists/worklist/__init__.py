"""A list of those whom somebody should look at first, with the reason, the next question and a page each."""
