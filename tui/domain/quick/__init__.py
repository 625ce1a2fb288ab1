"""The quick line: one line of text that becomes an entry, a timer, a switch, a stop or a note.

`words` cuts the line up, `times` reads what of it is a time, `grammar` puts it together, `plan`
says what would happen, and `preview` says it in words. What is shown is what is done.
"""
