// @vitest-environment node
import { expect, test } from "vitest";
import { answers } from "./stand-in";

test("what is written in a preview is taken in, and heard by nobody", () => {
  const answer = answers({ id: "ag_1", name: "Ana", avatar: "" });

  expect(answer({ type: "hello" })).toMatchObject([{ type: "hello", agents: [{ name: "Ana" }] }]);
  expect(answer({ type: "start", id: "m1", text: "Hi" })).toMatchObject([
    { type: "said", id: "m1", seq: 1 },
    { type: "entry", prev: 0, entry: { seq: 1, text: "Hi", by: "visitor" } },
  ]);
  expect(answer({ type: "say", id: "m2", text: "Still there?" })).toMatchObject([{ seq: 2 }, { prev: 1 }]);
  expect(answer({ type: "ping" })).toMatchObject([{ type: "pong", seq: 2 }]);
  expect(answer({ type: "typing" })).toEqual([]);
});
