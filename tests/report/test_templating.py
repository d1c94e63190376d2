import os
import subprocess
import sys
from pathlib import Path

import pytest

import grader
from grader.report import templating

PROGRAM = """
import sys
sys.path.insert(0, {root!r})
from pathlib import Path
from grader.report import templating
templating.FOLDER = Path({folder!r})
print(templating.environment().get_template("hello.html.j2").render(name="<b>"))
"""


def rendered(folder: Path, *flags: str) -> list[str]:
    """Render folder/hello.html.j2 in a fresh interpreter that keeps compiled files under folder/kept."""
    prefix, root = folder / "kept", Path(grader.__file__).parents[1]
    program = PROGRAM.format(root=str(root), folder=str(folder))
    command = [sys.executable, "-X", f"pycache_prefix={prefix}", *flags, "-c", program]
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return done.stdout.splitlines()


def kept(folder: Path) -> list[Path]:
    return [path for path in (folder / "kept").rglob("hello*") if path.is_file()]


def test_a_changed_template_is_never_drawn_from_what_was_kept(tmp_path: Path) -> None:
    template = tmp_path / "hello.html.j2"
    template.write_text("Hello {{ name }}")
    assert rendered(tmp_path)[0] == "Hello &lt;b&gt;"
    [first] = kept(tmp_path)
    before = first.read_bytes()
    template.write_text("Good day {{ name }}")
    assert rendered(tmp_path)[0] == "Good day &lt;b&gt;"
    assert kept(tmp_path) == [first]
    assert first.read_bytes() != before


@pytest.mark.parametrize("damage", [b"", b"j2", b"\x00" * 500])
def test_a_damaged_file_is_compiled_anew(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "hello.html.j2").write_text("Hello {{ name }}")
    rendered(tmp_path)
    [file] = kept(tmp_path)
    whole = file.read_bytes()
    file.write_bytes(damage or whole[:-10])
    assert rendered(tmp_path)[0] == "Hello &lt;b&gt;"
    assert file.read_bytes() == whole


def test_nothing_is_kept_when_python_was_asked_not_to_write(tmp_path: Path) -> None:
    (tmp_path / "hello.html.j2").write_text("Hello {{ name }}")
    assert rendered(tmp_path, "-B")[0] == "Hello &lt;b&gt;"
    assert kept(tmp_path) == []


def test_an_unwritable_folder_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "hello.html.j2").write_text("Hello {{ name }}")
    (tmp_path / "kept").write_text("a file where the folder should be")
    assert rendered(tmp_path)[0] == "Hello &lt;b&gt;"


def test_unknown_names_are_errors_and_everything_is_escaped() -> None:
    env = templating.environment()
    assert env.from_string("{{ x }}").render(x="<&\"'") == "&lt;&amp;&#34;&#39;"
    with pytest.raises(templating.jinja2.UndefinedError):
        env.from_string("{{ unknown }}").render()
