"""Many activities and results at once, from a table, over several uppdrag."""
