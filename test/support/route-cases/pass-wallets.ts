// Rights of the pass in wallets: one’s own pages, and what wallets call, which are judged by what they bring.
import { among, form, open, type RouteCase, signedIn } from './case.ts'

const HERE = '/pass/portefeuille'
const AT = '/api/v1/pass/portefeuille'
/** Wallets that may ask are the metropolis's to know. */
const KNOWN = '/administration/pass/portefeuilles'
const kept = (url: string, more: Partial<RouteCase> = {}): RouteCase => ({
  ...{ url: () => url, may: among('admin'), statuses: [404] },
  ...more,
})
/** Of no pass of theirs: whoever is signed in is told that there is none. */
const own = (url: string, more: Partial<RouteCase> = {}): RouteCase => ({
  ...{ url: () => url, may: signedIn, statuses: [404] },
  ...more,
})

export const passWallets: Readonly<Record<string, RouteCase>> = {
  [`GET ${HERE}`]: own(HERE, { statuses: [200] }),
  [`POST ${HERE}/droits/:droit`]: own(`${HERE}/droits/0`, { values: {} }),
  [`GET ${HERE}/ajout/:ajout`]: own(`${HERE}/ajout/x`),
  [`POST ${HERE}/:portefeuille/retrait`]: own(`${HERE}/0/retrait`, { values: {} }),
  // Of no known wallet: nobody is answered anything.
  [`GET ${HERE}/autorisation`]: own(`${HERE}/autorisation`, { statuses: [400] }),
  [`POST ${HERE}/autorisation`]: own(`${HERE}/autorisation`, { values: { demande: 'x' }, statuses: [400] }),
  [`POST ${HERE}/autorisation/refus`]: own(`${HERE}/autorisation/refus`, {
    ...{ values: { demande: 'x' }, statuses: [400] },
  }),
  [`POST ${AT}/autorisations`]: form(`${AT}/autorisations`, {}, [400]),
  [`GET ${KNOWN}`]: kept(KNOWN, { statuses: [200] }),
  [`POST ${KNOWN}/fichier`]: kept(`${KNOWN}/fichier`, { values: { query: '' }, statuses: [303] }),
  [`GET ${KNOWN}/nouveau`]: kept(`${KNOWN}/nouveau`, { statuses: [200] }),
  [`POST ${KNOWN}/nouveau`]: kept(`${KNOWN}/nouveau`, { values: {}, statuses: [422] }),
  [`GET ${KNOWN}/:portefeuille/retrait`]: kept(`${KNOWN}/x/retrait`),
  [`POST ${KNOWN}/:portefeuille/retrait`]: kept(`${KNOWN}/x/retrait`, { values: {} }),
  'GET /.well-known/openid-credential-issuer/pass': open('/.well-known/openid-credential-issuer/pass'),
  'GET /.well-known/oauth-authorization-server/pass': open('/.well-known/oauth-authorization-server/pass'),
  'GET /.well-known/jwt-vc-issuer/pass': open('/.well-known/jwt-vc-issuer/pass'),
  'GET /pass/types/droit': open('/pass/types/droit'),
  'GET /pass/etats/:secteur': open('/pass/etats/aucun', [404]),
  // A form that says nothing, and calls without a proof: the same refusal for everybody.
  [`POST ${AT}/jeton`]: form(`${AT}/jeton`, {}, [400]),
  [`POST ${AT}/preuve`]: form(`${AT}/preuve`, {}, [200]),
  'GET /.well-known/did.json': open('/.well-known/did.json'),
  [`GET ${AT}/offres/:offre`]: open(`${AT}/offres/x`, [404]),
  [`GET ${AT}/demandes/:demande`]: open(`${AT}/demandes/x`, [404]),
  [`POST ${AT}/reponses`]: form(`${AT}/reponses`, {}, [400]),
  [`POST ${AT}/copies`]: form(`${AT}/copies`, {}, [415]),
}
