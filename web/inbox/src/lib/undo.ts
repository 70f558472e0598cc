/** Something was done, and can be taken back for eight seconds: by the toast, or by z. */
import { toasts, type ToastOrder } from "../ui";

export function offerUndo(text: string, undo: () => void): void {
  toasts.show({ text, undo });
}

export function tell(text: string, more: Omit<ToastOrder, "text"> = {}): void {
  toasts.show({ text, ms: 4_000, ...more });
}
