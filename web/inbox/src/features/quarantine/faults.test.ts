// @vitest-environment node
import { beforeAll, expect, test } from "vitest";
import { language } from "../../lib/i18n.svelte";
import type { FaultJson, QuarantinedJson } from "../../lib/api/types";
import { faultsBehind, faultSentences, faultWords } from "./faults";

beforeAll(() => language.more());

const fault = (code: string, line: number, part = 0, whole = 0): FaultJson => ({ code, line, part, whole });

test("a part without end is told by number and line, and the text that is whole", () => {
  expect(faultSentences([fault("MAIL-PART-END", 15, 3, 1)])).toBe(
    "Part 3 starts at line 15 and has no end. The text in part 1 is whole.",
  );
});

test("of many faults three are said, and the whole text once", () => {
  const many = [1, 2, 3, 4].map((line) => fault("MAIL-HEADER-LINE", line, 0, 1));

  expect(faultSentences(many).match(/Line \d/g)).toHaveLength(3);
  expect(faultSentences(many).match(/is whole/g)).toHaveLength(1);
});

test("a mail without parts is its own part 1, and a new code has words as well", () => {
  expect(faultWords(fault("MAIL-BASE64", 5))).toContain("Part 1");
  expect(faultWords(fault("MAIL-OTHER", 7))).toContain("7");
});

test("what is held back for what it is, is not explained by its form", () => {
  const faults = [fault("MAIL-PART-END", 15, 3)];
  const held = (reason: string) => ({ reason }) as QuarantinedJson;

  expect(faultsBehind(held("Loop"), faults)).toEqual([]);
  expect(faultsBehind(held("CannotBeRead"), faults)).toEqual(faults);
});
