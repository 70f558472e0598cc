import type { signin as en } from "../en/signin";
import type { Translated } from "../shape";

export const signin: Translated<typeof en> = {
  signIn: "Entrar",
  email: "Correo",
  password: "Contraseña",
  newPassword: "Contraseña nueva",
  show: "Ver",
  hide: "Ocultar",
  showPassword: "Ver la contraseña",
  hidePassword: "Ocultar la contraseña",
  forgot: "¿La has olvidado?",
  byInvitation: "Las cuentas se crean por invitación.",

  emailMissing: "Escribe tu correo",
  passwordMissing: "Escribe tu contraseña",
  wrong: "El correo o la contraseña no son correctos.",
  wrongTries: {
    one: "El correo o la contraseña no son correctos. Queda {count} intento; después, una pausa de 5 minutos.",
    other: "El correo o la contraseña no son correctos. Quedan {count} intentos; después, una pausa de 5 minutos.",
  },
  wrongPause: {
    one: "El correo o la contraseña no son correctos. Espera {count} minuto antes de volver a intentarlo.",
    other: "El correo o la contraseña no son correctos. Espera {count} minutos antes de volver a intentarlo.",
  },
  pause: {
    one: "Demasiados intentos. Espera {count} minuto y prueba de nuevo.",
    other: "Demasiados intentos. Espera {count} minutos y prueba de nuevo.",
  },

  forgotTitle: "¿Has olvidado tu contraseña?",
  forgotText: "Escribe tu correo. Te enviamos un enlace para poner una nueva.",
  sendLink: "Enviar el enlace",
  linkSent: "Si esta dirección tiene una cuenta, hay un correo en camino",
  linkSentText: "El enlace sirve durante una hora. Mira también en la carpeta de spam.",
  backToSignIn: "Volver a la entrada",

  resetTitle: "Pon una contraseña nueva",
  resetText: "En los demás dispositivos se cierra tu sesión.",
  savePassword: "Guardar y entrar",
  joinTitle: "Únete al equipo",
  joinText: "Te han invitado a responder a clientes aquí.",
  yourName: "Tu nombre",
  nameMissing: "Escribe tu nombre",
  nameHint: "Los clientes ven este nombre en tus respuestas",
  join: "Unirme",
  longEnough: "12 caracteres o más",
  tooShort: "Usa 12 caracteres o más",
  linkEnded: "Este enlace ya se ha usado o ha caducado",
  linkEndedReset: "Pide uno nuevo; llega por correo.",
  linkEndedJoin: "Pide otra invitación a quien te invitó, o recibe un enlace nuevo por correo.",
  newLink: "Recibir un enlace nuevo",
};
