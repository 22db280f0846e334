"""The sample world: small replicas of real sites over HTTP on loopback, and their truth."""

from dozor.world.days import DAY_ZERO, moment
from dozor.world.errors import WorldError
from dozor.world.loopback import Hit
from dozor.world.recorded import RecordedPages
from dozor.world.sample import SampleWorld

__all__ = ["DAY_ZERO", "Hit", "RecordedPages", "SampleWorld", "WorldError", "moment"]
