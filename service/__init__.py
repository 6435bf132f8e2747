"""Every way in: the command line first; REST, FHIR and lists later."""

if __name__ != "immunote.service":  # in a checkout the folder is in reach too, and would be a second service
    raise ImportError("`service` is imported as `immunote.service`; what asks for it otherwise is of an older install")
