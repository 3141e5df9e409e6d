"""Whether the drafts of a case are already those that a build would make.

Nothing is validated: that was done when they were made, of the same files by the same program.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from avtal import __version__
from avtal.case.content_file import is_content_file, read_file
from avtal.case.stamp import Copy
from avtal.case.words import words_files
from avtal.case.workspace import FACTS_FILE, PROFILES_FOLDER, workspace_of
from avtal.files.digests import sha256
from avtal.files.replacing import MANIFEST_FILE
from avtal.making.manifest import Manifest, content_hash, not_ours


def manifest_if_unchanged(case: Path, drafts: Path, templates: Path, copy: Copy) -> Manifest | None:
    """Return the manifest of the drafts if they were made of what lies there now; else None.

    The folders are those that a build uses. The public copies of a case with secrets are never
    known to be unchanged, since nothing that follows from the secrets may stand in their manifest.
    """
    try:
        manifest = Manifest.model_validate_json((drafts / MANIFEST_FILE).read_bytes())
        same = (
            manifest.avtal_version == __version__
            and manifest.copy_kind is copy
            and manifest.content_sha256 == content_hash(_content(case))
            and all(
                sha256((templates / one.template).read_bytes()) == one.template_sha256
                and (drafts / one.file).stat().st_size == one.size
                for one in manifest.documents
            )
            and not_ours(drafts) is None
        )
    except (OSError, ValidationError):
        return None
    return manifest if same else None


def _content(case: Path) -> Mapping[str, str]:
    """Return the SHA-256 of each content file by its path in the workspace.

    A case that was made has no other YAML files in its folder than those that were read.
    """
    workspace, content = workspace_of(case), case.parent
    files = list(filter(is_content_file, case.iterdir()))
    facts = read_file(case / FACTS_FILE, FACTS_FILE).value
    profile = facts.get("lagprofil") if isinstance(facts, dict) else None
    files += [content / PROFILES_FOLDER / f"{profile}.yaml", *words_files(content)]
    return {path.relative_to(workspace).as_posix(): sha256(path.read_bytes()) for path in files}
