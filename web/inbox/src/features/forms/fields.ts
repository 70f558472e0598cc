/** The fields of a form while it is being built: new ones, their keys, and what is still missing. */
import type { FieldKind, FormFieldJson, FormWords } from "../../lib/api/forms";
import type { PlainKey } from "../../lib/i18n.svelte";

export const KINDS: Record<FieldKind, PlainKey> = {
  text: "forms.text",
  long_text: "forms.longText",
  email: "forms.email",
  phone: "forms.phone",
  select: "forms.select",
  checkbox: "forms.checkbox",
  file: "forms.file",
  hidden: "forms.hidden",
};
export const kinds = Object.keys(KINDS) as FieldKind[];
export const hasOptions = (kind: FieldKind): boolean => kind === "select" || kind === "checkbox";
export const isWritten = (kind: FieldKind): boolean => kind === "text" || kind === "long_text" || kind === "phone";

export const noWords = (): FormWords => ({ en: "", es: "" });

const KEY = /^[a-z][a-z0-9_]{0,39}$/;

/** `wanted`, or with a number behind it where it is taken. */
export function freeKey(fields: readonly FormFieldJson[], wanted: string): string {
  const taken = new Set(fields.map(({ key }) => key));
  let number = 2;
  let key = wanted;
  while (taken.has(key)) key = `${wanted}_${number++}`;
  return key;
}

/** A field of this kind, called as its kind is. */
export function newField(fields: readonly FormFieldJson[], kind: FieldKind, label: FormWords): FormFieldJson {
  return {
    key: freeKey(fields, kind === "long_text" ? "message" : kind),
    kind,
    label,
    help: noWords(),
    placeholder: noWords(),
    required: false,
    options: kind === "select" ? [noWords()] : [],
    max_length: kind === "long_text" ? 5_000 : 1_000,
    default: "",
    fills: "",
    accepts: [],
    most_files: 3,
  };
}

export const labelOf = ({ label, key }: FormFieldJson): string => label.en || label.es || key;

export type Fault = "label" | "key" | "sameKey" | "options" | "accepts";
/** What somebody can fill in of a field, as the server calls it. */
export const PARTS = ["label", "help", "placeholder", "default", "options", "max_length", "accepts", "key"] as const;
/** By part what is wrong with it. */
export type FieldFaults = Partial<Record<(typeof PARTS)[number], string>>;

/** What is wrong with the field at `index`; null: it can be saved. */
export function faultOf(fields: readonly FormFieldJson[], index: number): Fault | null {
  const field = fields[index];
  if (!field) return null;
  if (!KEY.test(field.key)) return "key";
  if (fields.some(({ key }, other) => key === field.key && other < index)) return "sameKey";
  if (field.kind !== "hidden" && !field.label.en.trim() && !field.label.es.trim()) return "label";
  if (hasOptions(field.kind) && !areOptions(field)) return "options";
  return field.accepts.every((one) => ACCEPTED.test(one)) ? null : "accepts";
}

function areOptions({ kind, options }: FormFieldJson): boolean {
  const said = options.map(({ en, es }) => (en || es).trim());
  const needed = kind === "select" ? 1 : 0;
  return said.length >= needed && !said.includes("") && new Set(said).size === said.length;
}

const ACCEPTED = /^(\.[a-z0-9]{1,10}|[a-z]{1,20}\/(\*|[a-z0-9.+-]{1,80}))$/;

/** ".pdf, image/*" as a list. */
export const acceptsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean);

/** Whether a form of these fields can be saved: all of them right, and one that people see. */
export const areRight = (fields: readonly FormFieldJson[]): boolean =>
  fields.some(({ kind }) => kind !== "hidden") && fields.every((_, index) => faultOf(fields, index) === null);
