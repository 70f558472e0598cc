import { expect, test } from "vitest";
import { colour, contrast, makeReadable } from "./readable";

function shown(html: string): Document {
  document.body.innerHTML = html;
  makeReadable(document, "rgb(255, 255, 255)");
  return document;
}
const colourOf = (id: string) => document.getElementById(id)?.style.color;

test("white words without their background get a colour that can be read", () => {
  shown('<p id="a" style="color: rgb(255, 255, 255)">words</p>');

  expect(colourOf("a")).not.toBe("rgb(255, 255, 255)");
});

test("words that can be read keep their colours", () => {
  shown(
    '<div style="background-color: rgb(0, 0, 0)"><p id="a" style="color: rgb(255, 255, 255)">words</p></div>' +
      '<p id="b" style="color: rgb(170, 0, 0)">words</p>',
  );

  expect(colourOf("a")).toBe("rgb(255, 255, 255)");
  expect(colourOf("b")).toBe("rgb(170, 0, 0)");
});

test("the ground is what the caller says, whatever the page behind it has", () => {
  document.documentElement.style.backgroundColor = "rgb(20, 20, 20)";
  shown('<p id="a" style="color: rgb(17, 17, 17)">words</p>');

  expect(colourOf("a")).toBe("rgb(17, 17, 17)");
  document.documentElement.style.backgroundColor = "";
});

test("words that only turning makes unreadable are changed where colours are turned", () => {
  const red = '<div style="background-color: rgb(255, 0, 0)"><p id="a" style="color: rgb(26, 35, 48)">words</p></div>';
  shown(red);
  expect(colourOf("a")).toBe("rgb(26, 35, 48)");

  document.body.innerHTML = red;
  makeReadable(document, "rgb(255, 255, 255)", true);

  expect(colourOf("a")).toBe("rgb(255, 255, 255)");
});

test("what was hidden stays hidden", () => {
  shown('<p id="a" style="color: rgb(255, 255, 255); font-size: 1px">words</p>');

  expect(colourOf("a")).toBe("rgb(255, 255, 255)");
});

test("contrast is the one of WCAG", () => {
  expect(contrast([0, 0, 0, 1], [255, 255, 255, 1])).toBeCloseTo(21);
  expect(colour("rgba(1, 2, 3, 0.5)")).toEqual([1, 2, 3, 0.5]);
  expect(colour("color(srgb 1 0 0)")).toBeNull();
});

test("quiet words that turned colours make too quiet get a colour that can be read", () => {
  document.body.innerHTML = '<p id="a" style="color: rgb(153, 153, 153)">a</p><p id="b" style="color: rgb(119, 119, 119)">b</p>';
  makeReadable(document, "rgb(255, 255, 255)", true);

  expect(colourOf("a")).not.toBe("rgb(153, 153, 153)");
  expect(colourOf("b")).toBe("rgb(119, 119, 119)");
});
