"""Reports on findings for people, code scanners and test runners."""
