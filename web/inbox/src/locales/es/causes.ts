/**
 * Why something outside did not work, by the server's English sentence: those sentences are kept with what they are
 * about, so they are translated where they are read (`lib/cause-text.svelte.ts`). `{}` stands for what is filled in, in
 * the same order.
 * `tests/architecture/test_causes.py` compares them with the server's.
 */
export const causes: Record<string, string> = {
  // Meta's errors
  "Meta does not take this channel's token any more: connect the channel again":
    "Meta ya no acepta el token de este canal: conecta el canal otra vez",
  "A permission of this channel's token is missing: connect the channel again":
    "Al token de este canal le falta un permiso: conecta el canal otra vez",
  "They wrote too long ago for Meta to take an answer: they have to write again, or use another channel":
    "Escribió hace demasiado tiempo y Meta ya no acepta respuestas: tiene que volver a escribir o usar otro canal",
  "They cannot be reached there now: they may have blocked the account or left the platform":
    "Ahora no se le puede escribir allí: quizá bloqueó la cuenta o dejó la plataforma",
  "Meta knows nobody by this id on this account: the person may have left the platform":
    "Meta no conoce a nadie con este identificador en esta cuenta: quizá dejó la plataforma",
  "The Meta app is not public yet: it reaches only people who have a role in it. Publish the app first":
    "La aplicación de Meta aún no es pública: solo llega a quienes tienen un papel en ella. Publícala primero",
  "The page and the Instagram account are not linked, or access to messages is switched off: connect again":
    "La página y la cuenta de Instagram no están vinculadas, o el acceso a los mensajes está desactivado: conecta otra vez",
  "Another app has this conversation now: take it over in Meta Business Suite first":
    "Otra aplicación tiene ahora esta conversación: recupérala primero en Meta Business Suite",
  "They have stopped notifications, or this is one too many":
    "Ha desactivado las notificaciones, o esta es una de más",
  "Meta has blocked this for breaking its policies: see the account's quality page at Meta":
    "Meta lo ha bloqueado por incumplir sus políticas: mira la página de calidad de la cuenta en Meta",
  "A file is larger than Meta takes: send a link instead":
    "Un archivo es mayor de lo que acepta Meta: envía un enlace en su lugar",
  "Meta could not read a file of this message: try another format":
    "Meta no pudo leer un archivo de este mensaje: prueba con otro formato",
  "Meta has a trouble of its own now": "Meta tiene ahora un problema propio",
  "Meta asks for a pause: too many calls in a short time":
    "Meta pide una pausa: demasiadas llamadas en poco tiempo",
  "The Meta app has used its allowance of calls for now":
    "La aplicación de Meta ha agotado por ahora sus llamadas",
  "Meta refused this": "Meta lo rechazó",
  "Meta did not say whether it took the message": "Meta no dijo si aceptó el mensaje",
  "Meta answered with an error, and may have sent the message":
    "Meta respondió con un error y puede que haya enviado el mensaje",
  "Meta asks for a pause: too many messages to phone numbers":
    "Meta pide una pausa: demasiados mensajes a números de teléfono",
  "Meta lets nobody write into this conversation now": "Meta no deja a nadie escribir ahora en esta conversación",
  "Meta does not know this account or person, or does not show them to this app":
    "Meta no conoce esta cuenta o a esta persona, o no se la muestra a esta aplicación",
  "Meta takes no message without text or file": "Meta no acepta mensajes sin texto ni archivo",
  "Meta slows this page down: people find its messages too many":
    "Meta frena esta página: la gente recibe demasiados mensajes suyos",
  "Meta does not know this phone number any more: it may have been deleted":
    "Meta ya no conoce este número de teléfono: quizá se eliminó",
  "Meta did not take this message as it is": "Meta no aceptó este mensaje tal como es",
  "The token may not do that: a permission is missing, or the Meta app is not public yet. Publish it, and connect the channel again":
    "El token no puede hacerlo: falta un permiso o la aplicación de Meta aún no es pública. Publícala y conecta el canal otra vez",
  "The token may not write to this person: connect the channel again with all permissions":
    "El token no puede escribir a esta persona: conecta el canal otra vez con todos los permisos",
  "Meta could not send this now": "Meta no pudo enviarlo ahora",
  "This was answered already": "Esto ya se respondió",
  "Meta does not let this account answer that": "Meta no deja a esta cuenta responder a eso",
  "The page has switched its messages off: switch them on in its settings":
    "La página tiene los mensajes desactivados: actívalos en sus ajustes",
  "Meta does not tell who this is": "Meta no dice quién es",
  "Meta does not tell this app who this is": "Meta no dice a esta aplicación quién es",
  "Meta's own machine talks to them now": "Ahora le atiende la máquina de Meta",
  "The message that this is about was deleted": "El mensaje al que se refiere se eliminó",
  "WhatsApp does not deliver this one: the number takes part in an experiment of Meta":
    "WhatsApp no entrega este: el número participa en un experimento de Meta",
  "WhatsApp does not let this account write to people in this country":
    "WhatsApp no deja a esta cuenta escribir a personas de este país",
  "WhatsApp misses something in this message": "A WhatsApp le falta algo en este mensaje",
  "WhatsApp does not take a value of this message": "WhatsApp no acepta un valor de este mensaje",
  "An account cannot write to its own number": "Una cuenta no puede escribir a su propio número",
  "WhatsApp cannot deliver to this number: it may not be on WhatsApp, or have an old version of it":
    "WhatsApp no puede entregar a este número: quizá no está en WhatsApp o tiene una versión antigua",
  "The account is a test account: add this number to its list of recipients first":
    "La cuenta es de prueba: añade primero este número a su lista de destinatarios",
  "WhatsApp has locked this account: see its quality page in WhatsApp Manager":
    "WhatsApp ha bloqueado esta cuenta: mira su página de calidad en WhatsApp Manager",
  "The display name of this number waits for approval in WhatsApp Manager":
    "El nombre visible de este número espera aprobación en WhatsApp Manager",
  "WhatsApp misses a way to pay: look at the billing settings in WhatsApp Manager":
    "A WhatsApp le falta una forma de pago: mira la facturación en WhatsApp Manager",
  "This number is not registered with WhatsApp yet: register it in WhatsApp Manager":
    "Este número aún no está registrado en WhatsApp: regístralo en WhatsApp Manager",
  "They wrote more than 24 hours ago: WhatsApp takes only an approved template now":
    "Escribió hace más de 24 horas: WhatsApp solo acepta ahora una plantilla aprobada",
  "WhatsApp slows this number down: too many of its messages were blocked":
    "WhatsApp frena este número: se bloquearon demasiados mensajes suyos",
  "WhatsApp chose not to deliver this one, to keep people from too many messages":
    "WhatsApp decidió no entregar este, para que la gente no reciba demasiados mensajes",
  "They have asked for no more marketing messages from this account":
    "Pidió no recibir más mensajes publicitarios de esta cuenta",
  "WhatsApp does not know messages of this kind": "WhatsApp no conoce mensajes de este tipo",
  "WhatsApp asks for a pause: too many messages to this person":
    "WhatsApp pide una pausa: demasiados mensajes a esta persona",
  "The template has another number of variables: look at it in WhatsApp Manager":
    "La plantilla tiene otro número de variables: mírala en WhatsApp Manager",
  "The template is not there in this language, or not approved: look at it in WhatsApp Manager":
    "La plantilla no existe en este idioma o no está aprobada: mírala en WhatsApp Manager",
  "The template becomes too long with these variables: look at it in WhatsApp Manager":
    "La plantilla queda demasiado larga con estas variables: mírala en WhatsApp Manager",
  "The template breaks a policy of WhatsApp: look at it in WhatsApp Manager":
    "La plantilla incumple una política de WhatsApp: mírala en WhatsApp Manager",
  "The template has variables of another form: look at it in WhatsApp Manager":
    "La plantilla tiene variables de otra forma: mírala en WhatsApp Manager",
  "The template is paused, because people disliked it: look at it in WhatsApp Manager":
    "La plantilla está en pausa porque no gustó a la gente: mírala en WhatsApp Manager",
  "The template is disabled for good, because people disliked it: look at it in WhatsApp Manager":
    "La plantilla está desactivada para siempre porque no gustó a la gente: mírala en WhatsApp Manager",
  "The template has a form that is blocked: look at it in WhatsApp Manager":
    "La plantilla tiene un formulario bloqueado: mírala en WhatsApp Manager",
  "WhatsApp slows this template's form down": "WhatsApp frena el formulario de esta plantilla",
  "A former registration of this number is not ended: try to remove it again":
    "Un registro anterior de este número no ha terminado: intenta quitarlo otra vez",
  "The PIN of this number is wrong: register it again": "El PIN de este número no es correcto: regístralo otra vez",
  "This number has to be verified again in WhatsApp Manager":
    "Hay que verificar este número otra vez en WhatsApp Manager",
  "Too many wrong PINs: wait as long as WhatsApp Manager says":
    "Demasiados PIN incorrectos: espera lo que diga WhatsApp Manager",
  "The PIN was entered too fast: wait a moment": "El PIN se escribió demasiado deprisa: espera un momento",
  "This number is not registered with WhatsApp: register it in WhatsApp Manager":
    "Este número no está registrado en WhatsApp: regístralo en WhatsApp Manager",
  "The number was removed a moment ago, and cannot be registered yet":
    "El número se quitó hace un momento y aún no se puede registrar",
  "This number was registered too often: wait 72 hours": "Este número se registró demasiadas veces: espera 72 horas",
  "WhatsApp could not send this, and does not say why": "WhatsApp no pudo enviarlo y no dice por qué",

  // what of a message does not go to a platform
  "They wrote more than 24 hours ago: {} now takes only what a person of the team writes, and this was written by a machine. Answer it yourself":
    "Escribió hace más de 24 horas: {} solo acepta ahora lo que escribe una persona del equipo, y esto lo escribió una máquina. Responde tú",
  "They wrote more than 7 days ago, and {} takes no answer after that: they have to write again, or use another channel":
    "Escribió hace más de 7 días y {} no acepta respuestas después: tiene que volver a escribir o usar otro canal",
  "It is not known to whom this goes: the conversation has no person on this platform":
    "No se sabe a quién va: la conversación no tiene a nadie en esta plataforma",
  "A message can have at most {} quick replies, not {}":
    "Un mensaje puede llevar {} respuestas rápidas como máximo, no {}",
  "{} is empty": "{} está vacío",
  "{}: this platform takes no files of the kind {}": "{}: esta plataforma no acepta archivos del tipo {}",
  "{} is too large: at most {} MB can be sent; send a link instead":
    "{} es demasiado grande: se pueden enviar {} MB como máximo; envía un enlace en su lugar",
  "{}: Instagram takes only common pictures, sounds, films and PDF. Send a link instead":
    "{}: Instagram solo acepta imágenes, sonidos y vídeos corrientes y PDF. Envía un enlace en su lugar",
  "There is nothing in this message that {} could send": "En este mensaje no hay nada que {} pueda enviar",
  "There is nothing in this message that WhatsApp could send": "En este mensaje no hay nada que WhatsApp pueda enviar",
  "WhatsApp shows what may be pressed only below a text": "WhatsApp muestra lo que se puede pulsar solo debajo de un texto",
  "It is not said which template goes out, and in which language": "No se dice qué plantilla sale ni en qué idioma",
  "It is not said in which language the template goes out": "No se dice en qué idioma sale la plantilla",
  "A variable of the template {} is empty": "Una variable de la plantilla {} está vacía",
  "The template {} has another number of variables": "La plantilla {} tiene otro número de variables",
  "{}. {} of {} parts had gone out": "{}. Habían salido {} de {} partes",
  "There are many parts; the rest goes out in a moment": "Son muchas partes; el resto sale enseguida",
  "This channel has no token: connect it again": "Este canal no tiene token: conéctalo otra vez",
  "This channel is paused": "Este canal está en pausa",
  "This is no message": "Esto no es un mensaje",
  "There is no such file": "Este archivo no existe",

  // the line to Meta
  "Meta took the message and did not say under which id": "Meta aceptó el mensaje y no dijo con qué identificador",
  "Meta took the file and did not say under which id": "Meta aceptó el archivo y no dijo con qué identificador",
  "The line broke after the message was handed over": "La línea se cortó después de entregar el mensaje",
  "There is no connection to Meta": "No hay conexión con Meta",
  "What is left of the allowance of calls is for messages": "Las llamadas que quedan son para los mensajes",
  "Meta says that this token is not valid any more": "Meta dice que este token ya no es válido",
  "Meta does not take this app secret for this app": "Meta no acepta esta clave secreta para esta app",
  "This token belongs to another account": "Este token es de otra cuenta",
  "This token may not ask to be told what happens on the account":
    "Este token no puede pedir que se le diga lo que pasa en la cuenta",
  "The line to Meta broke": "La línea con Meta se cortó",
  "The line to Meta broke within the answer": "La línea con Meta se cortó en medio de la respuesta",
  "The platform does not hand out files for this token": "La plataforma no entrega archivos con este token",

  // files of the platforms
  "The platform does not hand the file out any more": "La plataforma ya no entrega el archivo",
  "The platform sends from one address to the next": "La plataforma manda de una dirección a otra",
  "The file has no usable address": "El archivo no tiene una dirección que sirva",
  "The file has an id that this platform does not know": "El archivo tiene un identificador que esta plataforma no conoce",
  "The file lies at an address that is not the platform's": "El archivo está en una dirección que no es de la plataforma",
  "The file lies at an address within a private network": "El archivo está en una dirección de una red privada",
  "The file is larger than we take": "El archivo es mayor de lo que se acepta aquí",
  "The content is no base64": "El contenido no es base64",
  "The platform did not hand it out in time": "La plataforma no lo entregó a tiempo",
  "Channels of this kind hand out no files": "Los canales de este tipo no entregan archivos",
  "Only the first {} of the {} files of this message are copied":
    "Solo se copian los primeros {} de los {} archivos de este mensaje",
  "The platform's files cannot be had now": "Ahora no se pueden obtener los archivos de la plataforma",
  "The platform's files cannot be reached": "No se llega a los archivos de la plataforma",
  "The platform's name cannot be looked up": "No se encuentra el nombre de la plataforma",
  "The platform's file came only in part": "El archivo de la plataforma llegó solo en parte",
  "The platform sends the file too slowly": "La plataforma envía el archivo demasiado despacio",
  "The line to the platform broke within the file": "La línea con la plataforma se cortó en medio del archivo",

  // a program of the customer's own, and webhooks of events
  "This channel takes no answers: it has no outbound address": "Este canal no envía respuestas: no tiene dirección de salida",
  "The program answered {}": "El programa respondió {}",
  "The server answered {}": "El servidor respondió {}",
  "The name of the server is not known": "No se conoce el nombre del servidor",
  "This is not the address of a server": "Esta no es la dirección de un servidor",
  "The address begins with https://": "La dirección empieza por https://",
  "The address has no port of its own: https is taken at 443": "La dirección no lleva puerto propio: https usa el 443",
  "The address leads into a private network": "La dirección lleva a una red privada",
  "The line could not be secured: {}": "No se pudo asegurar la línea: {}",
  "Nobody takes the call": "Nadie atiende la llamada",
  "The line broke, or time was up, before there was an answer":
    "La línea se cortó, o se acabó el tiempo, antes de que hubiera respuesta",
  "This address is not called": "A esta dirección no se llama",
  "The server cannot be reached": "No se llega al servidor",
  "The server did not answer": "El servidor no respondió",

  // mail
  "Amazon SES refused it: {}": "Amazon SES lo rechazó: {}",
  "Amazon SES cannot take this mail: {}": "Amazon SES no puede aceptar este correo: {}",
  "Amazon SES does not know the sending domain yet: publish its DNS records, then send again ({})":
    "Amazon SES aún no conoce el dominio de envío: publica sus registros DNS y envía otra vez ({})",
  "Amazon has stopped this account from sending: answer its case in the AWS Support Center ({})":
    "Amazon ha impedido enviar a esta cuenta: responde a su caso en el AWS Support Center ({})",
  "Amazon SES refused it: {} Until AWS lifts the sandbox of this account, SES sends to verified addresses only: ask for production access in the SES console.":
    "Amazon SES lo rechazó: {} Hasta que AWS quite el entorno de pruebas de esta cuenta, SES solo envía a direcciones verificadas: pide acceso de producción en la consola de SES.",
  "Amazon SES has paused sending here: see the reputation page of its console":
    "Amazon SES ha pausado los envíos: mira la página de reputación de su consola",
  "The sending quota of Amazon SES is used up for now": "La cuota de envío de Amazon SES está agotada por ahora",
  "The deployment is not whole, something in Amazon SES is missing: deploy again":
    "El despliegue no está completo, falta algo en Amazon SES: despliega otra vez",
  "The deployment may not send by Amazon SES: deploy again":
    "El despliegue no puede enviar con Amazon SES: despliega otra vez",
  "The credentials of this process have ended": "Las credenciales de este proceso han caducado",
  "Amazon SES broke off: {}": "Amazon SES se interrumpió: {}",
  "Amazon SES does not take mail now: {}": "Amazon SES no acepta correo ahora: {}",
  "Amazon SES does not deliver to addresses such as {}": "Amazon SES no entrega a direcciones como {}",
  "Amazon SES cannot be reached: {}": "No se llega a Amazon SES: {}",
  "The mail has {} MB with its files; Amazon SES takes {} MB":
    "El correo tiene {} MB con sus archivos; Amazon SES acepta {} MB",
  "A mail may go to {} people at once, not {}": "Un correo puede ir a {} personas a la vez, no a {}",
  "The line broke after the mail was handed over to Amazon SES":
    "La línea se cortó después de entregar el correo a Amazon SES",
  "The line broke after the mail was handed over": "La línea se cortó después de entregar el correo",
  "The relay does not take addresses with letters beyond ASCII":
    "El servidor de envío no acepta direcciones con letras que no sean ASCII",
  "The relay {}:{} cannot be reached: {}": "No se llega al servidor de envío {}:{}: {}",
  "The outbox cannot be written: {}": "No se puede escribir en la bandeja de salida: {}",
};
