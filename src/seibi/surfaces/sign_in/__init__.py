"""Signing in: pages over django-allauth for staff and owners, and the second factor."""
