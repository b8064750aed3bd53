"""A living dealer group per country, for people who want to see before they believe."""
