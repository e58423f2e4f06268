"""What all tests share. Does not belong here: what one room's tests share, which stands in that room's own file."""

from hypothesis import settings

settings.register_profile("demarche", deadline=None)  # how long an example takes on a busy machine is no rule
settings.load_profile("demarche")
