"""One Hypothesis profile for the suite: the same examples in every run, and no test that depends on the clock."""

from hypothesis import settings

settings.register_profile("suite", deadline=None, derandomize=True, print_blob=False)
settings.load_profile("suite")
