"""登记变动 and 变动台账: what happens to a household, beside the list of households."""
