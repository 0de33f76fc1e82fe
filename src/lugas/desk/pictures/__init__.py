"""Pictures as the desk shows them: brought by the desk, checked, made anew, and kept within a bound."""
