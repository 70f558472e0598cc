// @vitest-environment node
import { expect, test } from "vitest";
import { faultOf } from "./picture";

test("a picture is of a kind that browsers show, and no bigger than the server takes", () => {
  expect(faultOf({ type: "image/png", size: 1_000_000 })).toBeNull();
  expect(faultOf({ type: "image/png", size: 1_000_001 })).toBe("people.pictureBig");
  expect(faultOf({ type: "image/svg+xml", size: 100 })).toBe("people.pictureKind");
  expect(faultOf({ type: "", size: 100 })).toBe("people.pictureKind");
});
