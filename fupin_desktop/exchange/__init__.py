"""Tables in and out: workbooks and text files of other people, as plain rows."""
