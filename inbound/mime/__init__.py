"""Reading MIME by hand where the standard library gives up: headers, character sets, parts, HTML."""
