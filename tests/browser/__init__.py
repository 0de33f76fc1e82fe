"""The HTML view in a real browser: what it is made of hostile pages runs nothing and asks for nothing."""
