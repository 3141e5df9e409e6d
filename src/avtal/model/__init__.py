"""The content as Pydantic models. Imports nothing of ours beside problems and language."""
