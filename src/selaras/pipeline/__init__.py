"""One function for each verb of the command line: plain arguments in, a summary out."""
