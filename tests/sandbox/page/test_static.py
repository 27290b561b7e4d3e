"""The page's files: what holds for each of them, read as text."""

import re
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from sandbox.page.app import STATIC, page_app

SCRIPTS = sorted(STATIC.glob("js/*.js"))
STYLES = sorted(STATIC.glob("css/*.css"))
EVERY_SCRIPT = pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)

# ways in which text could become markup or code
DANGEROUS = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|DOMParser"
)


@EVERY_SCRIPT
def test_no_script_turns_text_into_markup(script: Path) -> None:
    assert not DANGEROUS.search(script.read_text(encoding="utf-8"))


@EVERY_SCRIPT
def test_a_script_is_about_one_thing_and_says_which(script: Path) -> None:
    lines = script.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 300
    assert lines[0].startswith("// ")


@EVERY_SCRIPT
def test_every_import_names_something_that_its_module_exports(script: Path) -> None:
    for names, module in re.findall(
        r"import \{([^}]+)\} from \"\./([^\"]+)\"", script.read_text(encoding="utf-8")
    ):
        exported = (STATIC / "js" / module).read_text(encoding="utf-8")
        for name in (one.split(" as ")[0].strip() for one in names.split(",") if one.strip()):
            assert re.search(rf"export (async )?(function|const|class) {re.escape(name)}\b", exported), name


@pytest.mark.parametrize("file", [STATIC / "index.html", *SCRIPTS, *STYLES], ids=lambda path: path.name)
def test_nothing_is_fetched_from_elsewhere_and_no_address_is_absolute(file: Path) -> None:
    text = file.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"(src|href|url|fetch|import|from)\s*[=(]?\s*[\"'(](https?:)?//", text)
    assert not re.search(r"(src|href)=\"/", text)


async def test_the_page_is_served_with_a_policy_that_allows_no_foreign_script() -> None:
    transport = httpx.ASGITransport(page_app(Starlette(), Starlette()))
    async with httpx.AsyncClient(transport=transport, base_url="http://sandbox.test") as client:
        page = await client.get("/")
        config = (await client.get("/config.json")).json()
    assert page.status_code == 200
    assert "script-src 'self';" in page.headers["Content-Security-Policy"]
    assert (config["company"], len(config["staff"])) == ("Northgate Inspections", 7)
