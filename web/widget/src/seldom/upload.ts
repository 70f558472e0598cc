/** A file goes up first, to an address the server names; then it is sent as a message of its own. */
import type { Chat } from "../talk/chat.ts";
import type { Pending } from "../talk/outbox.ts";

interface Slot {
  id: string;
  url: string;
  fields: Record<string, string>;
}

/** `fetch` does not tell how far it is; this does. */
function post({ url, fields }: Slot, file: File, onProgress: (done: number) => void, signal: AbortSignal): Promise<void> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set("file", file);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.upload.onprogress = ({ loaded, total }) => onProgress(loaded / total);
    request.onload = () => (request.status < 300 ? resolve() : reject(new Error()));
    request.onerror = request.onabort = () => reject(new Error());
    signal.onabort = () => request.abort();
    request.send(form);
  });
}

/** Brings up the file of a message that waits for it. */
export function upload(chat: Chat, { id, extras }: Pending, file: File): void {
  const { name, size } = file;
  const stop = new AbortController();
  const shown = {
    name,
    size,
    done: 0,
    stop: () => {
      stop.abort();
      chat.outbox.remove(id);
      chat.ears.changed();
    },
  };
  const go = async (): Promise<void> => {
    await chat.session();
    const slot = await chat.http.send<Slot>("uploads", { name, size, content_type: file.type || "application/octet-stream" });
    await post(slot, file, (done) => chat.change(id, { file: { ...shown, done } }), stop.signal);
    chat.change(id, { state: "waiting", file: { ...shown, done: 1 }, extras: { ...extras, files: [slot.id] } });
  };
  chat.change(id, { file: shown });
  go().catch(() => chat.change(id, { state: "failed" }));
}
