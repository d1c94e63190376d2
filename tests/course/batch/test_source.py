import os
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from grader.course.batch.errors import SourceError
from grader.course.batch.source import Unreadable, open_source
from grader.submission import MAX_BYTES
from tests.course.batch.trees import both, zipped


def reasons(path: Path) -> dict[str, str]:
    with open_source(path) as tree:
        return {one.path: one.why for one in tree.refused}


def test_a_zip_and_its_unpacked_folder_are_the_same_tree(tmp_path: Path) -> None:
    members = {
        "b/exercise.py": "b = 1\n",
        "a.py": "a = 1\n",
        "b/.git/config": "x",
        "__MACOSX/a.py": "x",
        ".DS_Store": "x",
    }
    one, other = both(tmp_path, members)
    assert one.paths == other.paths == ("a.py", "b/exercise.py")
    assert one.name == other.name == "source"
    assert [tree.read("b/exercise.py") for tree in (one, other)] == [b"b = 1\n"] * 2
    one.close()


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("../out.py", "a name that leads out of its folder"),
        ("a/../../out.py", "a name that leads out of its folder"),
        ("/etc/passwd", "an absolute name"),
        ("C:/out.py", "an absolute name"),
        ("..\\out.py", "a name that leads out of its folder"),
        ("a//b.py", "a name that leads out of its folder"),
        ("nul.py", "the name of a device"),
        ("a/COM1", "the name of a device"),
        ("a\x1b[2J.py", "a control character in its name"),
    ],
)
def test_a_name_that_could_do_harm_is_refused_and_listed(tmp_path: Path, name: str, why: str) -> None:
    path = zipped(tmp_path / "x.zip", {name: "x = 1\n", "good.py": "x = 1\n"})
    assert list(reasons(path).values()) == [why]
    with open_source(path) as tree:
        assert tree.paths == ("good.py",)


def test_a_name_that_begins_with_its_own_folder_is_that_name(tmp_path: Path) -> None:
    path = zipped(
        tmp_path / "x.zip", {"./ada/exercise.py": "x = 1\n", ".//etc/passwd": "x", "./../out.py": "x"}
    )
    with open_source(path) as tree:
        assert (tree.paths, tree.read("ada/exercise.py")) == (("ada/exercise.py",), b"x = 1\n")
    assert reasons(path) == {
        "/etc/passwd": "an absolute name",
        "../out.py": "a name that leads out of its folder",
    }


def test_links_in_a_zip_are_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.py")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert reasons(tmp_path / "x.zip") == {"link.py": "a link"}


def test_links_and_pipes_in_a_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("x")
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "link.py").symlink_to(tmp_path / "secret")
    (folder / "folder").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe.py")
    assert reasons(folder) == {"link.py": "a link", "folder": "a link", "pipe.py": "not a file"}


def test_a_file_that_became_a_link_is_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "a.py").write_text("a")
    with open_source(folder) as tree:
        (folder / "a.py").unlink()
        (folder / "a.py").symlink_to("/etc/passwd")
        with pytest.raises(Unreadable):
            tree.read("a.py")


def test_a_bomb_is_refused_by_its_ratio(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", {"bomb.py": b"\0" * 10_000_000})
    assert reasons(path) == {"bomb.py": "unpacks to far more than it is"}


def test_a_member_that_lies_about_its_size_is_damaged(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", {"lie.py": os.urandom(3 << 20)})
    data = bytearray(path.read_bytes())
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = struct.pack("<I", 10)  # the size the directory claims
    path.write_bytes(data)
    with open_source(path) as tree, pytest.raises(Unreadable, match="damaged"):
        tree.read("lie.py")


def test_an_answer_that_is_too_large_is_read_as_far_as_one_can_tell(tmp_path: Path) -> None:
    for tree in both(tmp_path, {"large.py": os.urandom(MAX_BYTES * 2)}):
        assert len(tree.read("large.py")) == MAX_BYTES + 1
        tree.close()


def test_encrypted_and_damaged_members_are_listed(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", {"locked.py": "x = 1\n" * 50})
    data = bytearray(path.read_bytes())
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "locked.zip").write_bytes(data)
    assert reasons(tmp_path / "locked.zip") == {"locked.py": "encrypted"}
    data = bytearray(path.read_bytes())
    data[45] ^= 0xFF
    (tmp_path / "damaged.zip").write_bytes(data)
    with open_source(tmp_path / "damaged.zip") as tree, pytest.raises(Unreadable, match="damaged"):
        tree.read("locked.py")


def test_a_name_that_comes_twice_is_read_once(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("a.py", "first\n")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.py", "second\n")
    assert reasons(tmp_path / "x.zip") == {"a.py": "named twice"}


def test_what_is_no_zip_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_text("not a zip")
    with pytest.raises(SourceError, match="cannot be read as a zip"):
        open_source(tmp_path / "x.zip")
    with pytest.raises(SourceError, match="nothing at"):
        open_source(tmp_path / "missing")
