"""Records on the screen: tables, forms and grids made from field specs."""
