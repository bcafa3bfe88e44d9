import { defineProblems } from '#layers/runtime/problem.ts';

export const problem = defineProblems({
  'no-collections': {
    status: 409,
    es: 'Esta marca no recoge contenedores de máquinas.',
    ca: 'Aquesta marca no recull contenidors de màquines.',
    en: 'This brand collects no bins of machines.',
  },
  'bin-unknown': {
    status: 404,
    es: 'No conocemos el contenedor de esta máquina. Revisa el id; debe estar registrada en un emplazamiento.',
    ca: 'No coneixem el contenidor d’aquesta màquina. Revisa l’id; ha d’estar registrada en un emplaçament.',
    en: 'We do not know this machine’s bin. Check the id; it must be registered at a site.',
  },
  'bin-not-asked': {
    status: 409,
    es: 'Este contenedor no está pendiente de vaciar en esta recogida.',
    ca: 'Aquest contenidor no està pendent de buidar en aquesta recollida.',
    en: 'This bin does not wait to be emptied in this collection.',
  },
  'instant-ahead': {
    status: 400,
    es: 'El momento indicado aún no ha llegado: revisa la fecha y la hora (UTC).',
    ca: 'El moment indicat encara no ha arribat: revisa la data i l’hora (UTC).',
    en: 'That moment has not come yet: check the date and time (UTC).',
  },
  'emptying-too-old': {
    status: 400,
    es: 'Ese momento queda a más de sesenta días: revisa la fecha, también el año.',
    ca: 'Aquest moment queda a més de seixanta dies: revisa la data, també l’any.',
    en: 'That moment is more than sixty days ago: check the date, the year too.',
  },
  'emptying-known': {
    status: 409,
    es: 'Ya consta que este contenedor se vació en ese mismo momento.',
    ca: 'Ja consta que aquest contenidor es va buidar en aquest mateix moment.',
    en: 'It is known already that this bin was emptied at that very moment.',
  },
  'paper-known': {
    status: 409,
    es: 'Ya tenemos un documento de este emisor con este número. Para corregirlo, indica en «replaces» cuál sustituye.',
    ca: 'Ja tenim un document d’aquest emissor amb aquest número. Per corregir-lo, indica a «replaces» quin substitueix.',
    en: 'There is a document of this issuer with this number already. To correct it, name in "replaces" the one it replaces.',
  },
  'paper-unknown': {
    status: 409,
    es: 'El documento que indica «replaces» no es de esta recogida, o no es de esta clase.',
    ca: 'El document que indica «replaces» no és d’aquesta recollida, o no és d’aquesta classe.',
    en: 'The document named in "replaces" is not of this collection, or of another kind.',
  },
  'paper-replaced': {
    status: 409,
    es: 'Ese documento ya fue sustituido por otro: corrige el que está en vigor.',
    ca: 'Aquest document ja va ser substituït per un altre: corregeix el que està en vigor.',
    en: 'That document has been replaced already: correct the one in force.',
  },
  'collection-crowded': {
    status: 409,
    es: 'Esta recogida no admite más datos de esta clase: abre otra.',
    ca: 'Aquesta recollida no admet més dades d’aquesta classe: obre’n una altra.',
    en: 'This collection takes no more of this kind: open another one.',
  },
  'period-too-long': {
    status: 400,
    es: 'Hay más de cien vaciados en ese periodo: pide uno más corto.',
    ca: 'Hi ha més de cent buidatges en aquest període: demana’n un de més curt.',
    en: 'There are more than a hundred emptyings in that period: ask for a shorter one.',
  },
  'nothing-to-review': {
    status: 409,
    es: 'Esta recogida no tiene ninguna diferencia por revisar.',
    ca: 'Aquesta recollida no té cap diferència per revisar.',
    en: 'This collection has no difference to review.',
  },
});
