"""``python -m symbolic_alliance``: the command line."""

from symbolic_alliance.interface.cli import main

if __name__ == "__main__":
    main()
