"""The API's own description: OpenAPI 3.1, complete, and pointing at nothing that is not there."""

from typing import Any

from flask.testing import FlaskClient

from app import Gongyi

API = "/api/v1"


def test_the_document_describes_openapi_3_1(client: FlaskClient, app: Gongyi) -> None:
    document = client.get(f"{API}/openapi.json").json
    assert document["openapi"] == "3.1.0"
    assert document["info"]["title"]
    described = {(path, method) for path, method, _operation in _operations(document)}
    served = {
        (rule.rule.replace("<slug:", "{").replace("<id:", "{").replace(">", "}"), method.lower())
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.rule.startswith(API) and not rule.rule.endswith("openapi.json")
    }
    assert described == served
    schemas = document["components"]["schemas"]
    for path, method, operation in _operations(document):
        assert {"422", "503"} <= set(operation["responses"]), path
        assert {"200", "201", "204"} & set(operation["responses"]), path
        assert "{" not in path or "404" in operation["responses"], path
        assert operation["operationId"]
        assert (operation.get("security") == [{"token": []}]) == (method != "get"), path
        named = {p["name"] for p in operation.get("parameters", []) if p["in"] == "path"}
        assert named == {part[1:-1] for part in path.split("/") if part.startswith("{")}
        for status, answer in operation["responses"].items():
            assert status in ("204", "304") or "$ref" in answer["content"]["application/json"]["schema"]
    assert document["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
    for ref in set(_refs(document)):
        assert ref.removeprefix("#/components/schemas/") in schemas, ref
    assert not [text for text in _refs(document) if "$defs" in text]
    ids = [operation["operationId"] for _path, _method, operation in _operations(document)]
    assert len(set(ids)) == len(ids)


def _operations(document: Any) -> list[tuple[str, str, Any]]:
    return [(path, method, o) for path, item in document["paths"].items() for method, o in item.items()]


def _refs(node: Any) -> list[str]:
    if isinstance(node, dict):
        own = [node["$ref"]] if isinstance(node.get("$ref"), str) else []
        return own + [ref for value in node.values() for ref in _refs(value)]
    return [ref for value in node for ref in _refs(value)] if isinstance(node, list) else []
