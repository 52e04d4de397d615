"""The source tree is the subject: sizes, names, tables, imports, documents.

House rules: a test here holds for every file there is and every one to come, so it lists only exceptions,
each with its reason. It says what to do, because whoever reads its failure has just added something.
"""
