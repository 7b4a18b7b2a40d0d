// Partners of the pass: who keeps them, who works there, what anybody reads.
import type { World } from '../world.ts'
import { among, form, open, type RouteCase, signedIn, UNKNOWN } from './case.ts'

const KEPT = '/administration/pass'
const keepers = among('admin', 'adminBron')

/** Of the pool of the world, which the metropolis keeps. */
const kept = (end: string | ((world: World) => string), more: Partial<RouteCase> = {}): RouteCase => ({
  url: (world) => `${KEPT}/partenaires/${world.pool.partner}${typeof end === 'string' ? end : end(world)}`,
  may: among('admin'),
  ...more,
})
const posted = { values: {}, statuses: [422] }
const absent = { statuses: [404] }
const ONE = `${KEPT}/partenaires/:partenaire`

const OWN = '/pass/partenaire'
const ONE_OWN = `${OWN}/:partenaire`
/** Of the pool, which `habitant` manages. */
const own = (end: string | ((world: World) => string), more: Partial<RouteCase> = {}): RouteCase => ({
  url: (world) => `${OWN}/${world.pool.partner}${typeof end === 'string' ? end : end(world)}`,
  may: among('habitant'),
  ...more,
})

/** An address to tell, which is none of the pool’s. */
const HOOK = { url: 'https://exemple.fr/', events: ['pass.door.revoked'] }

/** Of « Mon pass », which nobody of the world has opened: words to begin by, or why not. */
const held = (end: string, more: Partial<RouteCase> = {}): RouteCase => ({
  ...{ url: () => `/pass${end}`, may: signedIn, statuses: [409] },
  ...more,
})

export const pass: Readonly<Record<string, RouteCase>> = {
  'GET /pass/partenaires': open('/pass/partenaires'),
  'GET /controle': open('/controle'),
  'GET /controle/gardien': open('/controle/gardien'),
  'GET /controle/installation': open('/controle/installation'),
  'GET /pass': held('', { statuses: [200] }),
  'POST /pass/ouvrir': held('/ouvrir', { values: {}, statuses: [422] }),
  'POST /pass/droits/:produit/renouveler': held('/droits/9/renouveler', { values: {} }),
  'GET /pass/droits/:produit/contester': held('/droits/9/contester'),
  'POST /pass/droits/:produit/contester': held('/droits/9/contester', {
    values: { pourquoi: 'Ce n’est pas le bon tarif.', commune: '69029', courriel: '' },
  }),
  // Where no family fund is asked.
  'GET /pass/droits/quotient': held('/droits/quotient', { statuses: [404] }),
  'POST /pass/droits/quotient': held('/droits/quotient', { values: { accord: 'oui' }, statuses: [404] }),
  ...Object.fromEntries(
    ['/droits', '/qui-sait-quoi', '/arret', '/supports/:support', '/code/:serie'].map((end) => [
      `GET /pass${end}`,
      held(end.replace(':support', '9').replace(':serie', UNKNOWN)),
    ]),
  ),
  ...Object.fromEntries(
    ['/code', '/papier', '/droits', '/droits/:produit', '/arret', '/reprise', '/supports/:support'].map(
      (end) => [`POST /pass${end}`, held(end.replace(/:[a-z]+/, '9'), { values: { document: 'DC04' } })],
    ),
  ),
  'GET /pass/installation': open('/pass/installation'),
  'GET /pass/telephone': held('/telephone'),
  ...Object.fromEntries(
    ['/telephone', '/numeros', '/code-dit', '/jetons'].map((end) => [
      `POST /pass${end}`,
      held(end, { values: {}, statuses: [422] }),
    ]),
  ),
  'POST /pass/telephone/oubli': held('/telephone/oubli', { values: {}, statuses: [303] }),
  [`GET ${KEPT}`]: { url: () => KEPT, may: keepers },
  [`POST ${KEPT}/fichier`]: { ...form(`${KEPT}/fichier`, { query: '' }, [303]), may: keepers },
  [`GET ${KEPT}/partenaires/nouveau`]: { url: () => `${KEPT}/partenaires/nouveau`, may: keepers },
  [`POST ${KEPT}/partenaires/nouveau`]: { ...form(`${KEPT}/partenaires/nouveau`), may: keepers },
  [`GET ${ONE}`]: kept(''),
  ...Object.fromEntries(
    [
      'modifier',
      'durable',
      'fin',
      'lieux/nouveau',
      'produits/nouveau',
      'portes/nouvelle',
      'personnes/nouvelle',
    ].flatMap((end) => [
      [`GET ${ONE}/${end}`, kept(`/${end}`)],
      [`POST ${ONE}/${end}`, kept(`/${end}`, posted)],
    ]),
  ),
  [`GET ${ONE}/decomptes`]: kept('/decomptes'),
  [`POST ${ONE}/decomptes`]: kept('/decomptes', posted),
  ...Object.fromEntries(
    ['', '/pdf', '/csv', '/contestations/:contestation', '/paiement'].map((end) => [
      `GET ${ONE}/decomptes/:mois${end}`,
      kept(`/decomptes/2026-10${end.replace(':contestation', '9')}`, absent),
    ]),
  ),
  [`POST ${ONE}/decomptes/:mois/contestations/:contestation`]: kept('/decomptes/2026-10/contestations/9', {
    ...{ values: { said: 'Voici pourquoi.', uses: '' }, ...absent },
  }),
  [`POST ${ONE}/decomptes/:mois/paiement`]: kept('/decomptes/2026-10/paiement', {
    ...{ values: { reference: 'M1' }, ...absent },
  }),
  [`GET ${ONE}/lieux/:lieu`]: kept(({ pool }) => `/lieux/${pool.place}`),
  [`POST ${ONE}/lieux/:lieu`]: kept(({ pool }) => `/lieux/${pool.place}`, posted),
  [`GET ${ONE}/produits/:produit`]: kept(({ pool }) => `/produits/${pool.product}`),
  [`POST ${ONE}/produits/:produit`]: kept(({ pool }) => `/produits/${pool.product}`, posted),
  [`GET ${ONE}/personnes/:personne`]: kept('/personnes/999', absent),
  [`POST ${ONE}/personnes/:personne`]: kept('/personnes/999', { values: {}, ...absent }),
  [`GET ${ONE}/portes/:porte`]: kept('/portes/999', absent),
  [`POST ${ONE}/portes/:porte`]: kept('/portes/999', { values: {}, ...absent }),
  [`GET ${OWN}`]: { url: () => OWN, may: among('habitant'), statuses: [303] },
  ...Object.fromEntries(
    ['', '/portes', '/personnes', '/decomptes', '/portes/nouvelle', '/personnes/nouvelle'].map((end) => [
      `GET ${ONE_OWN}${end}`,
      own(end),
    ]),
  ),
  [`GET ${ONE_OWN}/essai`]: own('/essai', { statuses: [200, 303] }),
  // Of the sandbox alone, which the pool has not.
  [`GET ${ONE_OWN}/essai/fin`]: own('/essai/fin', absent),
  [`POST ${ONE_OWN}/essai/fin`]: own('/essai/fin', { values: {}, ...absent }),
  [`POST ${ONE_OWN}/essai/:titulaire`]: own('/essai/1', { values: {}, ...absent }),
  [`GET ${ONE_OWN}/essai/:titulaire/:serie`]: own(`/essai/1/${UNKNOWN}`, absent),
  [`POST ${ONE_OWN}/essai`]: own('/essai', { values: {}, statuses: [303] }),
  [`GET ${ONE_OWN}/applications`]: own('/applications'),
  [`GET ${ONE_OWN}/applications/cles/nouvelle`]: own('/applications/cles/nouvelle'),
  [`POST ${ONE_OWN}/applications/cles/nouvelle`]: own('/applications/cles/nouvelle', posted),
  ...Object.fromEntries(
    ['', '/suivante'].flatMap((end) => {
      const way = own(`/applications/aaaaaaaa${end}`, absent)
      return [
        [`GET ${ONE_OWN}/applications/:cle${end}`, way],
        [`POST ${ONE_OWN}/applications/:cle${end}`, { ...way, values: {} }],
      ]
    }),
  ),
  ...Object.fromEntries(
    ['', '/essai', '/secret', '/arret', '/retrait', '/envois/:envoi'].flatMap((end) => {
      const way = own(`/applications/adresses/999${end.replace(':envoi', '9')}`, absent)
      return [
        [`GET ${ONE_OWN}/applications/adresses/:adresse${end}`, way],
        [`POST ${ONE_OWN}/applications/adresses/:adresse${end}`, { ...way, values: HOOK }],
      ]
    }),
  ),
  [`GET ${ONE_OWN}/applications/adresses/nouvelle`]: own('/applications/adresses/nouvelle'),
  [`POST ${ONE_OWN}/applications/adresses/nouvelle`]: own('/applications/adresses/nouvelle', posted),
  [`POST ${ONE_OWN}/portes/nouvelle`]: own('/portes/nouvelle', posted),
  [`POST ${ONE_OWN}/personnes/nouvelle`]: own('/personnes/nouvelle', posted),
  [`GET ${ONE_OWN}/lieux/:lieu`]: own(({ pool }) => `/lieux/${pool.place}`),
  [`POST ${ONE_OWN}/lieux/:lieu`]: own(({ pool }) => `/lieux/${pool.place}`, posted),
  [`GET ${ONE_OWN}/mois/:mois`]: own('/mois/2026-10'),
  [`GET ${ONE_OWN}/mois/:mois/csv`]: own('/mois/2026-10/csv'),
  ...Object.fromEntries(
    [
      '/portes/:porte',
      '/personnes/:personne',
      '/decomptes/:mois/lignes/:ligne',
      '/decomptes/:mois/accord',
    ].flatMap((end) => {
      const way = own(end.replace(':mois', '2026-10').replace(/:[a-z]+/, '999'), absent)
      return [
        [`GET ${ONE_OWN}${end}`, way],
        [`POST ${ONE_OWN}${end}`, { ...way, values: { reason: 'Il en manque.' } }],
      ]
    }),
  ),
  ...Object.fromEntries(
    ['', '/pdf', '/csv'].map((end) => [
      `GET ${ONE_OWN}/decomptes/:mois${end}`,
      own(`/decomptes/2026-10${end}`, absent),
    ]),
  ),
}
