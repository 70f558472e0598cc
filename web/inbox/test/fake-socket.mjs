/** The smallest WebSocket server that the fake server needs: text frames, no extensions (RFC 6455). */
import { createHash } from "node:crypto";

const MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/** Answer an upgrade. `onText` gets each message; what is returned sends one. */
export function accept(request, stream, onText, onEnd) {
  const key = createHash("sha1")
    .update(request.headers["sec-websocket-key"] + MAGIC)
    .digest("base64");
  stream.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${key}\r\n\r\n`,
  );
  let rest = Buffer.alloc(0);
  stream.on("data", (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    for (let frame = read(rest); frame; frame = read(rest)) {
      rest = rest.subarray(frame.end);
      if (frame.opcode === 8) stream.end();
      else if (frame.opcode === 1) onText(frame.body.toString("utf8"));
    }
  });
  stream.on("close", onEnd);
  stream.on("error", onEnd);
  return (text) => {
    const body = Buffer.from(text);
    const head =
      body.length < 126
        ? Buffer.from([0x81, body.length])
        : Buffer.from([0x81, 126, body.length >> 8, body.length & 255]);
    stream.write(Buffer.concat([head, body]));
  };
}

function read(bytes) {
  if (bytes.length < 6) return null;
  let length = bytes[1] & 127;
  let at = 2;
  if (length === 126) {
    length = bytes.readUInt16BE(2);
    at = 4;
  }
  if (bytes.length < at + 4 + length) return null;
  const mask = bytes.subarray(at, at + 4);
  const body = Buffer.from(bytes.subarray(at + 4, at + 4 + length));
  for (let index = 0; index < body.length; index += 1) body[index] ^= mask[index % 4];
  return { opcode: bytes[0] & 15, body, end: at + 4 + length };
}
