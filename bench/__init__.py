"""How fast it is and how much memory it takes, as ratios measured in one run: `make bench`.

case       the borrower of every measurement: a debt, twelve contacts, long call logs
serving    our server and a bare one, each in a process of its own; what they cost
asking     keep-alive requests over loopback
drawn      a letter as HTML, for the engine that wants HTML
rivals     WeasyPrint and LibreOffice, where they are installed
papers, packing, reading, judging, remembering, starting, importing, weighing, refusing    one measurement each
figure     what was measured, what was wanted, and the table
"""
