"""The layers a catalog is made of (packs, the catalogs of the levels above, its own folder), and all of them as one.

A later layer's whole record takes the place of an earlier one's where it says so; adjustments change the items of the
layers above; gists are added to laws. Whatever is merged keeps the file and line it stands in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from generator.catalog.adjusting import Change, ChangeKind
from generator.catalog.item import Item
from generator.catalog.model import AddedGist, CatalogInfo, Law, Level, Pack, Source
from generator.catalog.overlaying import Overlaid
from generator.catalog.packs import replaced, replaces_nothing
from generator.catalog.places import Places
from generator.catalog.problem import Problem, did_you_mean
from generator.catalog.reader import LISTS, RECORD_FOLDERS, TABLES, Reader


class Layer:
    """All records of one folder that the catalog gets: a pack's, an upper catalog's, or its own (`folder` empty)."""

    def __init__(
        self, reader: Reader, info: Any, folder: str = "", kind: str = "", without: frozenset[str] = frozenset()
    ) -> None:
        self.reader, self.info, self.folder = reader, info, folder
        self.owner = f"{kind}“{folder}”"
        self.by_id = {name: reader.folder(name, model) for name, model in RECORD_FOLDERS.items()}
        self.by_id |= {table: reader.by_id(table, model) for table, model in TABLES.items()}
        self.lists = {listed: reader.listing(listed, model) for listed, model in LISTS.items()}
        for name in without:
            (self.by_id if name in self.by_id else self.lists)[name] = ()
        self.adjustments = self.by_id.pop("adjustments")

    @property
    def agency(self) -> str:
        """Whose catalog this is."""
        name: str = self.info.agency.name
        return name

    @property
    def pack(self) -> Pack:
        """The pack this layer is."""
        digest = self.reader.digest.hexdigest()
        return Pack(name=self.folder, title=self.info.title, version=self.info.version, digest=digest)

    @property
    def level(self) -> Level:
        """The upper catalog this layer is."""
        digest = self.reader.digest.hexdigest()
        return Level(folder=self.folder, title=self.info.title, agency=self.agency, digest=digest)


class Merged:
    """The records of all layers: a later one's whole record takes the place of an earlier one's where it says so, and
    its adjustments change the earlier ones' items."""

    def __init__(self, layers: Sequence[Layer]) -> None:
        self.layers, self.own = layers, layers[-1]
        own = self.own.reader.places.sources
        self.places = Places({name: place for name, place in own.items() if name == "catalog"})
        self.origins: dict[str, str] = {}
        self.changes: list[Change] = []
        self.problems: list[Problem] = []
        self.unread = self.own.reader.unread
        for layer in layers[:-1]:
            self.unread.records |= layer.reader.unread.records
        self.records: dict[str, tuple[Any, ...]] = {name: self._by_id(name) for name in self.own.by_id}
        self.records["adjustments"] = self.own.adjustments
        self.records |= {name: self._listed(name) for name in LISTS}
        self.records["laws"] = self._with_gists(self.records["laws"], self.records["gists"])
        self.templates = self.own.reader.templates({document.id for document in self.records["documents"]})
        self.problems += [problem for layer in layers for problem in layer.reader.problems]

    def info(self) -> CatalogInfo:
        """What catalog.yaml says, with the sources and abbreviations of the other layers and where their texts are."""
        own: CatalogInfo = self.own.info
        others = [layer.info for layer in self.layers[:-1]]
        sources = dict(own.sources)
        for name, source in self._sources():
            sources.setdefault(name, source)
        abbreviations = {short: full for about in others for short, full in about.abbreviations.items()}
        words = tuple(dict.fromkeys(word for about in (*others, own) for word in about.words))
        texts = [*own.texts]
        for layer in reversed(self.layers[:-1]):
            for text in layer.info.texts if isinstance(layer.info, CatalogInfo) else ():
                more = {"folder": f"{layer.folder}/{text.folder}", "title": f"{layer.agency}的目录：{text.title}"}
                texts.append(text.model_copy(update=more))
        found = {"sources": sources, "abbreviations": abbreviations | own.abbreviations, "words": words}
        return own.model_copy(update={**found, "texts": tuple(texts)})

    def _sources(self) -> Iterator[tuple[str, Source]]:
        """The sources of all layers; one of the same name that is written otherwise is a problem."""
        first: dict[str, tuple[Source, str]] = {}
        for layer in self.layers:
            for name, source in layer.info.sources.items():
                known, owner = first.setdefault(name, (source, layer.owner))
                if known != source:
                    what, hint = f"{owner}里的出处“{name}”写法不同", "请改成一样，或者换一个名称"
                    places = layer.reader.places
                    self.problems.append(
                        places.problem("catalog", ("sources", name), what, "同名的出处指的是一处", hint)
                    )
                yield name, source

    def digest(self) -> str:
        """The digest of all that was read."""
        whole = self.own.reader.digest.copy()
        for layer in self.layers[:-1]:
            whole.update(layer.reader.digest.digest())
        return whole.hexdigest()

    def _by_id(self, kind: str) -> tuple[Any, ...]:
        found: dict[str, Any] = {}
        for layer in self.layers:
            for record in layer.by_id[kind]:
                self._add(layer, f"{kind}/{record.id}", self._as_shown(layer, kind, record), found)
            if kind == "items":
                self._adjust(layer, found)
        return tuple(found[name] for name in (sorted(found, key=_as_file) if kind in RECORD_FOLDERS else found))

    def _as_shown(self, layer: Layer, kind: str, record: Any) -> Any:
        """A record as this catalog has it: another agency's department is named with its agency."""
        if kind == "departments" and layer is not self.own and isinstance(layer.info, CatalogInfo):
            aliases = (record.name, *record.aliases)
            return record.model_copy(update={"name": f"{layer.agency}{record.name}", "aliases": aliases})
        return record

    def _add(self, layer: Layer, name: str, record: Any, found: dict[str, Any]) -> None:
        own, before = layer.reader.places, found.get(record.id)
        if before is not None:
            self.problems += replaced(name, record, own, self.places, self._owner(name))
            self.places.inner.pop(name, None)
            if isinstance(record, Item) and record.replaces:
                self.changes = [change for change in self.changes if change.item != record.id]
                self.changes.append(
                    Change(
                        kind=ChangeKind.REPLACED,
                        item=record.id,
                        part="",
                        agency=layer.agency,
                        reason=record.replaces.reason,
                        source=record.replaces.source,
                        before=before,
                        after=record,
                    )
                )
        elif layer is self.own:
            self.problems += replaces_nothing(name, record, own)
        found[record.id] = record
        self.places.sources[name] = own.sources[name]
        if layer is self.own:
            self.origins.pop(name, None)
        else:
            self.origins[name] = layer.folder

    def _owner(self, name: str) -> str:
        return next((layer.owner for layer in self.layers if layer.folder == self.origins.get(name)), "")

    def _adjust(self, layer: Layer, found: dict[str, Any]) -> None:
        """Apply a layer's adjustments to the items of the layers above it."""
        for adjustment in layer.adjustments:
            record, name = f"items/{adjustment.id}", f"adjustments/{adjustment.id}"
            self.places.sources[name] = layer.reader.places.sources[name]
            if adjustment.id not in found or self.origins.get(record, "") == layer.folder:
                if not self.unread.has("items", adjustment.id):
                    above = [item for item in found if self.origins.get(f"items/{item}", "") != layer.folder]
                    hint = (
                        did_you_mean(adjustment.id, above)
                        or "文件名应是上级目录的事项编号；本局自己的事项，直接改它的文件"
                    )
                    what = "上级目录没有这一事项，没有可调整的"
                    self.problems.append(self.places.problem(name, (), what, "", hint))
                continue
            done = Overlaid(found[adjustment.id], adjustment, layer.agency, self.places)
            self.problems += done.problems
            self.changes += done.changes
            if done.item is None:
                del found[adjustment.id]
            else:
                found[adjustment.id] = done.item

    def _with_gists(self, laws: tuple[Law, ...], added: tuple[AddedGist, ...]) -> tuple[Law, ...]:
        """The laws with the gists that gists.yaml adds to them."""
        by_id = {law.id: law for law in laws}
        for number, gist in enumerate(added):
            law = by_id.get(gist.law)
            if law is not None and f"laws/{law.id}" not in self.origins:
                what, hint = f"《{law.short}》是本目录自己的，要旨写在它的文件里", f"请移到 laws/{law.id}.yaml 的 gists"
                self.problems.append(self.places.problem(f"gists/{number}", ("law",), what, "", hint))
            elif law is not None:
                self.places.put(f"laws/{law.id}", ("gists", len(law.gists)), self.places.at(f"gists/{number}"))
                by_id[law.id] = law.model_copy(update={"gists": (*law.gists, gist)})
            elif not self.unread.has("laws", gist.law):
                what, hint = f"没有这部法规：“{gist.law}”", did_you_mean(gist.law, by_id)
                self.problems.append(self.places.problem(f"gists/{number}", ("law",), what, "", hint))
        return tuple(by_id.values())

    def _listed(self, kind: str) -> tuple[Any, ...]:
        found: list[Any] = []
        for layer in self.layers:
            for number, record in enumerate(layer.lists[kind]):
                name = f"{kind}/{len(found)}"
                self.places.sources[name] = layer.reader.places.sources[f"{kind}/{number}"]
                if layer is not self.own:
                    self.origins[name] = layer.folder
                found.append(record)
        return tuple(found)


def _as_file(name: str) -> str:
    return f"{name}.yaml"
