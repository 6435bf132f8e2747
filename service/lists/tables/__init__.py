"""Lists as people have them: which kind of file, which separators and letters, found out before anything is decided."""
