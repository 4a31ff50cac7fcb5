"""Rules a loaded catalog must keep: plain functions in one tuple, each yielding problems.

What a record's own type can tell is in the model; here is what needs several records, a law's
versions, or the day. None of them changes anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.catalog.load import Loaded
from generator.catalog.names import LawNames
from generator.catalog.problem import Problem
from generator.catalog.validation import documents, items, laws, layouts, notices, sources, spoken
from generator.catalog.validation.scene import Rule, Scene

RULES: tuple[Rule, ...] = (
    sources.ids_are_file_names_everywhere,
    sources.sources_exist,
    items.numbers_are_unique,
    items.check_ids_are_unique,
    items.references_resolve,
    laws.law_names_are_unique,
    items.cited_laws_exist,
    items.articles_are_named,
    items.cited_articles_have_gists,
    items.laws_are_in_force,
    items.periods_are_in_order,
    items.bases_do_not_overlap,
    laws.versions_are_in_order,
    laws.successions_come_to_an_end,
    laws.successors_are_known,
    laws.gists_are_well_formed,
    items.reviews_still_hold,
    documents.fields_are_distinct,
    layouts.type_names_are_unique,
    layouts.tags_are_free,
    documents.blocks_name_fields,
    layouts.braces_name_fields,
    layouts.headings_hold_no_fields,
    layouts.fields_stand_where_they_fit,
    layouts.one_table_of_checks,
    layouts.items_are_at_hand,
    documents.wordings_are_used,
    documents.wordings_declare_their_law,
    documents.claims_are_known,
    documents.punishing_forms_show_the_law_of_the_act,
    notices.texts_hold_no_markup,
    spoken.sayings_are_unique,
)
"""Every rule, in the order in which a keeper would mend them."""


def scene_of(loaded: Loaded, day: date, names: LawNames | None = None) -> Scene:
    """What the rules look at: the records that were read, on a day. `names`: theirs, where somebody has them already."""
    return Scene(loaded.found, names or LawNames(loaded.found), loaded.places, loaded.unread, day)


def broken_rules(scene: Scene) -> Iterator[Problem]:
    """What the rules find."""
    return (problem for rule in RULES for problem in rule(scene))


def validate(loaded: Loaded, day: date) -> list[Problem]:
    """All problems of a loaded catalog, sorted by place: those found on loading, and the rules' findings on `day`."""
    return sorted([*loaded.problems, *broken_rules(scene_of(loaded, day))])


__all__ = ["RULES", "Scene", "broken_rules", "scene_of", "validate"]
