"""Swedish text, whatever it is about: wording, prose in Markdown, “menade du”."""
