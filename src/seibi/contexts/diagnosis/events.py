"""Diagnosis tells nothing yet: forecasts are computed when somebody looks."""
