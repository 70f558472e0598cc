/** Which files a kind of channel takes, told as soon as one is picked. */
import type { ChannelKindJson } from "../../lib/api/types";

/** Bytes; the server refuses more (UploadBody). */
export const LARGEST_FILE = 25_000_000;
/** That a mail carries. */
export const MOST_FILES = 50;

export interface FileLimits {
  /** The most bytes of such a file; 0: none are taken. */
  sizeOf: (contentType: string) => number;
  most: number;
}

export const MAIL_FILES: FileLimits = { sizeOf: () => LARGEST_FILE, most: MOST_FILES };

type Kind = Pick<ChannelKindJson, "file_sizes" | "files_each">;

/** What a platform takes; as long as that is not known, and for any other channel, what a mail may carry. */
export function fileLimits(kind: Kind | undefined): FileLimits {
  if (!kind) return MAIL_FILES;
  const sizes = kind.file_sizes;
  return {
    most: kind.files_each,
    sizeOf: (type) => Math.min(LARGEST_FILE, sizes[type.split("/")[0] ?? ""] ?? sizes["*"] ?? 0),
  };
}

/** Without any, there is no button for them. */
export const takesFiles = (kind: Kind | undefined): boolean => !kind || Object.keys(kind.file_sizes).length > 0;
