"""What the documents show is what happens, and what they name exists."""

import re
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

import links
from documents import AT_ONCE, blocks, documents, faults, manifest, program_of
from servers import ROOT

# Names that are not ours: those of the originals, of Approov's tools, of formats.
FOREIGN = {"APPROOV_ROLE", "FLASK_APP", "FLASK_ENV", "SHAPES_PYTHON_FLASK_DOMAIN", "EX_CONFIG"}
MARKDOWN = links.documents()


def name(document: Path) -> str:
    return str(document.relative_to(ROOT))


@pytest.fixture(scope="session")
def runs():
    """The documents that lead a user through, all being run, since they mostly wait."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        found: dict[Path, Future] = {document: pool.submit(faults, document) for document in documents()}
        yield found


@pytest.mark.parametrize("document", documents(), ids=name)
def test_every_command_prints_what_the_document_shows(document, runs):
    found = runs[document].result()
    assert not found, "\n" + "\n".join(found) + "\n\nIf this is as it should be: make docs-record"


@pytest.mark.parametrize("document", MARKDOWN, ids=name)
def test_every_link_leads_somewhere(document):
    assert not list(links.broken_links(document))


@pytest.mark.parametrize("document", MARKDOWN, ids=name)
def test_every_make_target_and_every_variable_that_is_named_exists(document):
    assert not links.named_targets(document) - links.make_targets()
    assert not links.named_variables(document) - links.variables() - FOREIGN


@pytest.mark.parametrize("document", [path for path in documents() if program_of(path)], ids=name)
def test_the_package_of_a_quickstart_has_what_its_program_imports(document):
    sources = [block.text for block in blocks(document.read_text()) if block.kind == "swift"]
    text = manifest(document)
    imported = set(re.findall(r"^import (\w+)$", "\n".join(sources), re.MULTILINE))
    assert imported - {"PackageDescription", "Foundation"} == set(re.findall(r'\.product\(name: "(\w+)"', text))
    ours = (ROOT / "Package.swift").read_text()
    for url, version in re.findall(r'\.package\(url: "(https://[^"<]+)", from: "([\d.]+)"\)', text):
        assert f'"{url}", from: "{version}"' in ours
