import { cleanup, fireEvent, render } from "@testing-library/svelte";
import { afterEach, expect, test } from "vitest";
import Avatar from "./Avatar.svelte";

afterEach(cleanup);

test("a picture stands in the place of the letters and is named by nothing, since the name stands beside it", () => {
  const { container } = render(Avatar, { name: "Ana Ruiz", picture: "/api/contacts/1/avatars/2", size: 40 });

  const picture = container.querySelector("img");
  expect(picture?.getAttribute("src")).toBe("/api/contacts/1/avatars/2");
  expect(picture?.getAttribute("alt")).toBe("");
  expect(container.textContent.trim()).toBe("");
});

test("a picture that cannot be had leaves the letters, until there is another one", async () => {
  const { container, rerender } = render(Avatar, { name: "Ana Ruiz", picture: "/gone" });

  await fireEvent.error(container.querySelector("img") as Element);
  expect(container.textContent.trim()).toBe("AR");

  await rerender({ picture: "/another" });
  expect(container.querySelector("img")?.getAttribute("src")).toBe("/another");
});
