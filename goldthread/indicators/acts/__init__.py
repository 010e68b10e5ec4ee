"""Figures over transactions and cases: counted from the register's rows, each act once."""
