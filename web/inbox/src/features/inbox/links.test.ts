// @vitest-environment node
import { expect, test } from "vitest";
import { linked, told } from "./links";

const links = (text: string) => linked(text).flatMap(({ text: shown, href }) => (href === null ? [] : [[shown, href]]));

test("web addresses become links, without the point that ends the sentence", () => {
  expect(linked("See https://shop.example.com/orders/2041. Thanks")).toEqual([
    { text: "See ", href: null },
    { text: "https://shop.example.com/orders/2041", href: "https://shop.example.com/orders/2041" },
    { text: ". Thanks", href: null },
  ]);
});

test.each([
  ["www.a.test/x,", "www.a.test/x", "https://www.a.test/x"],
  ["ana+x@a.test.", "ana+x@a.test", "mailto:ana+x@a.test"],
  ["(https://a.test/x_(y))", "https://a.test/x_(y)", "https://a.test/x_(y)"],
  ["見て https://a.test/x。次", "https://a.test/x", "https://a.test/x"],
])("in %s the link is %s", (text, shown, href) => {
  expect(links(text)).toEqual([[shown, href]]);
});

test.each(["javascript:alert(1)", "data:text/html,x", "ftp://a.test", "www.", "https://", "a@b", "@ana"])(
  "%s is no link",
  (text) => {
    expect(links(text)).toEqual([]);
  },
);

test("a host in other letters is named in ASCII too", () => {
  expect(told("https://аррlе.test/x")).toContain("(xn--");
  expect(told("https://apple.test/x")).toBe("https://apple.test/x");
});
