/** What was filled in of a form: one line for each field, "label: answer"; further lines of an answer begin with a tab. */

export interface FormRow {
  label: string;
  answer: string;
}

export function formRows(text: string): FormRow[] {
  const rows: FormRow[] = [];
  for (const line of text.split("\n")) {
    const last = rows.at(-1);
    if (line.startsWith("\t") && last) last.answer += `\n${line.slice(1)}`;
    else if (line) rows.push(rowOf(line));
  }
  return rows;
}

function rowOf(line: string): FormRow {
  const at = line.indexOf(": ");
  return at < 0 ? { label: "", answer: line } : { label: line.slice(0, at), answer: line.slice(at + 2) };
}
