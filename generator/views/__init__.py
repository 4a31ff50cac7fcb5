"""Catalog + date → what every output shows.

References are resolved and derived values computed here, once, before any output is written: which
version of a law holds, which bases and checks apply, what is unverified. Outputs only lay out what
they are given; they look nothing up.
"""

from generator.views.resolver import resolve
from generator.views.shapes import (
    NO_CHECKS,
    NO_PENALTY,
    NOT_REVIEWED,
    TO_BE_CLARIFIED,
    ArticleView,
    BasisView,
    CheckView,
    CitationView,
    CitedBy,
    Completeness,
    GateView,
    ItemView,
    Labelled,
    LawView,
    PenaltyView,
    State,
    StoredText,
    Unverified,
    VersionView,
    View,
    WordingView,
    bracketed,
    chinese_date,
    period_label,
    state_on,
)

__all__ = [
    "NOT_REVIEWED",
    "NO_CHECKS",
    "NO_PENALTY",
    "TO_BE_CLARIFIED",
    "ArticleView",
    "BasisView",
    "CheckView",
    "CitationView",
    "CitedBy",
    "Completeness",
    "GateView",
    "ItemView",
    "Labelled",
    "LawView",
    "PenaltyView",
    "State",
    "StoredText",
    "Unverified",
    "VersionView",
    "View",
    "WordingView",
    "bracketed",
    "chinese_date",
    "period_label",
    "resolve",
    "state_on",
]
