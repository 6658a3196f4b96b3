"""The edge to browsers: cross-site protection, headers, rate limits, parameters, errors, static files."""
