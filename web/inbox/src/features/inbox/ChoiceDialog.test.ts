import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, expect, test, vi } from "vitest";
import ChoiceDialog from "./ChoiceDialog.svelte";

const choices = [
  { id: "cv_7", label: "7 My lamp", hint: "Carla" },
  { id: "cv_8", label: "8 Invoice", hint: "Carla" },
  { id: "cv_9", label: "9 Lamp shade", hint: "Bo" },
];

function shown(onchoose = vi.fn(() => Promise.resolve(true))) {
  const onclose = vi.fn();
  const words = { title: "Merge", text: "What happens", placeholder: "Find", none: "None fits", order: "Do it" };
  render(ChoiceDialog, { ...words, choices, onchoose, onclose });
  return { onchoose, onclose, field: screen.getByRole("combobox") };
}

afterEach(cleanup);

const selected = () => screen.getAllByRole("option", { selected: true }).map(({ dataset }) => dataset["id"]);

test("typing finds by number, subject or name, and Enter chooses what is marked", async () => {
  const { field, onchoose, onclose } = shown();

  await fireEvent.input(field, { target: { value: "lamp" } });
  expect(screen.getAllByRole("option").map(({ dataset }) => dataset["id"])).toEqual(["cv_7", "cv_9"]);
  await fireEvent.keyDown(field, { key: "ArrowDown" });
  expect(selected()).toEqual(["cv_9"]);
  await fireEvent.submit(field.closest("form") as HTMLFormElement);

  expect(onchoose).toHaveBeenCalledExactlyOnceWith("cv_9");
  await waitFor(() => {
    expect(onclose).toHaveBeenCalled();
  });
});

test("a click marks, and nothing is done before the button is pressed", async () => {
  const { onchoose } = shown();

  await fireEvent.click(screen.getByText(/Invoice/));

  expect(selected()).toEqual(["cv_8"]);
  expect(onchoose).not.toHaveBeenCalled();
});

test("what was refused stays on the screen", async () => {
  const { field, onclose } = shown(vi.fn(() => Promise.resolve(false)));

  await fireEvent.submit(field.closest("form") as HTMLFormElement);

  await waitFor(() => {
    expect(screen.getByRole("button", { name: "Do it" })).toHaveProperty("disabled", false);
  });
  expect(onclose).not.toHaveBeenCalled();
});

test("where nothing fits, it says so and nothing can be ordered", async () => {
  const { field } = shown();

  await fireEvent.input(field, { target: { value: "42" } });

  expect(screen.getByRole("status").textContent).toBe("None fits");
  expect(screen.getByRole("button", { name: "Do it" })).toHaveProperty("disabled", true);
});
