"""One fictional patient as three kinds of hospital system would send her. Written for these tests; nobody real."""
