"""Security headers on every answer, errors too (OWASP ASVS 5.0, chapter 3)."""

from flask import Flask, Response, g, request

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def protection(https: bool) -> dict[str, str]:
    """The headers that every answer has."""
    found = {
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }
    return found | ({"Strict-Transport-Security": "max-age=31536000; includeSubDomains"} if https else {})


def let_scripts_ask() -> None:
    """Let the scripts of this page ask our own server; on all other pages they may ask nobody."""
    g.policy = f"{POLICY}; connect-src 'self'"


def init_app(app: Flask, https: bool) -> None:
    """Set the content security policy and its companions on each answer."""
    headers = protection(https)

    @app.after_request
    def protect(response: Response) -> Response:
        for name, value in headers.items():
            response.headers[name] = value
        if "policy" in g:
            response.headers["Content-Security-Policy"] = g.policy
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "private, no-cache" if request.cookies else "no-cache"
        response.vary.update(["Cookie", "Accept-Language"])
        return response
