"""`python -m service.cli`, the same as `immunote`."""

from service.cli import main

main()
