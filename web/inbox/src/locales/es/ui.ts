import type { ui as en } from "../en/ui";
import type { Translated } from "../shape";

export const ui: Translated<typeof en> = {
  cancel: "Cancelar",
  close: "Cerrar",
  copied: "Copiado",
  copy: "Copiar {text}",
  dismiss: "Descartar",
  messages: "Avisos",
  tryAgain: "Intentar de nuevo",
  undo: "Deshacer",
};
