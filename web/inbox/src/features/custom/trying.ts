/** A command that sends a first message the way a program does: signed over time and body. */
export function tryCommand(address: string, secret: string): string {
  const message = {
    type: "message",
    external_id: "first-1",
    contact: { external_id: "person-1", name: "Eva" },
    text: "Hello",
  };
  return [
    `body='${JSON.stringify(message)}'; now=$(date +%s)`,
    `signed=$(printf '%s.%s' "$now" "$body" | openssl dgst -sha256 -hmac '${secret}' | sed 's/.*= *//')`,
    `curl -H "Content-Type: application/json" -H "Bandeja-Signature: t=$now,v1=$signed" -d "$body" '${address}'`,
  ].join("\n");
}
