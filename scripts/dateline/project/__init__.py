"""The project's folders: all reading and writing of files, and a whole run over them."""
