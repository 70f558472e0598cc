/** A voice message of one second, made here: a low tone that fades, as a WAV file with one channel. */
const RATE = 8_000;

export function voice(): { name: string; content_type: string; content: string } {
  const bytes = new Uint8Array(44 + RATE);
  const view = new DataView(bytes.buffer);
  const word = (at: number, text: string) => {
    [...text].forEach((letter, index) => view.setUint8(at + index, letter.charCodeAt(0)));
  };
  word(0, "RIFF");
  view.setUint32(4, 36 + RATE, true);
  word(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, RATE, true);
  view.setUint32(28, RATE, true);
  view.setUint16(32, 1, true);
  view.setUint16(34, 8, true);
  word(36, "data");
  view.setUint32(40, RATE, true);
  for (let at = 0; at < RATE; at += 1)
    bytes[44 + at] = 128 + Math.round(60 * (1 - at / RATE) * Math.sin((2 * Math.PI * 220 * at) / RATE));
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return { name: "voice.wav", content_type: "audio/wav", content: btoa(letters) };
}
