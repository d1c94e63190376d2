"""Say what went wrong: one misconception is one detector and one page of the same name.

`finding.findings(case)` is the door.  A rule is a module with a function `detect`, beside a page
`<the same name>.md`, in a folder for its group; its id is its name with hyphens.  There is no list of
rules anywhere: what lies in the folders is what there is.
"""
