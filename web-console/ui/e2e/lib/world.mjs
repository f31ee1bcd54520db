// What stands outside a server for a walk: a shop, a model that speaks like OpenAI, and an OpenID provider, on one port.
import { createHash, generateKeyPairSync, randomUUID, sign } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";

const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });

/**
 * `answer(path, body)` gives what the shop answers, `{status, body}`; `reply(prompt)` what the model says; `claims` what the
 * provider says of whoever comes. A model is at `/v1`, the provider at the root.
 */
export async function world({
  answer = () => ({ status: 200, body: {} }),
  reply = () => "{}",
  claims = {},
} = {}) {
  const codes = new Map();
  const server = createServer((request, response) => {
    let text = "";
    request.on("data", (part) => (text += part));
    request.on("end", () => {
      const url = new URL(request.url, origin);
      const send = (status, body) => {
        response.writeHead(status, { "Content-Type": "application/json" });
        response.end(JSON.stringify(body));
      };
      switch (url.pathname) {
        case "/v1/chat/completions": {
          const messages = JSON.parse(text).messages;
          send(200, {
            id: "c",
            object: "chat.completion",
            created: 0,
            model: "m",
            choices: [
              {
                index: 0,
                finish_reason: "stop",
                message: { role: "assistant", content: reply(messages.at(-1).content) },
              },
            ],
            usage: { prompt_tokens: 9, completion_tokens: 9, total_tokens: 18 },
          });
          break;
        }
        case "/.well-known/openid-configuration":
          send(200, {
            issuer: origin,
            authorization_endpoint: `${origin}/authorize`,
            token_endpoint: `${origin}/token`,
            jwks_uri: `${origin}/keys`,
            end_session_endpoint: `${origin}/logout`,
            response_types_supported: ["code"],
            subject_types_supported: ["public"],
            id_token_signing_alg_values_supported: ["RS256"],
          });
          break;
        case "/keys":
          send(200, {
            keys: [{ ...publicKey.export({ format: "jwk" }), kid: "k", alg: "RS256", use: "sig" }],
          });
          break;
        case "/authorize": {
          const code = randomUUID();
          codes.set(code, url.searchParams);
          const back = `${url.searchParams.get("redirect_uri")}?code=${code}&state=${url.searchParams.get("state")}`;
          response.writeHead(200, { "Content-Type": "text/html" });
          response.end(
            `<!doctype html><title>Provider</title><a href="${back.replaceAll("&", "&amp;")}">Yes, it is me</a>`,
          );
          break;
        }
        case "/logout":
          response.writeHead(200, { "Content-Type": "text/html" });
          response.end(
            `<!doctype html><title>Provider</title><p>Signed out of all, ${claimsOf(url.searchParams.get("id_token_hint")).sub}</p>`,
          );
          break;
        case "/token": {
          const form = new URLSearchParams(text);
          const asked = codes.get(form.get("code"));
          codes.delete(form.get("code"));
          const challenge = createHash("sha256").update(form.get("code_verifier")).digest("base64url");
          if (asked?.get("code_challenge") !== challenge) {
            send(400, { error: "invalid_grant" });
            break;
          }
          const now = Math.floor(Date.now() / 1000);
          send(200, {
            access_token: "unused",
            token_type: "Bearer",
            id_token: jwt({
              iss: origin,
              aud: asked.get("client_id"),
              iat: now,
              exp: now + 60,
              nonce: asked.get("nonce"),
              ...claims,
            }),
          });
          break;
        }
        default: {
          const { status, body } = answer(url.pathname, text);
          send(status, body);
        }
      }
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${server.address().port}`;
  return { origin, close: () => server.close() };
}

const claimsOf = (token) => JSON.parse(Buffer.from(token.split(".")[1], "base64url"));

function jwt(claims) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const body = `${part({ alg: "RS256", kid: "k", typ: "JWT" })}.${part(claims)}`;
  return `${body}.${sign("RSA-SHA256", Buffer.from(body), privateKey).toString("base64url")}`;
}
