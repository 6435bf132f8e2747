"""What drawing a PDF needs of this machine: WeasyPrint, Pango with what it rests on, and a font."""

from __future__ import annotations

import ctypes
import os
import threading
from collections.abc import Iterable

from immunote.engine.faults import Fault, Refused
from immunote.service.render import fault_codes  # noqa: F401  whose codes are used here
from immunote.service.terminal import extras

EXTRA = "pdf"
_LIBRARIES = {
    "GObject": ("libgobject-2.0.so.0", "libgobject-2.0.0.dylib"),
    "Pango": ("libpango-1.0.so.0", "libpango-1.0.0.dylib"),
    "PangoFT2": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.0.dylib"),
    "HarfBuzz": ("libharfbuzz.so.0", "libharfbuzz.0.dylib"),
    "Fontconfig": ("libfontconfig.so.1", "libfontconfig.1.dylib"),
}
_LIBRARIES_HELP = (
    "install Pango: Debian, Ubuntu `apt-get install libpangoft2-1.0-0`; Fedora `dnf install pango`; "
    "Alpine `apk add pango`; macOS `brew install pango`"
)
_FONT_HELP = (
    "install a font that has all signs of a note, DejaVu Sans: Debian, Ubuntu `apt-get install fonts-dejavu-core`"
)
_checking = threading.Lock()


class _FontSet(ctypes.Structure):
    """Fontconfig's FcFontSet, as far as it is read."""

    _fields_ = (("count", ctypes.c_int), ("room", ctypes.c_int))


def check() -> None:
    """Load WeasyPrint. Raises Refused with all that is missing: E03 packages, E06 libraries, E07 fonts.

    With a library missing WeasyPrint writes to stdout when it is imported, and without any font it crashes.
    """
    faults = extras.missing("weasyprint", extra=EXTRA)
    if os.name != "nt":  # there WeasyPrint looks in folders of its own
        absent = [name for name, files in _LIBRARIES.items() if not any(_loads(file) for file in files)]
        faults += _libraries(absent)
        if "Fontconfig" not in absent and not _has_fonts():
            faults.append(no_font("no font"))
    if faults:
        raise Refused(faults)
    try:
        with _checking:
            import weasyprint  # noqa: F401
    except OSError as error:
        raise Refused(_libraries([str(error)])) from None


def no_font(what: str) -> Fault:
    """The fault of a font that is not there. `what`: the characters that none has."""
    return Fault("fonts", "E07", what, _FONT_HELP)


def _libraries(absent: Iterable[str]) -> list[Fault]:
    names = ", ".join(absent)
    return [Fault("PDF", "E06", names, _LIBRARIES_HELP)] if names else []


def _loads(file: str) -> bool:
    try:
        ctypes.CDLL(file)
    except OSError:
        return False
    return True


def _has_fonts() -> bool:
    """Whether Fontconfig finds a font at all."""
    file = next(each for each in _LIBRARIES["Fontconfig"] if _loads(each))
    library = ctypes.CDLL(file)
    library.FcInit()
    library.FcConfigGetFonts.restype = ctypes.POINTER(_FontSet)
    library.FcConfigGetFonts.argtypes = (ctypes.c_void_p, ctypes.c_int)
    found = library.FcConfigGetFonts(None, 0)
    return bool(found) and found.contents.count > 0
