/** A file on its way: asked for at `/uploads`, then posted as a form, with progress. */
import { Problem } from "./problem";
import { send } from "./request";
import type { UploadJson } from "./types";

/** Upload a file. `onProgress` gets 0 to 1. Answers the id to name in `attachments` of a reply. */
export async function upload(
  file: File,
  onProgress: (done: number) => void = () => undefined,
  signal?: AbortSignal,
): Promise<string> {
  const where = await send<UploadJson>(
    "POST",
    "/uploads",
    { name: file.name, size: file.size, content_type: file.type || "application/octet-stream" },
    { signal },
  );
  await post(where, file, onProgress, signal);
  return where.id;
}

/** `fetch` tells nothing about how much has gone up, so this is an XMLHttpRequest. */
function post(where: UploadJson, file: File, onProgress: (done: number) => void, signal?: AbortSignal): Promise<void> {
  const form = new FormData();
  for (const [name, value] of Object.entries(where.fields)) form.set(name, value);
  form.set("file", file);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", where.url);
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    request.onload = () => {
      if (request.status < 300) resolve();
      else reject(new Problem({ title: "The file was refused", status: request.status, code: "UploadRefused" }));
    };
    request.onerror = () => {
      reject(new Problem({ title: "The file could not be sent", status: 0, code: "Unreachable" }));
    };
    request.onabort = () => {
      reject(new DOMException("The upload was stopped", "AbortError"));
    };
    signal?.addEventListener("abort", () => {
      request.abort();
    });
    request.send(form);
  });
}
