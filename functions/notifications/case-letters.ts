import type { CaseDocument } from '#layers/published/recycling/case-documents.ts';
import { date, type Texts } from './letter.ts';

/** The letters about what comes back, as a case goes its way. */
export const caseLetters = {
  'case-label': {
    es: ({ name, brand, values: { expiresOn } }) => ({
      subject: 'Tu etiqueta de devolución',
      paragraphs: [
        `Hola, ${name}:`,
        `Aquí tienes la etiqueta para devolver tu dispositivo a ${brand}: imprímela, pégala en la caja y entrégala en un punto de recogida. No pagas nada.`,
        ...(expiresOn
          ? [`Vale hasta el ${date(expiresOn, 'es')}. Si necesitas más tiempo, puedes ampliarla una vez.`]
          : []),
      ],
    }),
    ca: ({ name, brand, values: { expiresOn } }) => ({
      subject: 'La teva etiqueta de devolució',
      paragraphs: [
        `Hola, ${name}:`,
        `Aquí tens l’etiqueta per tornar el teu dispositiu a ${brand}: imprimeix-la, enganxa-la a la caixa i lliura-la en un punt de recollida. No pagues res.`,
        ...(expiresOn
          ? [`Val fins al ${date(expiresOn, 'ca')}. Si et cal més temps, la pots ampliar una vegada.`]
          : []),
      ],
    }),
    en: ({ name, brand, values: { expiresOn } }) => ({
      subject: 'Your return label',
      paragraphs: [
        `Hello ${name},`,
        `Here is the label to send your device back to ${brand}: print it, stick it on the box and hand it in at a collection point. You pay nothing.`,
        ...(expiresOn
          ? [`It is good until ${date(expiresOn, 'en')}. If you need more time, you can extend it once.`]
          : []),
      ],
    }),
  },
  'case-extended': {
    es: ({ name, brand, values }) => ({
      subject: `Tu etiqueta vale hasta el ${date(values.expiresOn, 'es')}`,
      paragraphs: [
        `Hola, ${name}:`,
        `Hemos ampliado la etiqueta para devolver tu dispositivo a ${brand}: ahora vale hasta el ${date(values.expiresOn, 'es')}. La hoja es la misma; si ya la imprimiste, úsala.`,
      ],
    }),
    ca: ({ name, brand, values }) => ({
      subject: `La teva etiqueta val fins al ${date(values.expiresOn, 'ca')}`,
      paragraphs: [
        `Hola, ${name}:`,
        `Hem ampliat l’etiqueta per tornar el teu dispositiu a ${brand}: ara val fins al ${date(values.expiresOn, 'ca')}. El full és el mateix; si ja el vas imprimir, fes-lo servir.`,
      ],
    }),
    en: ({ name, brand, values }) => ({
      subject: `Your label is good until ${date(values.expiresOn, 'en')}`,
      paragraphs: [
        `Hello ${name},`,
        `We extended the label to send your device back to ${brand}: it is good until ${date(values.expiresOn, 'en')} now. The sheet is the same; if you printed it already, use it.`,
      ],
    }),
  },
  'case-expiring': {
    es: ({ name, brand, values }) => ({
      subject: `Tu etiqueta caduca el ${date(values.expiresOn, 'es')}`,
      paragraphs: [
        `Hola, ${name}:`,
        `La etiqueta para devolver tu dispositivo a ${brand} caduca el ${date(values.expiresOn, 'es')}. Si no te da tiempo, ${values.extendable ? 'amplíala una vez o anula la devolución' : 'anula la devolución y pide otra'}.`,
      ],
    }),
    ca: ({ name, brand, values }) => ({
      subject: `La teva etiqueta caduca el ${date(values.expiresOn, 'ca')}`,
      paragraphs: [
        `Hola, ${name}:`,
        `L’etiqueta per tornar el teu dispositiu a ${brand} caduca el ${date(values.expiresOn, 'ca')}. Si no hi arribes a temps, ${values.extendable ? 'amplia-la una vegada o anul·la la devolució' : 'anul·la la devolució i demana’n una altra'}.`,
      ],
    }),
    en: ({ name, brand, values }) => ({
      subject: `Your label expires on ${date(values.expiresOn, 'en')}`,
      paragraphs: [
        `Hello ${name},`,
        `The label to send your device back to ${brand} expires on ${date(values.expiresOn, 'en')}. If that is too soon, ${values.extendable ? 'extend it once or call the return off' : 'call the return off and ask for another'}.`,
      ],
    }),
  },
  'case-expired': {
    es: ({ name, brand }) => ({
      subject: 'Tu etiqueta ha caducado',
      paragraphs: [
        `Hola, ${name}:`,
        `La etiqueta para devolver tu dispositivo a ${brand} ha caducado. Si ya lo enviaste, la devolución seguirá su curso cuando llegue. Si no, anúlala y pide otra cuando quieras.`,
      ],
    }),
    ca: ({ name, brand }) => ({
      subject: 'La teva etiqueta ha caducat',
      paragraphs: [
        `Hola, ${name}:`,
        `L’etiqueta per tornar el teu dispositiu a ${brand} ha caducat. Si ja el vas enviar, la devolució seguirà el seu curs quan arribi. Si no, anul·la-la i demana’n una altra quan vulguis.`,
      ],
    }),
    en: ({ name, brand }) => ({
      subject: 'Your label has expired',
      paragraphs: [
        `Hello ${name},`,
        `The label to send your device back to ${brand} has expired. If you sent it already, the return goes on when it arrives. If not, call it off and ask for another whenever you like.`,
      ],
    }),
  },
  'case-received': {
    es: ({ name, brand, values }) => ({
      subject: 'Hemos recibido tu paquete',
      paragraphs: [
        `Hola, ${name}:`,
        values.inspectedBy === undefined
          ? `Tu paquete ya está en el almacén de ${brand}. Como la devolución está anulada, te lo enviamos de vuelta sin coste.`
          : `Tu paquete ya está en el almacén de ${brand}. Lo revisamos a más tardar el ${date(values.inspectedBy, 'es')} y te contamos qué pasa con él.`,
      ],
    }),
    ca: ({ name, brand, values }) => ({
      subject: 'Hem rebut el teu paquet',
      paragraphs: [
        `Hola, ${name}:`,
        values.inspectedBy === undefined
          ? `El teu paquet ja és al magatzem de ${brand}. Com que la devolució està anul·lada, te’l tornem sense cost.`
          : `El teu paquet ja és al magatzem de ${brand}. El revisem com a molt tard el ${date(values.inspectedBy, 'ca')} i t’expliquem què se’n fa.`,
      ],
    }),
    en: ({ name, brand, values }) => ({
      subject: 'We have received your parcel',
      paragraphs: [
        `Hello ${name},`,
        values.inspectedBy === undefined
          ? `Your parcel has reached the warehouse of ${brand}. As the return was called off, we send it back to you at no cost.`
          : `Your parcel has reached the warehouse of ${brand}. We look at it by ${date(values.inspectedBy, 'en')} and tell you what becomes of it.`,
      ],
    }),
  },
  'case-lost': {
    es: ({ name, brand }) => ({
      subject: 'Estamos buscando tu paquete',
      paragraphs: [
        `Hola, ${name}:`,
        `El paquete que enviaste a ${brand} debería haber llegado ya. Lo estamos buscando con el transportista; no tienes que hacer nada. Si tienes el resguardo, guárdalo.`,
      ],
    }),
    ca: ({ name, brand }) => ({
      subject: 'Estem buscant el teu paquet',
      paragraphs: [
        `Hola, ${name}:`,
        `El paquet que vas enviar a ${brand} ja hauria d’haver arribat. L’estem buscant amb el transportista; no has de fer res. Si tens el resguard, guarda’l.`,
      ],
    }),
    en: ({ name, brand }) => ({
      subject: 'We are looking for your parcel',
      paragraphs: [
        `Hello ${name},`,
        `The parcel that you sent to ${brand} should have arrived by now. We are looking for it with the carrier; there is nothing for you to do. If you have the receipt, keep it.`,
      ],
    }),
  },
  'case-given-up': {
    es: ({ name, brand }) => ({
      subject: 'No hemos encontrado tu paquete',
      paragraphs: [
        `Hola, ${name}:`,
        `Hemos buscado el paquete que enviaste a ${brand} y no ha aparecido, así que cerramos la devolución. Sentimos la pérdida: escríbenos con el resguardo y vemos contigo cómo resolverlo.`,
      ],
    }),
    ca: ({ name, brand }) => ({
      subject: 'No hem trobat el teu paquet',
      paragraphs: [
        `Hola, ${name}:`,
        `Hem buscat el paquet que vas enviar a ${brand} i no ha aparegut, així que tanquem la devolució. Ens sap greu: escriu-nos amb el resguard i mirem amb tu com ho resolem.`,
      ],
    }),
    en: ({ name, brand }) => ({
      subject: 'We have not found your parcel',
      paragraphs: [
        `Hello ${name},`,
        `We looked for the parcel that you sent to ${brand} and it has not turned up, so we close the return. We are sorry: write to us with the receipt and we will find a way with you.`,
      ],
    }),
  },
  'case-refurbished': {
    es: ({ name, brand }) => ({
      subject: 'Tu dispositivo tendrá una segunda vida',
      paragraphs: [
        `Hola, ${name}:`,
        `Lo que devolviste a ${brand} aún puede servir: lo ponemos a punto para que otra persona lo use. Gracias.`,
      ],
    }),
    ca: ({ name, brand }) => ({
      subject: 'El teu dispositiu tindrà una segona vida',
      paragraphs: [
        `Hola, ${name}:`,
        `El que vas tornar a ${brand} encara pot servir: el posem a punt perquè el faci servir una altra persona. Gràcies.`,
      ],
    }),
    en: ({ name, brand }) => ({
      subject: 'Your device gets a second life',
      paragraphs: [
        `Hello ${name},`,
        `What you sent back to ${brand} is still of use: we make it ready for somebody else. Thank you.`,
      ],
    }),
  },
  'case-rejected': {
    es: ({ name, brand, values: { devices } }) => ({
      subject: 'No hemos podido aceptar tu devolución',
      paragraphs: [
        `Hola, ${name}:`,
        devices === 0
          ? `La caja que llegó a ${brand} estaba vacía. Si crees que es un error, escríbenos.`
          : `Lo que llegó a ${brand} no es lo que anunciaste, o no podemos tratarlo. Te lo enviamos de vuelta sin coste. Si crees que es un error, escríbenos.`,
      ],
    }),
    ca: ({ name, brand, values: { devices } }) => ({
      subject: 'No hem pogut acceptar la teva devolució',
      paragraphs: [
        `Hola, ${name}:`,
        devices === 0
          ? `La caixa que va arribar a ${brand} era buida. Si creus que és un error, escriu-nos.`
          : `El que va arribar a ${brand} no és el que vas anunciar, o no ho podem tractar. T’ho enviem de tornada sense cost. Si creus que és un error, escriu-nos.`,
      ],
    }),
    en: ({ name, brand, values: { devices } }) => ({
      subject: 'We could not accept your return',
      paragraphs: [
        `Hello ${name},`,
        devices === 0
          ? `The box that reached ${brand} was empty. If you think this is a mistake, write to us.`
          : `What reached ${brand} is not what you announced, or cannot be dealt with. We send it back to you at no cost. If you think this is a mistake, write to us.`,
      ],
    }),
  },
  'case-cancelled': {
    es: ({ name, brand }) => ({
      subject: 'Hemos anulado tu devolución',
      paragraphs: [
        `Hola, ${name}:`,
        `${brand} ha anulado tu devolución. Si no la has enviado, no la envíes; si ya la enviaste, te la devolvemos sin coste. Si no lo pediste, escríbenos.`,
      ],
    }),
    ca: ({ name, brand }) => ({
      subject: 'Hem anul·lat la teva devolució',
      paragraphs: [
        `Hola, ${name}:`,
        `${brand} ha anul·lat la teva devolució. Si no l’has enviada, no l’enviïs; si ja la vas enviar, te la tornem sense cost. Si no ho vas demanar, escriu-nos.`,
      ],
    }),
    en: ({ name, brand }) => ({
      subject: 'We have called your return off',
      paragraphs: [
        `Hello ${name},`,
        `${brand} has called your return off. If you have not sent it, do not; if you have, we send it back to you at no cost. If you did not ask for this, write to us.`,
      ],
    }),
  },
  'case-certificate': {
    es: ({ name, brand }) => ({
      subject: 'Tu certificado de reciclaje',
      paragraphs: [
        `Hola, ${name}:`,
        `Lo que devolviste a ${brand} ya es material otra vez. Te adjuntamos el certificado, con lo que pesaba y lo que eso ahorra. Gracias por cerrar el círculo.`,
      ],
    }),
    ca: ({ name, brand }) => ({
      subject: 'El teu certificat de reciclatge',
      paragraphs: [
        `Hola, ${name}:`,
        `El que vas tornar a ${brand} torna a ser material. T’adjuntem el certificat, amb el que pesava i el que això estalvia. Gràcies per tancar el cercle.`,
      ],
    }),
    en: ({ name, brand }) => ({
      subject: 'Your certificate of recycling',
      paragraphs: [
        `Hello ${name},`,
        `What you sent back to ${brand} is material again. The certificate is attached, with what it weighed and what that saves. Thank you for closing the circle.`,
      ],
    }),
  },
} satisfies Record<string, Texts>;

/** The PDF that goes with a letter, and its name in the reader's language. */
export const papers: Partial<Record<string, { kind: CaseDocument; name: { es: string; ca: string; en: string } }>> = {
  'case-label': { kind: 'label', name: { es: 'etiqueta.pdf', ca: 'etiqueta.pdf', en: 'label.pdf' } },
  'case-certificate': {
    kind: 'certificate',
    name: { es: 'certificado.pdf', ca: 'certificat.pdf', en: 'certificate.pdf' },
  },
};
