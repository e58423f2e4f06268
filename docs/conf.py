"""How Sphinx makes a site of these pages: `make docs`, or `python -m sphinx -W -n docs build/docs`.

The site asks nothing of the network, shows no day and no machine, and opens from disk; the same pages give the same bytes.
"""

project = "Demarche"
author = "the Demarche maintainers"
extensions = ["myst_parser"]
exclude_patterns = ["analysts/session.head.md", "analysts/words.head.md"]
nitpicky = True

myst_heading_anchors = 3

html_theme = "furo"
html_title = "Demarche"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_copyright = False
html_show_sphinx = False
html_show_search_summary = False  # a page opened from disk may not fetch other pages to quote from them
