"""Marker: the rule bases ship as package data; this folder holds no code."""
