import { defineProblems } from '#layers/runtime/problem.ts';

export const problem = defineProblems({
  'nothing-comes-back': {
    status: 404,
    es: 'Esta marca no recoge dispositivos.',
    ca: 'Aquesta marca no recull dispositius.',
    en: 'This brand takes nothing back.',
  },
  'reason-unknown': {
    status: 400,
    es: 'La marca no conoce este motivo de devolución.',
    ca: 'La marca no coneix aquest motiu de devolució.',
    en: 'The brand knows no such reason.',
  },
  'return-window-over': {
    status: 409,
    es: 'El plazo para devolver por este motivo ha terminado. Puedes enviarlo a reciclar.',
    ca: 'El termini per tornar-lo per aquest motiu s’ha acabat. El pots enviar a reciclar.',
    en: 'The time to return it for this reason is over. You can send it to be recycled.',
  },
  'case-open': {
    status: 409,
    es: 'Ya hay un caso abierto con este número de serie: míralo en «Mis devoluciones».',
    ca: 'Ja hi ha un cas obert amb aquest número de sèrie: mira’l a «Les meves devolucions».',
    en: 'There is an open case with this serial already: see your cases.',
  },
  'too-late-to-cancel': {
    status: 409,
    es: 'Ya no se puede anular: lo que enviaste ya se ha tratado.',
    ca: 'Ja no es pot anul·lar: el que vas enviar ja s’ha tractat.',
    en: 'It cannot be cancelled any more: what you sent has been dealt with.',
  },
  'extended-already': {
    status: 409,
    es: 'La etiqueta ya se amplió una vez. Cuando caduque, pide una nueva.',
    ca: 'L’etiqueta ja es va ampliar una vegada. Quan caduqui, demana’n una de nova.',
    en: 'The label was extended once already. When it expires, ask for a new one.',
  },
  'nothing-to-extend': {
    status: 409,
    es: 'No hay una etiqueta vigente que ampliar.',
    ca: 'No hi ha cap etiqueta vigent per ampliar.',
    en: 'There is no label in force to extend.',
  },
  'not-made-yet': {
    status: 409,
    es: 'Este documento aún no está hecho. Vuelve a intentarlo en un minuto.',
    ca: 'Aquest document encara no està fet. Torna-ho a provar d’aquí a un minut.',
    en: 'This document is not made yet. Try again in a minute.',
  },
  'case-closed': {
    status: 409,
    es: 'El caso está cerrado: deja el paquete aparte y busca su código entre los desconocidos.',
    ca: 'El cas està tancat: deixa el paquet a part i busca el seu codi entre els desconeguts.',
    en: 'The case is closed: set the parcel aside and look for its code among the unknown ones.',
  },
  'case-cancelled': {
    status: 409,
    es: 'El caso está anulado: devuelve el paquete a su dueño y escanea «returned».',
    ca: 'El cas està anul·lat: torna el paquet al seu amo i escaneja «returned».',
    en: 'The case is cancelled: send the parcel back to its owner and scan it as "returned".',
  },
  'receipt-inconsistent': {
    status: 400,
    es: 'Cada número de serie es un dispositivo: buenos y dañados deben sumar los números escaneados, sin repetir.',
    ca: 'Cada número de sèrie és un dispositiu: bons i danyats han de sumar els números escanejats, sense repetir.',
    en: 'Each serial is one device: good and damaged must add up to the serials scanned, without repeats.',
  },
  'receipt-differs': {
    status: 409,
    es: 'Este caso ya tiene un recuento distinto.',
    ca: 'Aquest cas ja té un recompte diferent.',
    en: 'This case has been counted already, with another result.',
  },
  'not-inspected': {
    status: 409,
    es: 'Primero cuenta y revisa lo que llegó.',
    ca: 'Primer compta i revisa el que va arribar.',
    en: 'Count and look at what came first.',
  },
  'in-review': {
    status: 409,
    es: 'Lo que llegó no es lo anunciado: un agente debe decidir antes.',
    ca: 'El que va arribar no és l’anunciat: un agent ho ha de decidir abans.',
    en: 'What came is not what was announced: an agent must decide first.',
  },
  'outcome-taken': {
    status: 409,
    es: 'Este caso ya tiene otro resultado.',
    ca: 'Aquest cas ja té un altre resultat.',
    en: 'This case has another outcome already.',
  },
  'nothing-came': {
    status: 409,
    es: 'No llegó ningún dispositivo que reciclar.',
    ca: 'No va arribar cap dispositiu per reciclar.',
    en: 'No device came that could be recycled.',
  },
  'not-in-review': {
    status: 409,
    es: 'Este caso no espera esta decisión.',
    ca: 'Aquest cas no espera aquesta decisió.',
    en: 'This case does not wait for this decision.',
  },
  'nothing-to-return': {
    status: 409,
    es: 'En este caso no hay nada que devolver a su dueño.',
    ca: 'En aquest cas no hi ha res per tornar al seu amo.',
    en: 'There is nothing to send back to its owner in this case.',
  },
  'mail-not-in-doubt': {
    status: 409,
    es: 'Ese correo salió, o aún espera: no hace falta enviarlo otra vez.',
    ca: 'Aquest correu va sortir, o encara espera: no cal tornar-lo a enviar.',
    en: 'That mail left, or still waits: there is no need to send it again.',
  },
  'bad-signature': {
    status: 401,
    es: 'La firma no es válida o ha caducado.',
    ca: 'La signatura no és vàlida o ha caducat.',
    en: 'The signature is not valid, or too old.',
  },
});
