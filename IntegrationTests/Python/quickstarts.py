"""Makes the package of each quickstart beside the repository, from the text alone, and builds it."""

import subprocess
import sys
import tempfile
from pathlib import Path

from documents import documents, manifest, program_of, source
from servers import ROOT


def build(document: Path, folder: Path) -> bool:
    """Follows the text up to `swift build`, all texts in the same folder, so that only the first takes minutes."""
    folder.mkdir(exist_ok=True)
    if not (folder / "Sources").exists():
        command = ["swift", "package", "init", "--type", "executable", "--name", "hello"]
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
    (folder / "Package.swift").write_text(manifest(document))
    (folder / "Sources" / "hello" / "hello.swift").write_text(source(document))
    done = subprocess.run(["swift", "build"], cwd=folder, capture_output=True, text=True)
    print(f"{document.relative_to(ROOT)}: {'builds' if done.returncode == 0 else 'does not build'}", flush=True)
    if done.returncode != 0:
        print(done.stdout, done.stderr, sep="\n")
    return done.returncode == 0


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "swift-approov").symlink_to(ROOT)
        results = [build(document, Path(folder) / "hello") for document in documents() if program_of(document)]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
