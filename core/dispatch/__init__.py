"""Who could be sent, who first, and what to do when nobody can (lifecycle §8). Reads only; nothing here writes."""

from core.dispatch.candidates import candidates
from core.dispatch.ranking import Candidate, ranked
from core.dispatch.repairs import OtherTechnician, OtherTime, Repairs, repairs

__all__ = ["Candidate", "OtherTechnician", "OtherTime", "Repairs", "candidates", "ranked", "repairs"]
