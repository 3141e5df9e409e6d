"""Options that several commands share."""

from __future__ import annotations

import click

from avtal.cli_swedish import FolderType

templates_option = click.option(
    "--templates",
    metavar="MAPP",
    type=FolderType(),
    help="Mappen med Word-mallar (annars templates bredvid content).",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Skriv resultatet som JSON.")
