"""HTML: the templates of every page, their one stylesheet and their one content security policy."""
