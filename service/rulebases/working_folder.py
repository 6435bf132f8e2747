"""Which rule base belongs to the folder that somebody stands in, and which rule bases nobody may write to."""

from __future__ import annotations

import stat
from pathlib import Path

from immunote.engine import version
from immunote.engine.faults import Fault, Refused
from immunote.engine.places import MARK
from immunote.service.rulebases import SHIPPED

TOPS = (".git", "pyproject.toml")
"""What lies at the top of a checkout."""
_SHARED = stat.S_ISVTX | stat.S_IWOTH
INSTALLS = frozenset({"site-packages", "dist-packages"})
_HELP = "stand in a checkout or in a copy of the rule base, or name one with `--rules FOLDER`"


def rules_around(here: Path) -> Path | None:
    """The rule base of the folder `here`; None where there is none.

    It is the one in which `here` lies; else the only one that lies in `here`; else the one in `rules` there, or in
    `rules` at the top of the checkout. Of several in `rules` it is the one that is called like the one that ships, or
    this raises Refused (R44). Nothing is looked for in a folder that everybody writes to, such as /tmp.
    """
    try:
        around = [each for each in (here, *here.parents) if not _is_shared(each)]
        own = next((each for each in around if (each / MARK).is_file()), None)
        if own is not None:
            return own
        top = next((each for each in around if any((each / name).exists() for name in TOPS)), None)
        if here in around and len(found := rulebases_in(here)) == 1:
            return found[0]
        for holder in dict.fromkeys(each for each in (here, top) if each is not None and each in around):
            if found := rulebases_in(holder / "rules"):
                return _one_of(found)
    except OSError:  # a folder that may not be read holds nothing for this reader
        return None
    return None


def _is_shared(folder: Path) -> bool:
    """Whether everybody may put something into a folder, and nobody may take away what others put there."""
    return folder.stat().st_mode & _SHARED == _SHARED


def rulebases_in(holder: Path) -> list[Path]:
    """The folders of the rule bases that lie in a folder, in the order of their names."""
    return sorted(path.parent for path in holder.glob(f"*/{MARK}"))


def _one_of(found: list[Path]) -> Path:
    shipped = [each for each in found if each.name == SHIPPED]
    if len(found) == 1 or shipped:
        return (shipped or found)[0]
    names = ", ".join(each.name for each in found)
    raise Refused([Fault(str(found[0].parent), "R44", names, "name the folder of one of them with `--rules FOLDER`")])


def is_installed(folder: Path) -> bool:
    """Whether a folder lies in an installed package, whose files belong to who installed it, not to who runs it."""
    place = folder.resolve()
    package = Path(version.__file__).parents[1].resolve()
    return bool(INSTALLS & set(place.parts)) or place.is_relative_to(package)


def refuse_installed(folder: Path) -> None:
    """Raise Refused (E05) where a rule base that is to be written lies in an installed package."""
    if is_installed(folder):
        raise Refused([Fault(str(folder), "E05", folder.name, _HELP)])
