import { defineProblems } from '#layers/runtime/problem.ts';

export const problem = defineProblems({
  'weak-password': {
    status: 400,
    es: 'La contraseña es demasiado débil: usa al menos 10 caracteres con mayúsculas, minúsculas, números y símbolos.',
    ca: 'La contrasenya és massa feble: fes servir almenys 10 caràcters amb majúscules, minúscules, números i símbols.',
    en: 'The password is too weak: use at least 10 characters with capitals, small letters, digits and symbols.',
  },
  'birthday-to-come': {
    status: 400,
    es: 'La fecha de nacimiento está en el futuro: revísala.',
    ca: 'La data de naixement és al futur: revisa-la.',
    en: 'The date of birth is in the future: check it.',
  },
  'segment-unknown': {
    status: 400,
    es: 'La marca no tiene uno de estos segmentos: usa los de su programa.',
    ca: 'La marca no té un d’aquests segments: fes servir els del seu programa.',
    en: 'The brand has no such segment: use those of its programme.',
  },
  'card-code-wrong': {
    status: 400,
    es: 'Este código no vale para esta tarjeta, o ya ha caducado: acerca la tarjeta a una máquina y escribe el que te muestre.',
    ca: 'Aquest codi no val per a aquesta targeta, o ja ha caducat: acosta la targeta a una màquina i escriu el que et mostri.',
    en: 'This code is not good for this card, or not any more: hold the card to a machine and type the one that it shows.',
  },
  'tried-too-often': {
    status: 429,
    es: 'Has enviado demasiados códigos seguidos: espera un minuto. Si sigues, tendrás que esperar una hora y después un día.',
    ca: 'Has enviat massa codis seguits: espera un minut. Si continues, hauràs d’esperar una hora i després un dia.',
    en: 'You have sent too many codes in a row: wait a minute. If you go on, you will wait an hour, and then a day.',
  },
  'card-unlinked': {
    status: 409,
    es: 'Nadie ha vinculado esta tarjeta: quien la tiene puede hacerlo con el código que muestra una máquina.',
    ca: 'Ningú no ha vinculat aquesta targeta: qui la té ho pot fer amb el codi que mostra una màquina.',
    en: 'Nobody has linked this card: whoever holds it can do so by the code that a machine shows.',
  },
  'card-theirs': {
    status: 409,
    es: 'Esta tarjeta ya está vinculada a la cuenta de este cliente.',
    ca: 'Aquesta targeta ja està vinculada al compte d’aquest client.',
    en: 'This card is linked to this customer’s account already.',
  },
  'card-taken': {
    status: 409,
    es: 'Esta tarjeta ya está vinculada a otra cuenta. Si es tuya, escríbenos.',
    ca: 'Aquesta targeta ja està vinculada a un altre compte. Si és teva, escriu-nos.',
    en: 'This card is linked to another account already. If it is yours, write to us.',
  },
  'card-linked': {
    status: 409,
    es: 'Esta tarjeta ya está vinculada a tu cuenta.',
    ca: 'Aquesta targeta ja està vinculada al teu compte.',
    en: 'This card is linked to your account already.',
  },
  'too-many-cards': {
    status: 409,
    es: 'Ya tienes 20 tarjetas, que son las que puede tener una cuenta. Si necesitas otra, escríbenos.',
    ca: 'Ja tens 20 targetes, que són les que pot tenir un compte. Si en necessites una altra, escriu-nos.',
    en: 'You have 20 cards, as many as an account can have. If you need another, write to us.',
  },
  'email-taken': {
    status: 409,
    es: 'Ya tienes una cuenta con esta dirección: inicia sesión con ella.',
    ca: 'Ja tens un compte amb aquesta adreça: inicia-hi la sessió.',
    en: 'You have an account with this address already: sign in with that one.',
  },
  'password-being-chosen': {
    status: 409,
    es: 'Ahora mismo se está guardando otra contraseña para esta cuenta. Espera un minuto y vuelve a probar.',
    ca: 'Ara mateix s’està desant una altra contrasenya per a aquest compte. Espera un minut i torna-ho a provar.',
    en: 'Another password is being kept for this account right now. Wait a minute and try again.',
  },
  'account-unchosen': {
    status: 400,
    es: 'Con esta dirección se abrieron varias cuentas. Elige cuál es la tuya.',
    ca: 'Amb aquesta adreça es van obrir uns quants comptes. Tria quin és el teu.',
    en: 'Several accounts were opened with this address. Choose which is yours.',
  },
  'link-unknown': {
    status: 404,
    es: 'No conocemos este enlace: quizá se cortó por el camino. Pide uno nuevo.',
    ca: 'No coneixem aquest enllaç: potser es va tallar pel camí. Demana’n un de nou.',
    en: 'We do not know this link: it may have been cut off on its way. Ask for a new one.',
  },
  'link-expired': {
    status: 410,
    es: 'Este enlace ha caducado: pide uno nuevo.',
    ca: 'Aquest enllaç ha caducat: demana’n un de nou.',
    en: 'This link has expired: ask for a new one.',
  },
  'link-used': {
    status: 410,
    es: 'Ya se eligió una contraseña después de este enlace: entra con ella, o pide otro enlace.',
    ca: 'Ja es va triar una contrasenya després d’aquest enllaç: entra amb ella, o demana un altre enllaç.',
    en: 'A password was chosen after this link was sent: sign in with it, or ask for another link.',
  },
  'registered-too-often': {
    status: 429,
    es: 'Desde esta red se han abierto muchas cuentas. Vuelve a probar dentro de una hora, o ahora desde otra red, como la de tu móvil.',
    ca: 'Des d’aquesta xarxa s’han obert molts comptes. Torna-ho a provar d’aquí a una hora, o ara des d’una altra xarxa, com la del teu mòbil.',
    en: 'Many accounts were opened from this network. Try again in an hour, or now from another network, such as your phone’s.',
  },
  'email-mistyped': {
    status: 400,
    es: 'Esta dirección de correo no está bien escrita: revísala.',
    ca: 'Aquesta adreça de correu no està ben escrita: revisa-la.',
    en: 'This e-mail address is not written right: check it.',
  },
  'asked-too-often': {
    status: 429,
    es: 'Ya has pedido varios enlaces: mira tu correo, también el no deseado, y si no llega, vuelve a probar mañana.',
    ca: 'Ja has demanat uns quants enllaços: mira el teu correu, també el brossa, i si no arriba, torna-ho a provar demà.',
    en: 'You have asked for several links already: look at your mail, also the junk, and if none comes, try again tomorrow.',
  },
  'not-found': {
    status: 404,
    es: 'No existe, o no es tuyo.',
    ca: 'No existeix, o no és teu.',
    en: 'It does not exist, or it is not yours.',
  },
});
