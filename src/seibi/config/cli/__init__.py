"""The command line: `seibi up`, `seibi doctor` and the others."""
