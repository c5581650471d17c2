"""Terms and how they must be rendered: glossaries, their files, and words behind their inflection.

Pure logic below translation and checks: the one obeys a glossary, the others tell where that failed.
"""
