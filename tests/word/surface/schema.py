"""The schemas of Word's format, as the validator among the test tools has them, walked to the leaf.

Each way from a root to an element is found once for every pair of parent and child, by the shortest
way to the parent.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

PREFIXES = ("w", "w14", "w15", "w16du", "m", "wp", "wp14", "a", "pic", "v", "o", "w10", "wps", "r")
"""The namespaces that are walked; what lies in others is reached from these."""


@dataclass(frozen=True)
class Way:
    """A way to an element: the names of all that it stands in, the outermost first, and its own.

    `attributes` are what its type allows, each with the kind of its value.
    """

    names: tuple[str, ...]
    attributes: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        """The name of the element."""
        return self.names[-1]


def _read(file: str) -> Any:
    folder = resources.files("openxml_audit") / "data" / "openxml"
    return json.loads((folder / file).read_text(encoding="utf-8"))


@cache
def namespaces() -> Mapping[str, str]:
    """Return the addresses of the namespaces by prefix."""
    return {one["Prefix"]: one["Uri"] for one in _read("namespaces.json")}


@cache
def _types() -> Mapping[str, Any]:
    folder = resources.files("openxml_audit") / "data" / "openxml" / "schemas"
    wanted = {namespaces()[prefix] for prefix in PREFIXES if prefix in namespaces()}
    found: dict[str, Any] = {}
    for file in folder.iterdir():
        if not file.name.endswith(".json"):
            continue
        text = file.read_text(encoding="utf-8")
        schema = json.loads(text)
        if schema.get("TargetNamespace") in wanted:
            found |= {one["Name"]: one for one in schema.get("Types", ())}
    return found


def _attributes(name: str) -> Iterator[tuple[str, str]]:
    of_type, _, _ = name.partition("/")
    for one in (name, f"{of_type}/"):
        for attribute in _types().get(one, {}).get("Attributes", ()):
            yield attribute["QName"].lstrip(":"), attribute["Type"]


def _children(name: str) -> Iterator[str]:
    of_type, _, _ = name.partition("/")
    for one in (name, f"{of_type}/"):
        yield from _in_particle(_types().get(one, {}).get("Particle"))
        yield from (child["Name"] for child in _types().get(one, {}).get("Children", ()))


def _in_particle(particle: Any) -> Iterator[str]:
    if particle:
        if "Name" in particle:
            yield particle["Name"]
        for item in particle.get("Items", ()):
            yield from _in_particle(item)


def ways(root: str, passed: frozenset[str], prefixes: tuple[str, ...] = PREFIXES) -> Iterator[Way]:
    """Yield a way to each child of each type below a root; nothing is entered that is passed."""
    start: tuple[str, ...] = (root.partition("/")[2],)
    waiting = deque([(root, start)])
    seen = {root}
    while waiting:
        parent, names = waiting.popleft()
        for child in dict.fromkeys(_children(parent)):
            name = child.partition("/")[2]
            if not name or name.partition(":")[0] not in prefixes:
                continue
            yield Way((*names, name), tuple(dict.fromkeys(_attributes(child))))
            if child not in seen and name not in passed:
                seen.add(child)
                waiting.append((child, (*names, name)))
