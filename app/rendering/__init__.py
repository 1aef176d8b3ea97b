"""A `Document` drawn: PDF (Typst), DOCX (python-docx), counted plain text. Knows documents, not letters.

    face      Face: the three outputs, their media types, file names and Content-Disposition
    sheet     the measures of the page, by form (letter or court paper)
    wording   what every face writes for a block: numbers, colons, signature lines, the words of the footer
    columns   the widths of a table's columns
    wrapping  where a line may break inside a word, a number or an address that does not fit
    fonts     which characters the fonts have; the others are named to the person, never printed as boxes
    pdf       Typesetter: the only place that knows Typst
    docx      the same structure for a word processor
    text      plain text for portal boxes, counted, and what a limit would cut off

The order of use for a PDF is `typesetter.check(document)`, show the problems, then `typesetter.pdf(document)`.
User text is only ever data: nothing in a Document is read as markup, code or a field.
"""
