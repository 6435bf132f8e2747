"""Scripts for whoever works on this project; nothing of it is shipped."""
