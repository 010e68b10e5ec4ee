"""The field's code lists: WIPO ST.3 and ST.16, IPC to 35 fields, regions and their revisions."""
