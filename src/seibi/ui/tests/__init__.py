"""Tests of the look: formats, components, pages, and what no template may contain."""
