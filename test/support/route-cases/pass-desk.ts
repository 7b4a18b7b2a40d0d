// The pass at a desk.
import { agents, among, form, signedIn, type RouteCase } from './case.ts'

const HERE = '/agents/pass'
const SHUT = `${HERE}/fiche/1-1-00000000000000000000000000000000`

const absent = (url: string, values?: Record<string, string>): RouteCase => ({
  url: () => url,
  may: agents,
  statuses: [404],
  ...(values === undefined ? {} : { values }),
})

export const passDesk: Readonly<Record<string, RouteCase>> = {
  [`GET ${HERE}`]: { url: () => HERE, may: agents },
  [`POST ${HERE}`]: { ...form(HERE, { numero: '12' }), may: agents },
  [`GET ${HERE}/caisse`]: { url: () => `${HERE}/caisse`, may: agents },
  [`POST ${HERE}/caisse/fichier`]: { ...form(`${HERE}/caisse/fichier`, { query: '' }, [303]), may: agents },
  [`GET ${HERE}/recus/:recu`]: absent(`${HERE}/recus/999`),
  [`GET ${HERE}/recus/:recu/annulation`]: absent(`${HERE}/recus/999/annulation`),
  [`POST ${HERE}/recus/:recu/annulation`]: absent(`${HERE}/recus/999/annulation`, {}),
  [`GET ${HERE}/numero`]: { url: () => `${HERE}/numero`, may: among() },
  [`POST ${HERE}/numero`]: { ...form(`${HERE}/numero`), may: among() },
  [`GET ${HERE}/fiche/:fiche`]: absent(SHUT),
  [`POST ${HERE}/fiche/:fiche/ouvrir`]: absent(`${SHUT}/ouvrir`, {}),
  [`POST ${HERE}/fiche/:fiche/papier`]: absent(`${SHUT}/papier`, {}),
  [`GET ${HERE}/fiche/:fiche/droit`]: absent(`${SHUT}/droit`),
  [`POST ${HERE}/fiche/:fiche/droit`]: absent(`${SHUT}/droit`, { droit: '1:', vu: 'none' }),
  [`GET ${HERE}/fiche/:fiche/document`]: absent(`${SHUT}/document`),
  [`POST ${HERE}/fiche/:fiche/document`]: absent(`${SHUT}/document`, { document: 'DC04' }),
  [`GET ${HERE}/fiche/:fiche/preuve`]: absent(`${SHUT}/preuve`),
  [`POST ${HERE}/fiche/:fiche/preuve`]: absent(`${SHUT}/preuve`, {
    ...{ vu: 'homeProof:commune', tranche: '', commune: '69029', fin: '' },
  }),
  [`GET ${HERE}/fiche/:fiche/quotient`]: absent(`${SHUT}/quotient`),
  [`POST ${HERE}/fiche/:fiche/quotient`]: absent(`${SHUT}/quotient`, {
    ...{ nom: 'Essai', prenoms: 'Zoé', naissance: '1990-01-01', lieu: '', accord: 'oui' },
  }),
  [`GET ${HERE}/fiche/:fiche/droits/:droit/fin`]: absent(`${SHUT}/droits/1/fin`),
  [`POST ${HERE}/fiche/:fiche/droits/:droit/fin`]: absent(`${SHUT}/droits/1/fin`, { motif: 'asked' }),
  [`GET ${HERE}/fiche/:fiche/supports/:support`]: absent(`${SHUT}/supports/1`),
  [`POST ${HERE}/fiche/:fiche/supports/:support`]: absent(`${SHUT}/supports/1`, { suite: 'lost' }),
  [`GET ${HERE}/fiche/:fiche/carte`]: absent(`${SHUT}/carte`),
  [`POST ${HERE}/fiche/:fiche/carte`]: absent(`${SHUT}/carte`, { support: 'chip' }),
  [`GET ${HERE}/fiche/:fiche/arret`]: absent(`${SHUT}/arret`),
  [`POST ${HERE}/fiche/:fiche/arret`]: absent(`${SHUT}/arret`, {}),
  [`GET ${HERE}/fiche/:fiche/enfant`]: absent(`${SHUT}/enfant`),
  [`POST ${HERE}/fiche/:fiche/enfant`]: absent(`${SHUT}/enfant`, {
    ...{ given_name: 'Zoé', family_name: 'Essai', naissance: '2018-01-01' },
  }),
  [`GET ${HERE}/fiche/:fiche/attente`]: absent(`${SHUT}/attente`),
  [`POST ${HERE}/fiche/:fiche/attente`]: absent(`${SHUT}/attente`, { droit: '1' }),
  [`GET ${HERE}/fiche/:fiche/payeur`]: absent(`${SHUT}/payeur`),
  [`POST ${HERE}/fiche/:fiche/payeur`]: absent(`${SHUT}/payeur`, { numero: '12', until: '2027-01-01' }),
  [`GET ${HERE}/fiche/:fiche/parents/:mandat`]: absent(`${SHUT}/parents/1`),
  [`POST ${HERE}/fiche/:fiche/parents/:mandat`]: absent(`${SHUT}/parents/1`, { jugement: '2026-01-01' }),
  'GET /compte/pass/achats': { url: () => '/compte/pass/achats', may: signedIn },
}
