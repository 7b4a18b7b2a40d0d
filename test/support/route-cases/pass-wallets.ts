// Rights of the pass in wallets: one’s own pages, and what wallets call, which are judged by what they bring.
import { form, open, type RouteCase, signedIn } from './case.ts'

const HERE = '/pass/portefeuille'
const AT = '/api/v1/pass/portefeuille'
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
