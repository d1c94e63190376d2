"""Level `reduced`: no private root, as in most containers; Landlock and seccomp close each guest in.

Started as root, the launcher also becomes another user, if that user can read the interpreter.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from grader.run.sandbox import interpreter
from grader.run.sandbox.process import FIXED, Box, NotHere
from grader.run.sandbox.users import own_uid

_LAUNCHER = Path(__file__).parent.parent / "guest" / "launcher.py"


def box() -> Box:
    """Return the box.  Raises NotHere on other systems than Linux."""
    if sys.platform != "linux":
        raise NotHere(f"{sys.platform} has neither Landlock nor seccomp")
    python = interpreter.find()
    uid = own_uid() if os.geteuid() == 0 and python.readable_by_all else None
    return Box(
        command=(python.executable, "-s", "-P", "-B"),
        launcher=str(_LAUNCHER),
        environment=FIXED | {"LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"},
        setup={
            "op": "setup",
            "level": "reduced",
            "uid": uid,
            "read": interpreter.readable_paths(python),
            "run": [python.executable, *interpreter.system_libraries()],
            "counted": uid is not None,
        },
    )
