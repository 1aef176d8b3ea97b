"""What collectors do, and which rule in force that day it breaks."""
