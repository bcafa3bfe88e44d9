import { defineProblems } from '#layers/runtime/problem.ts';

export const problem = defineProblems({
  'reward-unknown': {
    status: 404,
    es: 'Esta recompensa no está en el catálogo.',
    ca: 'Aquesta recompensa no és al catàleg.',
    en: 'This reward is not in the catalogue.',
  },
  'reward-not-for-you': {
    status: 409,
    es: 'Esta recompensa es para otro grupo de clientes: mira cuáles puedes elegir en el catálogo.',
    ca: 'Aquesta recompensa és per a un altre grup de clients: mira quines pots triar al catàleg.',
    en: 'This reward is for another group of customers: see in the catalogue which ones you can choose.',
  },
  'no-points': {
    status: 409,
    es: 'Esta marca no da puntos: no hay nada que ajustar.',
    ca: 'Aquesta marca no dona punts: no hi ha res per ajustar.',
    en: 'This brand gives no points: there is nothing to adjust.',
  },
  'adjustment-too-low': {
    status: 409,
    es: 'La persona no tiene tantos puntos: quita como mucho los que tiene.',
    ca: 'La persona no té tants punts: treu-ne com a molt els que té.',
    en: 'The customer has not so many points: take what they have at most.',
  },
  'adjustment-closed': {
    status: 409,
    es: 'Este ajuste ya se aprobó o se rechazó.',
    ca: 'Aquest ajust ja es va aprovar o rebutjar.',
    en: 'This adjustment was approved or rejected already.',
  },
  'second-person-needed': {
    status: 409,
    es: 'Supera el límite: tiene que aprobarlo otra persona.',
    ca: 'Supera el límit: l’ha d’aprovar una altra persona.',
    en: 'It is above the limit: another person has to approve it.',
  },
  'reward-out-of-stock': {
    status: 409,
    es: 'Esta recompensa se ha agotado. Tus puntos siguen intactos.',
    ca: 'Aquesta recompensa s’ha esgotat. Els teus punts continuen intactes.',
    en: 'This reward has run out. Your points are untouched.',
  },
  'reward-limit': {
    status: 409,
    es: 'Ya tienes todas las unidades de esta recompensa que puede tener una persona.',
    ca: 'Ja tens totes les unitats d’aquesta recompensa que pot tenir una persona.',
    en: 'You have as many of this reward as one person may have.',
  },
  'not-enough-points': {
    status: 409,
    es: 'No tienes puntos suficientes para esta recompensa.',
    ca: 'No tens prou punts per a aquesta recompensa.',
    en: 'You do not have enough points for this reward.',
  },
  'redemption-closed': {
    status: 409,
    es: 'Este canje ya se ha anulado.',
    ca: 'Aquest bescanvi ja s’ha anul·lat.',
    en: 'This redemption was cancelled already.',
  },
  'code-known': {
    status: 409,
    es: 'Uno de estos códigos ya se añadió antes: no se ha añadido ninguno.',
    ca: 'Un d’aquests codis ja es va afegir abans: no se n’ha afegit cap.',
    en: 'One of these codes was added before: none was added now.',
  },
  'stock-of-another-kind': {
    status: 400,
    es: 'Esta recompensa lleva códigos, o piezas, o no tiene existencias: mira el catálogo.',
    ca: 'Aquesta recompensa porta codis, o peces, o no té existències: mira el catàleg.',
    en: 'This reward takes codes, or pieces, or has no stock: see the catalogue.',
  },
});
