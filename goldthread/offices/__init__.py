"""Who: offices and their dated versions, reforms, people, roles, scopes."""
