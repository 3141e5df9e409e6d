"""Common given names in Sweden, by which a text that names somebody can be recognised.

The names are among those most often used as the first name by women and by men; source: SCB,
Namnstatistik. Names that are also ordinary words at the beginning of a sentence are left out.
"""

from __future__ import annotations

GIVEN_NAMES = frozenset(
    """
    Agneta Alice Alva Amanda Anette Anita Ann Anna Anneli Astrid Barbro Birgitta Carina Cecilia
    Christina Ebba Elin Elisabeth Elsa Emelie Emma Eva Fatima Frida Gunilla Hanna Helena Ida Inger
    Ingrid Jenny Johanna Josefin Julia Karin Katarina Kerstin Klara Kristina Lena Linda Linnea Lisa
    Louise Madeleine Maja Malin Margareta Maria Marie Marianne Matilda Monica Mona Nathalie
    Pernilla Sandra Sara Sofia Susanne Therese Ulla Ulrika Viktoria Wilma Yvonne

    Adam Ahmed Albin Alexander Alfred Ali Anders Andreas Anton Axel Bengt Bertil Björn Carl
    Christer Christian Christoffer Claes Dan Daniel David Elias Emil Erik Filip Fredrik Gustav
    Göran Hans Hassan Henrik Hugo Håkan Isak Jan Jens Jesper Joakim Johan John Jonas Jonathan Jörgen
    Karl Kenneth Kent Kjell Kristoffer Lars Leif Lennart Linus Lucas Magnus Marcus Martin Mathias
    Mats Mattias Michael Mikael Mohamed Niklas Nils Olle Olof Oskar Patrik Per Peter Pontus Robert
    Robin Roger Rolf Sebastian Simon Stefan Sven Thomas Tobias Tommy Ulf Urban Victor William
    """.split()  # noqa: SIM905 - a table of words is easiest to read as one
)
