"""The collections of the API, one module per topic."""

from congvu.api.resources.answers import router as answers
from congvu.api.resources.dossiers import DOSSIERS, POINTS
from congvu.api.resources.dossiers import router as dossiers
from congvu.api.resources.evidence import EVIDENCE
from congvu.api.resources.evidence import router as evidence
from congvu.api.resources.explanations import EXPLANATIONS
from congvu.api.resources.explanations import router as explanations
from congvu.api.resources.findings import FINDINGS
from congvu.api.resources.findings import router as findings
from congvu.api.resources.follow_up import RECOMMENDATIONS, REMEDIES
from congvu.api.resources.follow_up import router as follow_up
from congvu.api.resources.inspections import INSPECTIONS
from congvu.api.resources.inspections import router as inspections
from congvu.api.resources.libraries import LIBRARIES
from congvu.api.resources.libraries import router as libraries
from congvu.api.resources.looking import router as looking
from congvu.api.resources.measures import router as measures
from congvu.api.resources.paper_files import router as paper_files
from congvu.api.resources.papers import DOCUMENTS
from congvu.api.resources.papers import router as papers
from congvu.api.resources.petitions import PETITIONS
from congvu.api.resources.petitions import router as petitions
from congvu.api.resources.plans import PLANS
from congvu.api.resources.plans import router as plans
from congvu.api.resources.procedures import PROCEDURES, VERSIONS
from congvu.api.resources.procedures import router as procedures
from congvu.api.resources.ratings import RATINGS
from congvu.api.resources.ratings import router as ratings
from congvu.api.resources.rechecks import RECHECKS
from congvu.api.resources.rechecks import router as rechecks
from congvu.api.resources.remarks import REMARKS
from congvu.api.resources.remarks import router as remarks
from congvu.api.resources.reports import router as reports
from congvu.api.resources.samples import SAMPLES
from congvu.api.resources.samples import router as samples
from congvu.api.resources.teams import router as teams
from congvu.api.resources.units import UNITS
from congvu.api.resources.units import router as units
from congvu.api.resources.visits import VISITS
from congvu.api.resources.visits import router as visits
from congvu.api.resources.webhooks import add_webhooks
from congvu.api.resources.workdays import router as workdays

# what a webhook can be told of
COLLECTIONS = [
    UNITS,
    LIBRARIES,
    PLANS,
    INSPECTIONS,
    VISITS,
    SAMPLES,
    FINDINGS,
    EXPLANATIONS,
    REMARKS,
    RECOMMENDATIONS,
    REMEDIES,
    RECHECKS,
    DOCUMENTS,
    EVIDENCE,
    PROCEDURES,
    VERSIONS,
    POINTS,
    DOSSIERS,
    RATINGS,
    PETITIONS,
]

ROUTERS = [
    units,
    libraries,
    plans,
    inspections,
    visits,
    teams,
    answers,
    samples,
    findings,
    explanations,
    remarks,
    follow_up,
    rechecks,
    papers,
    paper_files,
    evidence,
    workdays,
    looking,
    procedures,
    dossiers,
    ratings,
    reports,
    petitions,
    measures,
    add_webhooks(frozenset(one.name for one in COLLECTIONS)),
]
