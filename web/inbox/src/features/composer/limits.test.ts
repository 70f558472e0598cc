import { expect, test } from "vitest";
import { fileLimits, LARGEST_FILE, MOST_FILES, takesFiles } from "./limits";

const WHATSAPP = { file_sizes: { image: 5_000_000, "*": 100_000_000 }, files_each: 10 };

test("each kind of file has its own limit, and none is beyond what can be sent up", () => {
  const { sizeOf, most } = fileLimits(WHATSAPP);

  expect([sizeOf("image/png"), sizeOf("application/pdf"), sizeOf("")]).toEqual([5_000_000, LARGEST_FILE, LARGEST_FILE]);
  expect(most).toBe(10);
});

test("a kind of file that is not named is not taken where there is no other", () => {
  expect(fileLimits({ file_sizes: { image: 5 }, files_each: 1 }).sizeOf("text/csv")).toBe(0);
});

test("without a platform it is what a mail may carry", () => {
  expect(fileLimits(undefined)).toMatchObject({ most: MOST_FILES });
  expect(takesFiles(undefined)).toBe(true);
  expect(takesFiles({ file_sizes: {}, files_each: 0 })).toBe(false);
});
