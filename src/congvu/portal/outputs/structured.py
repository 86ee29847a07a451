"""What a procedure's page tells search engines (JSON-LD, schema.org GovernmentService)."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from congvu.portal.filing import Filing
from congvu.procedures.models import ProcedureVersion
from congvu.procedures.registry import PublicProcedure
from congvu.procedures.states import Audience

AUDIENCES = {
    Audience.PERSON: "Cá nhân",
    Audience.ORGANISATION: "Tổ chức, doanh nghiệp",
    Audience.OFFICIAL: "Cán bộ, công chức, viên chức",
}
# the page is HTML: no text of a user may close the element
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def government_service(
    version: ProcedureVersion, told: PublicProcedure, where: Filing, url: str
) -> SafeString:
    """The element as it stands in the page; what is not known is left out."""
    procedure = version.procedure
    facts: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "name": told.name,
        "identifier": procedure.code,
        "url": url,
        "serviceType": procedure.field.name,
        "description": told.sequence[:300],
        "provider": organisation(procedure.resolver.name),
        "serviceOperator": organisation(told.decides) if told.decides else None,
        "audience": [
            {"@type": "Audience", "audienceType": AUDIENCES[Audience(kind)]}
            for kind in version.audience_kinds
            if kind in AUDIENCES
        ],
        "availableChannel": channel(told, where, url),
        "serviceOutput": {"@type": "Thing", "name": told.result} if told.result else None,
    }
    text = json.dumps({k: v for k, v in facts.items() if v}, ensure_ascii=False)
    element = f'<script type="application/ld+json">{text.translate(ESCAPES)}</script>'
    return mark_safe(element)  # noqa: S308 - every < of the data is written as \u003C


def organisation(name: str) -> dict[str, str]:
    """An office."""
    return {"@type": "GovernmentOrganization", "name": name}


def channel(told: PublicProcedure, where: Filing, url: str) -> dict[str, Any]:
    """Where it is asked for."""
    address = where.address if where.forward else url
    return {"@type": "ServiceChannel", "serviceUrl": address, "name": where.label or told.ways}
