"""How well does the reader read? Measures it on labelled cases; asks no database and no network.

One file per kind of case says what a label means and how our answer is judged; `folder` finds the cases, `report`
counts and prints. Behind `truckroll evaluate`; the figures are described in docs/evaluate.md.
"""
