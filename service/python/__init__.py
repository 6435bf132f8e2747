"""The way in for Python programs and notebooks: what `import immunote` offers."""
