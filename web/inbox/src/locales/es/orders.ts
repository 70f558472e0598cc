import type { orders as en } from "../en/orders";
import type { Translated } from "../shape";

export const orders: Translated<typeof en> = {
  close: "Cerrar",
  reopen: "Reabrir",
  spam: "Mover a spam",
  notSpam: "No es spam",
  markUnread: "Marcar no leída",
  merge: "Unir a otra…",
  move: "Mover a otra bandeja…",
  copyLink: "Copiar el enlace",
  reply: "Responder",
  note: "Nota",
  assignMe: "Asignármela",
  assignTo: "Asignar a una persona",
};
