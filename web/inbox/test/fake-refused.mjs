/** What the fake server answers with 4xx or 5xx. */
export class Refused extends Error {
  constructor(status, code, more = {}) {
    super(code);
    this.answer = { title: code, status, code, detail: "", ...more };
  }
}
