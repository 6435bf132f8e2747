"""`python -m immunote`, the same as `immunote`."""

from immunote.service.cli import main

main()
