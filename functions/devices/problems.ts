import { defineProblems } from '#layers/runtime/problem.ts';

export const problem = defineProblems({
  'not-found': {
    status: 404,
    es: 'No existe, o no es tuyo.',
    ca: 'No existeix, o no és teu.',
    en: 'It does not exist, or it is not yours.',
  },
  'device-claimed': {
    status: 409,
    es: 'Otra persona tiene asociado este dispositivo: debe dejarlo antes.',
    ca: 'Una altra persona té associat aquest dispositiu: l’ha de deixar abans.',
    en: 'Somebody else has claimed this device: they must give it up first.',
  },
  'device-yours': {
    status: 409,
    es: 'Este dispositivo ya es tuyo.',
    ca: 'Aquest dispositiu ja és teu.',
    en: 'This device is yours already.',
  },
  'device-exists': {
    status: 409,
    es: 'Ya hay un dispositivo con este id o número de serie.',
    ca: 'Ja hi ha un dispositiu amb aquest id o número de sèrie.',
    en: 'There is a device with this id or serial already.',
  },
  'device-revoked': {
    status: 409,
    es: 'Este dispositivo ya no tiene ningún certificado en vigor.',
    ca: 'Aquest dispositiu ja no té cap certificat en vigor.',
    en: 'This device has no certificate in force any more.',
  },
  'device-kind-unknown': {
    status: 400,
    es: 'La marca no tiene dispositivos de esta clase.',
    ca: 'La marca no té dispositius d’aquesta classe.',
    en: 'The brand has no devices of this kind.',
  },
  'device-needs-site': {
    status: 400,
    es: 'Indica siteId y organisationId juntos, o ninguno.',
    ca: 'Indica siteId i organisationId junts, o cap.',
    en: 'Give siteId and organisationId together, or neither.',
  },
  'tried-too-often': {
    status: 429,
    es: 'Has enviado demasiados códigos seguidos: espera un minuto. Si sigues, tendrás que esperar una hora y después un día.',
    ca: 'Has enviat massa codis seguits: espera un minut. Si continues, hauràs d’esperar una hora i després un dia.',
    en: 'You have sent too many codes in a row: wait a minute. If you go on, you will wait an hour, and then a day.',
  },
  'receipt-unknown': {
    status: 404,
    es: 'No conocemos este recibo. Si la máquina estaba sin conexión, prueba más tarde.',
    ca: 'No coneixem aquest rebut. Si la màquina estava sense connexió, prova-ho més tard.',
    en: 'We do not know this receipt. If the machine was offline, try again later.',
  },
  'receipt-claimed': {
    status: 409,
    es: 'Este recibo ya se ha reclamado.',
    ca: 'Aquest rebut ja s’ha reclamat.',
    en: 'This receipt has been claimed already.',
  },
  'receipt-expired': {
    status: 410,
    es: 'El plazo para reclamar este recibo ha terminado.',
    ca: 'El termini per reclamar aquest rebut s’ha acabat.',
    en: 'The time to claim this receipt is over.',
  },
});
