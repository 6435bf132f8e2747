"""`python -m immunote`, the same as `immunote`."""

from service.cli import main

main()
