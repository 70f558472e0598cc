// @vitest-environment node
import { expect, test } from "vitest";
import { newId } from "./phone-ids";
import { voice } from "./voice";

test("a voice message is a sound file", () => {
  const bytes = atob(voice().content);

  expect(bytes.slice(0, 4)).toBe("RIFF");
  expect(bytes.slice(8, 16)).toBe("WAVEfmt ");
  expect(bytes.length).toBe(8_044);
});

test("who is new has an id as the platform gives them", () => {
  expect(newId("whatsapp")).toMatch(/^346\d{8}$/);
  expect(newId("messenger")).toMatch(/^9\d{16}$/);
  expect(newId("messenger")).not.toBe(newId("messenger"));
});
