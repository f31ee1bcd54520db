"""llama-cpp-python's OpenAI-compatible server, which also takes a schema as OpenAI's clients send it.

It knows `response_format: {type: json_object, schema: …}` alone and answers 500 to `{type: json_schema, …}`; here the one
becomes the other on its way in. Usage: real-model-server.py MODEL.gguf NAME PORT WINDOW
"""

import json
import sys

import uvicorn
from llama_cpp.server.app import create_app
from llama_cpp.server.settings import Settings


def in_its_own_spelling(body: bytes) -> bytes:
    asked = json.loads(body)
    wanted = asked.get("response_format") or {}
    if wanted.get("type") == "json_schema":
        asked["response_format"] = {"type": "json_object", "schema": wanted["json_schema"]["schema"]}
    return json.dumps(asked).encode()


class TakesSchemas:
    """Reads a question whole, then hands it on as the server spells it."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http" or scope["method"] != "POST":
            return await self.app(scope, receive, send)
        body, more = b"", True
        while more:
            message = await receive()
            body += message.get("body", b"")
            more = message.get("more_body", False)
        body = in_its_own_spelling(body)
        length = [(b"content-length", str(len(body)).encode())]
        headers = [header for header in scope["headers"] if header[0] != b"content-length"] + length
        read = False

        async def whole():
            nonlocal read
            if read:
                return await receive()
            read = True
            return {"type": "http.request", "body": body, "more_body": False}

        return await self.app({**scope, "headers": headers}, whole, send)


def main(model: str, name: str, port: str, window: str) -> None:
    settings = Settings(model=model, model_alias=name, n_ctx=int(window), host="127.0.0.1", port=int(port), verbose=False)
    uvicorn.run(TakesSchemas(create_app(settings=settings)), host="127.0.0.1", port=int(port), log_level="warning")


if __name__ == "__main__":
    main(*sys.argv[1:])
