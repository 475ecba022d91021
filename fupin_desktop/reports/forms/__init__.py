"""The papers of households and villages: plain values in, documents out, a module for each kind."""
