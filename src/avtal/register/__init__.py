"""The register: versions that never change, are never lost, and can be proved."""
