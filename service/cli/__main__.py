"""`python -m immunote.service.cli`, the same as `immunote`."""

from immunote.service.cli import main

main()
