import type { lists as en } from "../en/lists";
import type { Translated } from "../shape";

export const lists: Translated<typeof en> = {
  channels: "Qué canales se muestran",
  shows: "Qué canales se muestran: {shown}",
  allChannels: "Todos los canales",
  goneChannel: "Un canal que no está aquí",
  only: "Solo {name}",
  looking: { one: "Buscando: {count} conversación hasta ahora", other: "Buscando: {count} conversaciones hasta ahora" },
  part: "Solo se han mirado las {count} conversaciones más recientes.",
  further: "Buscar más",
  showAll: "Mostrar todo",
  none: "Nada de {name} en esta vista",
  noneHint: "La lista muestra un solo canal.",
  noneSoFar: "La lista muestra un solo canal, y hay conversaciones más antiguas.",
  left: "Quedan {span}",
  leftTitle: "{channel} admite respuestas hasta el {time}",
  freeTitle: "{channel} admite cualquier respuesta hasta el {time}, y más tiempo lo que escribe una persona",
  over: "Ya no se puede responder",
  overTitle: "{channel} admitió respuestas hasta el {time}, y las admitirá de nuevo cuando escriba",
  overTemplates: "Solo plantillas",
  overTemplatesTitle: "{channel} admitió respuestas hasta el {time}; ahora solo plantillas aprobadas, hasta que escriba de nuevo",
};
