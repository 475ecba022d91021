"""The papers of households and villages, a module for each kind: each reads what it needs and gives its documents."""
