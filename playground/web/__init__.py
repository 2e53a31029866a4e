"""The workspace's HTTP side: the page's API, the control API, files, and the guard around them."""
