"""What Pydantic says of a file, as problems at their places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from avtal.language.hints import nearest
from avtal.model.base import Model, child_models
from avtal.model.description import FieldDescription, described, renamed
from avtal.problems import PathKey, Problem
from avtal.reading.messages import is_echo, sentence
from avtal.reading.places import problem_at
from avtal.reading.tree import Tree

_SHORT = 30


def validation_problems(tree: Tree, model: type[Model], errors: list[Any]) -> Iterator[Problem]:
    """Yield what `ValidationError.errors()` says of a file, each in Swedish at its field.

    What only follows from another mistake is not told.
    """
    meant = _meant_fields(tree, model, errors)
    for entry in errors:
        context = entry.get("ctx", {})
        for mistake in (context, *context.get("more", ())):
            loc: PathKey = (*entry["loc"], *mistake.get("path", ()))
            path = tree.real_path(loc)
            misspelt = entry["type"] == "missing" and path in meant
            if misspelt or tree.is_refused(loc) or is_echo(entry):
                continue
            fields = _fields(tree, model, path)
            names = _renamed(model, path)
            message, help = sentence({**entry, "loc": path, "ctx": mistake}, fields, names)
            yield problem_at(
                tree,
                loc,
                "innehåll",
                message,
                help,
                line=mistake.get("line"),
                sought=mistake.get("sought", ""),
                on_name=entry["type"] == "extra_forbidden",
            )


def _meant_fields(tree: Tree, model: type[Model], errors: list[Any]) -> set[PathKey]:
    """Return the paths of fields that stand there under a misspelt name."""
    meant = set()
    for entry in errors:
        if entry["type"] == "extra_forbidden":
            *parent, name = tree.real_path(entry["loc"])
            # In brackets `från:2025-01-01` is one name; what was meant stands before the colon.
            written = str(name).partition(":")[0]
            now = renamed(_around(model, (*parent, name))).get(written)
            near = now[0].alias if now else nearest(written, _fields(tree, model, (*parent, name)))
            if near is not None:
                meant.add((*parent, near))
    return meant


def _fields(tree: Tree, model: type[Model], path: PathKey) -> dict[str, str]:
    """Return names and descriptions of the fields that could still be added beside the last step.

    Fields that must be there come first, those that every model has last.
    """
    current = _around(model, path)
    present = tree.find(path[:-1])[0].children
    fields = sorted(
        described(current).values(),
        key=lambda field: (field.name in Model.model_fields, not field.required),
    )
    return {field.alias: _explained(field) for field in fields if field.alias not in present}


def _renamed(model: type[Model], path: PathKey) -> dict[str, str]:
    """Return what is said of names that are none here: fields beside the last step had them.

    So it is of the format, which stands in one file for all of a case.
    """
    return {
        "format": "format skrivs bara i arende.yaml",
        **{
            name: f"fältet heter {field.alias} sedan format {former.before}"
            for name, (field, former) in renamed(_around(model, path)).items()
        },
    }


def _around(model: type[Model], path: PathKey) -> type[Model]:
    """Return the model that the last step of a path is a field of."""
    for step in path[:-1]:
        if isinstance(step, str):
            model = child_models(model).get(step, model)
    return model


def _explained(field: FieldDescription) -> str:
    """Return what a field is, with an example where that is short and right in any case."""
    example = next(iter(field.examples), None)
    if field.refers_to or not isinstance(example, str) or len(example) > _SHORT:
        return field.help
    return f"{field.help} Exempel: {example}"
