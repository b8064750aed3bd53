"""The look: pages, components, tokens, icons, browser scripts. It knows nothing of the trade."""
