import { expect, test } from "vitest";
import { tryCommand } from "./trying";

test("the command signs time and body, and posts that very body", () => {
  const command = tryCommand("https://inbox.example/webhooks/custom/ch_1", "a secret");

  const body = /^body='(.*)';/.exec(command)?.[1] ?? "";
  expect(JSON.parse(body)).toMatchObject({ type: "message", text: "Hello" });
  expect(body).not.toContain("'");
  expect(command).toContain(`printf '%s.%s' "$now" "$body" | openssl dgst -sha256 -hmac 'a secret'`);
  expect(command).toContain(`-d "$body" 'https://inbox.example/webhooks/custom/ch_1'`);
});
