import type { custom as en } from "../en/custom";
import type { Translated } from "../shape";

export const custom: Translated<typeof en> = {
  choose: "Cualquier plataforma, con un pequeño programa tuyo.",
  title: "Conectar otra plataforma",
  lead: "Tu programa envía lo que escribe la gente a un webhook y recibe las respuestas en una dirección suya.",
  guide: "Cómo escribir ese programa",
  name: "Nombre",
  nameHint: "Por ejemplo, «Telegram».",
  nameMissing: "Escribe un nombre.",
  inbox: "Bandeja",
  outbound: "Dirección de salida",
  outboundHint: "Adonde se envían las respuestas. Vacía: el canal solo recibe.",
  connect: "Conectar",
  onlyAdmins: "Cualquier administrador puede conectar una plataforma.",
  madeTitle: "{name} está conectado",
  webhook: "Dirección del webhook",
  copy: "Copiar",
  tryIt: "Pruébalo en una terminal",

  channel: "Otra plataforma",
  loadError: "No se pudo cargar el canal",
  settings: "Ajustes",
  save: "Guardar",
  failing: "Las respuestas no llegan desde {time}. Se repiten durante 24 horas como mucho.",
  failingPlain: "Las respuestas no llegan. Se repiten durante 24 horas como mucho.",
  address: "La dirección de salida ya no existe (HTTP 410). Escribe otra para enviar respuestas.",
  receivesOnly: "No hay dirección de salida: nadie puede responder en este canal.",
  message: "Mensaje",
  ping: "Prueba",
};
