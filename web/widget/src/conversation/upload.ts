/** A file goes up first, to an address the server names; then it is sent as a message of its own. */
import type { Chat } from "../talk/chat.ts";
import type { Extras } from "../talk/frames.ts";
import { Refused } from "../talk/http.ts";
import { newId } from "../talk/ids.ts";

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
    request.onload = () => (request.status < 300 ? resolve() : reject(new Refused(request.status, "")));
    request.onerror = request.onabort = () => reject(new Refused(0, ""));
    signal.onabort = () => request.abort();
    request.send(form);
  });
}

/** Answers the conversation, or what stands for the one that the file begins. */
export function attach(chat: Chat, file: File, conversation: string | undefined, extras: Extras): string {
  const id = newId();
  const to = conversation ?? `+${id}`;
  const stop = new AbortController();
  const shown = {
    name: file.name,
    size: file.size,
    done: 0,
    stop: () => {
      stop.abort();
      chat.outbox.remove(id);
      chat.ears.changed();
    },
  };
  const go = async (): Promise<void> => {
    await chat.session();
    const asked = { name: file.name, size: file.size, content_type: file.type || "application/octet-stream" };
    const slot = await chat.http.send<Slot>("uploads", asked);
    await post(slot, file, (done) => chat.change(id, { file: { ...shown, done } }), stop.signal);
    chat.change(id, { state: "waiting", file: { ...shown, done: 1 }, extras: { ...extras, files: [slot.id] } });
  };
  chat.outbox.add({ id, to, text: "", at: new Date().toISOString(), extras, state: "uploading", file: shown });
  go().catch(() => chat.change(id, { state: "failed" }));
  chat.ears.changed();
  return to;
}
