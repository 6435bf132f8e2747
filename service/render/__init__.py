"""A note drawn: its page as text; the dossier, which is all of it and laid out in `layout`, as text, Markdown, html."""
