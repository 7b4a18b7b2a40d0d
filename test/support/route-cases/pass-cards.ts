// Cards of the pass: ordered by holders, made by whoever administers.
import { among, type RouteCase, signedIn } from './case.ts'

const HELD = '/pass/cartes'
const MAKE = '/administration/pass/cartes'
const makers = among('admin', 'adminBron')

/** Of « Mon pass », which nobody of the world has opened. */
const held = (url: string, more: Partial<RouteCase> = {}): RouteCase => ({
  ...{ url: () => url, may: signedIn, statuses: [409] },
  ...more,
})

export const passCards: Readonly<Record<string, RouteCase>> = {
  [`GET ${HELD}`]: held(HELD),
  [`POST ${HELD}`]: held(HELD, { values: { support: 'chip' } }),
  [`POST ${HELD}/:support`]: held(`${HELD}/9`, { values: { code: 'x' } }),
  // Without keys of Apple or Google, there is no such thing.
  'POST /pass/application': held('/pass/application', {
    values: { application: 'apple', lieu: '1:sport' },
    statuses: [404],
  }),
  [`GET ${MAKE}`]: { url: () => MAKE, may: makers },
  [`POST ${MAKE}`]: { url: () => MAKE, may: makers, values: { genre: 'x' }, statuses: [422] },
  ...Object.fromEntries(
    ['fichier', 'lettres', 'faite', 'partie'].map((end) => [
      `POST ${MAKE}/:liste/${end}`,
      { url: () => `${MAKE}/0/${end}`, may: makers, values: {}, statuses: [404] } satisfies RouteCase,
    ]),
  ),
}
