"""Ask in one's own words: from a borrower's sentence to the pages that answer it, with the words that matched."""
