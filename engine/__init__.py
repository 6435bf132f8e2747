"""The engine: profile in, note out. No medicine, no web, no clock."""

if __name__ != "immunote.engine":  # in a checkout the folder is in reach too, and would be a second engine
    raise ImportError("`engine` is imported as `immunote.engine`; what asks for it otherwise is of an older install")
