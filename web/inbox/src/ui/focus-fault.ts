import { tick } from "svelte";

/** The focus goes to the first control that is not right, once the page says so; a form all right keeps it. */
export async function focusFault(form: ParentNode | null | undefined): Promise<void> {
  await tick();
  form?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
}
