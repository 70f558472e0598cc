// @vitest-environment node
import { flushSync } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { toasts } from "./toasts.svelte";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  for (const { id } of toasts.shown) toasts.drop(id);
  toasts.hold(false);
  vi.advanceTimersByTime(500);
  vi.useRealTimers();
});

test("a message stays 8 seconds and then says that its time is up", () => {
  const end = vi.fn();
  toasts.show({ text: "Closed", undo: () => undefined, onend: end });

  vi.advanceTimersByTime(7_700);
  expect(toasts.shown).toHaveLength(1);
  expect(end).not.toHaveBeenCalled();

  vi.advanceTimersByTime(600);
  expect(toasts.shown).toHaveLength(0);
  expect(end).toHaveBeenCalledOnce();
});

test("time stands still while somebody points at a message", () => {
  toasts.show({ text: "Closed" });
  vi.advanceTimersByTime(4_000);

  toasts.hold(true);
  vi.advanceTimersByTime(60_000);
  expect(toasts.shown).toHaveLength(1);

  toasts.hold(false);
  vi.advanceTimersByTime(4_500);
  expect(toasts.shown).toHaveLength(0);
});

test("a pointer that was left on a message holds it ten times as long at most", () => {
  const end = vi.fn();
  const held = vi.fn();
  toasts.show({ text: "Sending", onend: end, onhold: held });

  toasts.hold(true);
  expect(held).toHaveBeenCalledExactlyOnceWith(true, 80_000);
  vi.advanceTimersByTime(79_000);
  expect(end).not.toHaveBeenCalled();

  vi.advanceTimersByTime(1_500);
  expect(end).toHaveBeenCalledOnce();
});

test("undo takes it back once and its end never comes", () => {
  const undo = vi.fn();
  const end = vi.fn();
  toasts.show({ text: "Closed", undo, onend: end });

  expect(toasts.undoLast()).toBe(true);
  expect(toasts.undoLast()).toBe(false);
  vi.advanceTimersByTime(20_000);
  flushSync();

  expect(undo).toHaveBeenCalledOnce();
  expect(end).not.toHaveBeenCalled();
});

test("who leaves ends all messages at once", () => {
  const end = vi.fn();
  toasts.show({ text: "One", onend: end });
  toasts.show({ text: "Two", onend: end });

  toasts.dismissAll();

  expect(toasts.shown).toEqual([]);
  expect(end).toHaveBeenCalledTimes(2);
});
