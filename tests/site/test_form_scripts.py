"""What the forms on the pages load: every blank comes back as it was compiled, and asks for all it takes."""

from __future__ import annotations

import base64
import json
import re
import zlib
from datetime import date, timedelta
from functools import cache

import pytest

from generator import addresses, word
from generator.building.papers import late_form
from generator.site import acts, form_scripts
from generator.site.form_scripts import WebForm
from generator.views import View, resolve
from generator.views import act as act_law
from generator.word.compiled.pieces import read_blank
from tests.conftest import REPOSITORY


@pytest.fixture(scope="module")
def forms(shipped_forms: list[WebForm]) -> list[WebForm]:
    return shipped_forms


def _unpacked(script: str) -> dict:
    packed = re.fullmatch(r'\(self\.jianguanBlanks=self\.jianguanBlanks\|\|\{\}\)\["[a-z0-9-]+"\]="(.+)";\n', script)
    assert packed is not None
    return json.loads(zlib.decompress(base64.b64decode(packed[1]), -15))


def test_every_blank_comes_back_as_it_was_compiled(forms: list[WebForm]) -> None:
    written = dict(form_scripts.files(forms, [], "2026-11-23"))
    pool = re.fullmatch(
        r"\(self\.jianguanParts=self\.jianguanParts\|\|\[\]\)\.push\((.+)\);\n", written[addresses.FORM_PARTS]
    )
    assert pool is not None
    shared = json.loads(pool[1])
    for form in forms:
        found = _unpacked(written[addresses.form(form.document, form.item)])
        found["blank"]["parts"] = [shared[part] if isinstance(part, str) else part for part in found["blank"]["parts"]]
        assert read_blank(json.dumps(found["blank"])) == read_blank(json.dumps(form.blank))
        assert found["asked"] == json.loads(json.dumps(form.asked))


def test_the_forms_of_the_shipped_catalog_stay_small(forms: list[WebForm]) -> None:
    assert sum(len(script.encode()) for _, script in form_scripts.files(forms, [], "")) < 1_500_000


def test_every_form_asks_once_for_every_field_its_blank_takes(forms: list[WebForm]) -> None:
    for form in forms:
        blank = form.blank
        asked = [tag for section in form.asked["sections"] for tag in section.get("fields", [])]
        checks = [check for section in form.asked["sections"] for check in section.get("checks", [])]
        answers = {f"check-{number}{kind}" for number, _ in enumerate(checks, 1) for kind in ("", "-remark")}
        assert len(asked) == len(set(asked)), form.key
        assert {spec["tag"] for spec in blank["fields"]} == (set(asked) - set(blank["printed"])) | answers, form.key


def test_a_checklist_asks_its_questions_in_the_order_it_prints_them(shipped_view: View) -> None:
    for item in shipped_view.items:
        kind = word.checklist_type(shipped_view)
        asked = [check for section in word.asked(kind, [item])["sections"] for check in section.get("checks", [])]
        xml = dict(json_parts(word.blank(shipped_view, kind, [item]).as_json()))["word/document.xml"]
        places = [xml.index(check["ask"].replace("&", "&amp;").replace("<", "&lt;")) for check in asked]
        assert places == sorted(places)


def test_a_preview_makes_one_form_alone(a_view) -> None:
    view = a_view("2026-11-23")
    item = view.items[0].id
    script = late_form(view, addresses.form("checklist", item))
    assert script is not None
    assert read_blank(json.dumps(_unpacked(script.decode())["blank"])) == word.blank(
        view, word.checklist_type(view), view.items[:1]
    )
    assert (late_form(view, addresses.FORM_PARTS) or b"").endswith(b".push({});\n")
    assert late_form(view, addresses.form("checklist", "nobody")) is None


def json_parts(blank: str):
    for part in json.loads(blank)["parts"]:
        yield part["name"], "".join(piece for piece in part.get("pieces", []) if isinstance(piece, str))


@pytest.mark.usefixtures("public_texts")
def test_what_a_page_says_of_the_law_of_an_act_is_what_the_comparison_of_texts_says(
    shipped_view: View, monkeypatch: pytest.MonkeyPatch
) -> None:
    from generator.opening import examine

    base = examine(REPOSITORY / "catalog", shipped_view.as_of).sound
    on_day = cache(lambda day: resolve(base, day))
    monkeypatch.setattr(act_law, "resolve", lambda _, day: on_day(day))
    offered = {(item["number"], check["id"]): check for item in acts.offered(shipped_view) for check in item["checks"]}
    known = [check for check in offered.values() if check["since"]]
    assert len(known) > len(offered) / 2
    days = sorted({check["since"] for check in known})[-4:]
    compared = 0
    for day in map(date.fromisoformat, days):
        for item in shipped_view.items:
            for view in item.unit_checks:
                check = offered[item.item.number, view.check.id]
                if not check["since"] or date.fromisoformat(check["since"]) > day:
                    continue
                law = act_law.law_of_act(base, day, shipped_view, item.id, view.check.id)
                assert (law.duty_then, law.penalty_then) == (check["duty"], check["penalty"])
                assert (law.duty_now, law.penalty_now) == (check["duty"], check["penalty"])
                assert law.changed == f"所引条文自{act_law.chinese_date(day)}以来没有变动"
                assert not law.needs_judgement
                compared += 1
    assert compared > 100


def test_before_a_version_took_effect_a_page_says_nothing(a_view) -> None:
    view = a_view("2026-11-23")
    check = next(check for check in view.items[0].unit_checks if check.check.id == "licence")
    since = acts.held_since(view, check)
    assert since == date(2026, 5, 1)
    early = a_view((since - timedelta(days=1)).isoformat())
    assert "licence" not in {check["id"] for item in acts.offered(early) for check in item["checks"] if check["since"]}
