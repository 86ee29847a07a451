"""Procedures, their versions with parts, the process, levels and disclosure."""

from congvu.procedures.models.disclosure import Disclosure, Posting
from congvu.procedures.models.form_field import FormField
from congvu.procedures.models.importing import ImportRun
from congvu.procedures.models.leaflet import Leaflet
from congvu.procedures.models.level import LevelDeclaration
from congvu.procedures.models.parts import Component, FeeRule, TimeLimit, VersionBasis
from congvu.procedures.models.procedure import Field, Procedure
from congvu.procedures.models.process import Process, Step
from congvu.procedures.models.version import ProcedureVersion

__all__ = [
    "Component",
    "Disclosure",
    "FeeRule",
    "Field",
    "FormField",
    "ImportRun",
    "Leaflet",
    "LevelDeclaration",
    "Posting",
    "Procedure",
    "ProcedureVersion",
    "Process",
    "Step",
    "TimeLimit",
    "VersionBasis",
]
