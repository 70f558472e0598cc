// @vitest-environment node
import { describe, expect, it } from "vitest";
import { pieces } from "./raw";

const MAIL = `From: carla@customer.example
Subject: Photos: two of them
Content-Type: multipart/mixed;
 boundary="b1"

Note: no header
--b1
Content-Type: text/plain

Hello: this is text
--b1--
`;
const quiet = (raw: string) => pieces(raw).filter((piece) => piece.quiet).map(({ text }) => text);

describe("a raw mail", () => {
  it("loses nothing", () => {
    for (const raw of [MAIL, "", "\n", "no mail at all", "A: b"])
      expect(pieces(raw).map(({ text }) => text).join("")).toBe(raw);
  });

  it("has names of headers in its head and in the heads of its parts, and nowhere else", () => {
    expect(quiet(MAIL)).toEqual(["From:", "Subject:", "Content-Type:", "Content-Type:"]);
  });

  it("has the lines in which it is broken apart, and still loses nothing", () => {
    const found = pieces(MAIL, new Set([2, 9]));

    expect(found.filter((piece) => piece.broken !== undefined)).toEqual([
      { text: "Subject: Photos: two of them", quiet: false, broken: 2 },
      { text: "", quiet: false, broken: 9 },
    ]);
    expect(found.map(({ text }) => text).join("")).toBe(MAIL);
    expect(quiet(MAIL)).toHaveLength(4);
  });

  it("of 256,000 short lines is cut in no time", () => {
    const before = performance.now();

    expect(pieces(`${"A: b\n".repeat(3)}\n${"x\n".repeat(128_000)}`)).toHaveLength(6);
    expect(performance.now() - before).toBeLessThan(2_000);
  });
});
