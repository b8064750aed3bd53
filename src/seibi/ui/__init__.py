"""The look: base pages, components, tokens, icons and browser scripts. It knows nothing of the trade."""
