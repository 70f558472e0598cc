/** A field of a form with its label, and what is wrong with it in words. */
import type { Words } from "../words/en.ts";

interface Props {
  id: string;
  label: string;
  value: string;
  change(value: string): void;
  error?: string;
  type?: "email" | "text";
  rows?: number;
  hint?: string;
  focus?: boolean;
}

export function Field({ id, label, value, change, error, type = "text", rows, hint, focus }: Props) {
  const shared = {
    id,
    value,
    class: "in",
    placeholder: hint,
    "aria-invalid": !!error,
    "aria-describedby": error ? `${id}e` : undefined,
    "data-focus": focus,
    dir: "auto" as const,
  };
  return (
    <div class="fl">
      <label for={id}>{label}</label>
      {rows ? (
        <textarea {...shared} rows={rows} maxLength={4000} onInput={({ currentTarget }) => change(currentTarget.value)} />
      ) : (
        <input
          {...shared}
          type={type}
          autocomplete={type === "email" ? "email" : "off"}
          onInput={({ currentTarget }) => change(currentTarget.value)}
        />
      )}
      {error && <p class="bad" id={`${id}e`} role="alert">{error}</p>}
    </div>
  );
}

export const isEmail = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) && text.length < 255;

interface EmailProps {
  words: Words;
  label: string;
  value: string;
  change(value: string): void;
  wrong: boolean;
}

/** A field for an email address, which says what one looks like once the visitor has tried. */
export const EmailField = ({ words, wrong, ...rest }: EmailProps) => (
  <Field {...rest} id="email" focus type="email" error={wrong ? words.badEmail : ""} />
);
