"""Every way in: the command line first; REST, FHIR and lists later."""
