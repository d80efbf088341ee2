"""What a person holds: the command line, the prompt and notebook, the pytest plugin, and a derivation to start from.

In:  a request in a person's words.
Out: a report, a file or a test, and an exit status.  Open `cli.py` first.
"""
