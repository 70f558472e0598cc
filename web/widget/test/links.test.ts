import { describe, expect, it } from "vitest";
import { pieces } from "../src/conversation/links.ts";

const links = (text: string): (string | undefined)[] => pieces(text).flatMap(({ href }) => (href ? [href] : []));

describe("addresses within a message", () => {
  it("are found, without the sentence around them", () => {
    expect(links("See https://clay.example/care. And (www.clay.example/a), or http://x.example/?a=1&b=2!")).toEqual([
      "https://clay.example/care",
      "https://www.clay.example/a",
      "http://x.example/?a=1&b=2",
    ]);
  });

  it("keep the brackets that are their own", () => {
    expect(links("https://clay.example/Vase_(tall).")).toEqual(["https://clay.example/Vase_(tall)"]);
  });

  it.each(["javascript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd", "xhttps:/nothing", "no link"])(
    "are only of the web: %s",
    (text) => {
      expect(links(text)).toEqual([]);
    },
  );

  it("lose nothing of the text, whatever is in it", () => {
    for (const text of ["<img src=x onerror=alert(1)> https://a.example/<script>", "", "a\nb", "www.", "https://"])
      expect(pieces(text).map((piece) => piece.text).join("")).toBe(text);
  });

  it("end where markup begins", () => {
    expect(links('https://a.example/"><script>alert(1)</script>')).toEqual(["https://a.example/"]);
  });
});
