/** Folders whose files the pages may name: what lies in `web/`, and the pages of `docs/` that settings link to. */
import { resolve } from "node:path";

export const LINKED = ["..", "../../docs/channels"].map((folder) => resolve(import.meta.dirname, folder));
