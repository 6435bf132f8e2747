"""The shape of each kind of file in a rule base, as pydantic models. Unknown keys are refused.

What the shapes mean: docs/rule-format.md. What goes beyond shape is checked by the modules of immunote.engine.loading.
"""
