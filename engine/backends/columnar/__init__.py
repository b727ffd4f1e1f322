"""Programs as SQL over columns of whole numbers: the tests of every subject in one scan, NULL where unknown.

A verdict depends on nothing but the outcomes of the tests and on which facts are unknown. So the tables decide the
tests, each distinct combination of outcomes is judged once by the reference, and the verdict is joined back.
"""
