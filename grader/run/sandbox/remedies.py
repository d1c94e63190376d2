"""What to do about a level that cannot be had: from the kernel's words to a command to type."""

from __future__ import annotations

import errno
import os
from pathlib import Path

_SWITCHES = {
    "kernel/apparmor_restrict_unprivileged_userns": ("1", "0"),
    "kernel/unprivileged_userns_clone": ("0", "1"),
    "user/max_user_namespaces": ("0", "15000"),
}


def for_full(why: str) -> str:
    """Return the remedy for a private root that could not be made."""
    if "not installed" in why:
        return "apt install bubblewrap   (Fedora: dnf install bubblewrap; Arch: pacman -S bubblewrap)"
    for switch, (bad, good) in _SWITCHES.items():
        if os.geteuid() != 0 and _read(f"/proc/sys/{switch}") == bad:
            return f"sudo sysctl -w {switch.replace('/', '.')}={good}"
    if in_container():
        return (
            "docker run --security-opt seccomp=unconfined --security-opt apparmor=unconfined "
            "--cap-add SYS_ADMIN ...   or stay with `reduced`, which is made for containers"
        )
    return "bwrap --unshare-all --ro-bind / / true   (shows what the kernel refuses)"


def for_reduced(why: str, code: int | None) -> str:
    """Return the remedy for Landlock or seccomp that could not be had."""
    if code == errno.ENOSYS:
        return "Linux 5.13 or later, with CONFIG_SECURITY_LANDLOCK; in an old container engine: update it"
    if code == errno.EOPNOTSUPP:
        return "start the kernel with landlock in its list: lsm=landlock,...   (cat /sys/kernel/security/lsm)"
    if "calls of" in why:
        return "an x86_64 or aarch64 machine"
    return "allow landlock_create_ruleset and seccomp: docker run --security-opt seccomp=PROFILE.json ..."


def in_container() -> bool:
    """Whether this looks like the inside of a container."""
    return Path("/.dockerenv").exists() or Path("/run/.containerenv").exists()


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""
