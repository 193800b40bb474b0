"""The examples a config names: from nnlib, a table, a folder of pictures, or the config itself."""
