"""A note as text, Markdown and html. What is shown where is decided once, in `layout`."""
