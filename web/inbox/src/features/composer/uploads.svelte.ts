/** The files of one message on their way up: with progress, one by one removable, a failed one can be tried again. */
import { api, Problem } from "../../lib/api/client";
import { MAIL_FILES, type FileLimits } from "./limits";

export type FileFault = "tooLarge" | "tooMany" | "notTaken" | "refused" | "unreachable";

export interface UploadedFile {
  id: string;
  name: string;
  size: number;
}

export interface FileOnItsWay {
  readonly key: number;
  readonly name: string;
  readonly size: number;
  readonly type: string;
  /** 0 to 1. */
  progress: number;
  state: "sending" | "here" | "failed";
  fault: FileFault | null;
  id: string | null;
  /** What to send again; null for one that came from a draft. */
  readonly source: File | null;
  stop: AbortController | null;
}

let nextKey = 1;

export class Uploads {
  files = $state<FileOnItsWay[]>([]);
  /** What the channel takes. */
  limits: FileLimits = MAIL_FILES;
  #running: Promise<void>[] = [];

  get here(): UploadedFile[] {
    return this.files.flatMap(({ id, name, size }) => (id === null ? [] : [{ id, name, size }]));
  }

  get sending(): boolean {
    return this.files.some(({ state }) => state === "sending");
  }

  get failed(): boolean {
    return this.files.some(({ state }) => state === "failed");
  }

  /** Begin to send these up. One that the channel does not take is listed with its fault, and not sent. */
  add(files: Iterable<File>): void {
    for (const file of files) {
      const fault = this.#faultOf(file);
      const key = nextKey++;
      const { name, size, type } = file;
      const state = fault ? "failed" : "sending";
      this.files.push({ key, name, size, type, progress: 0, state, fault, id: null, source: file, stop: null });
      if (!fault) this.#send(key, file);
    }
  }

  #faultOf({ size, type }: File): FileFault | null {
    const most = this.limits.sizeOf(type);
    if (most === 0) return "notTaken";
    if (size > most) return "tooLarge";
    return this.files.length >= this.limits.most ? "tooMany" : null;
  }

  again(key: number): void {
    const source = this.#find(key)?.source;
    if (source) this.#send(key, source);
  }

  canTryAgain(file: FileOnItsWay): boolean {
    return file.fault === "refused" || file.fault === "unreachable";
  }

  remove(key: number): void {
    this.#find(key)?.stop?.abort();
    this.files = this.files.filter((file) => file.key !== key);
  }

  /** Files that are on the server already, from a draft or an order taken back. */
  restore(files: readonly UploadedFile[]): void {
    for (const { id, name, size } of files)
      if (!this.files.some((known) => known.id === id))
        this.files.push({
          key: nextKey++,
          name,
          size,
          type: "",
          progress: 1,
          state: "here",
          fault: null,
          id,
          source: null,
          stop: null,
        });
  }

  clear(): void {
    for (const { stop } of this.files) stop?.abort();
    this.files = [];
  }

  /** Until nothing is on its way any more. */
  async settled(): Promise<void> {
    while (this.#running.length > 0) await Promise.all(this.#running);
  }

  #send(key: number, file: File): void {
    const stop = new AbortController();
    this.#change(key, { state: "sending", fault: null, progress: 0, stop });
    const run = this.#upload(key, file, stop.signal).finally(() => {
      this.#running = this.#running.filter((other) => other !== run);
    });
    this.#running.push(run);
  }

  async #upload(key: number, file: File, signal: AbortSignal): Promise<void> {
    try {
      const id = await api.upload(file, (progress) => this.#change(key, { progress }), signal);
      this.#change(key, { state: "here", progress: 1, id });
    } catch (error) {
      if (signal.aborted) return;
      const unreachable = error instanceof Problem && error.passing;
      this.#change(key, { state: "failed", fault: unreachable ? "unreachable" : "refused" });
    }
  }

  #find(key: number): FileOnItsWay | undefined {
    return this.files.find((one) => one.key === key);
  }

  #change(key: number, changes: Partial<FileOnItsWay>): void {
    const file = this.#find(key);
    if (file) Object.assign(file, changes);
  }
}
