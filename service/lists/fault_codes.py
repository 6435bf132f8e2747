"""The codes of faults in lists of patients."""

from __future__ import annotations

from immunote.engine.faults import explain

explain(
    {
        "L01": "a list that cannot be read",
        "L02": "a kind of file that is not read or written",
        "L03": "a list without rows",
        "L04": "a header that cannot be used",
        "L05": "no column with the patients' ids",
        "L06": "a column that is no element",
        "L07": "fields that no separator tells apart",
        "L08": "a column of a type that does not fit",
        "L09": "a quote that is not closed",
        "L10": "a row with too few or too many fields",
        "L11": "a row that cannot be read",
        "L12": "a last row that may be cut off",
        "L13": "a row without an id",
        "L14": "an id that stands more than once",
        "L15": "the template's row of explanations",
        "L16": "an output that is there already",
        "L17": "an output that cannot be written",
        "L18": "an output that would change its input",
        "L19": "another run that writes the same output",
        "L20": "nothing that could be resumed",
        "L21": "a run that differs from the one to resume",
        "L22": "a list that changed while it was read",
        "L23": "an option that cannot be used",
        "L24": "a result that cannot be read",
        "L25": "a rule base without figures for a synthetic cohort",
        "L26": "figures of a synthetic cohort that contradict a constraint",
        "L27": "Spark that does not start or answer",
        "L28": "work that Spark gave up",
        "L29": "a Spark worker that is not as its driver is",
        "L30": "a list with more rows than the page takes",
        "L31": "a list that is larger than the page takes",
        "L34": "a cell that two readings fit",
        "L35": "a list that two readings fit",
        "L36": "a workbook that is too large",
        "L37": "a sheet that nothing names",
        "L38": "a folder that only its own log can read",
        "L39": "a value that looks like a code for missing",
        "L40": "a cell whose meaning is not declared",
        "L41": "a value that fits another unit",
    }
)
