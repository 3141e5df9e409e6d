"""The command line: parse, call one function, print. The only reader of clock and environment."""
