"""The data doctor: what is doubtful in households, people, villages and papers, rule by rule."""
