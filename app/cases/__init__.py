"""The borrower's own case: the debt, the contacts, delete now."""
