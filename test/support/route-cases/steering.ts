import { among, form, type RouteCase, staff } from './case.ts'

const HERE = '/agents/pilotage'
/** Whoever publishes, or heads a unit. */
const reader = among('admin', 'adminBron')

/** Nobody has that number: whoever may is told so. */
const nobody = (end: string, values?: Record<string, string>): RouteCase => ({
  url: () => `${HERE}/contributeurs/1-999999${end}`,
  may: reader,
  statuses: [404],
  ...(values === undefined ? {} : { values }),
})

export const steering: Readonly<Record<string, RouteCase>> = {
  [`GET ${HERE}`]: { url: () => HERE, may: reader },
  [`GET ${HERE}/lectures`]: { url: () => `${HERE}/lectures`, may: reader },
  [`POST ${HERE}/lectures/fichier`]: {
    ...form(`${HERE}/lectures/fichier`, { query: '' }, [303]),
    may: reader,
  },
  [`GET ${HERE}/contributeurs`]: { url: () => `${HERE}/contributeurs`, may: reader },
  [`POST ${HERE}/contributeurs/fichier`]: {
    ...form(`${HERE}/contributeurs/fichier`, { query: '' }, [303]),
    may: reader,
  },
  [`GET ${HERE}/contributeurs/:contributeur`]: nobody(''),
  [`GET ${HERE}/contributeurs/:contributeur/formation`]: nobody('/formation'),
  [`POST ${HERE}/contributeurs/:contributeur/formation`]: nobody('/formation', { what: '', onDay: '' }),
  [`GET ${HERE}/contributeurs/:contributeur/merci`]: nobody('/merci'),
  [`POST ${HERE}/contributeurs/:contributeur/merci`]: nobody('/merci', { word: '' }),
  [`POST ${HERE}/contributeurs/:contributeur/formations/:formation/retirer`]: nobody(
    '/formations/1/retirer',
    {},
  ),
  [`GET ${HERE}/bilans`]: { url: () => `${HERE}/bilans`, may: reader },
  [`POST ${HERE}/bilans/fichier`]: { ...form(`${HERE}/bilans/fichier`, { query: '' }, [303]), may: reader },
  [`GET ${HERE}/bilans/nouveau`]: { url: () => `${HERE}/bilans/nouveau`, may: reader },
  [`POST ${HERE}/bilans/nouveau`]: {
    ...form(`${HERE}/bilans/nouveau`, { authority: '', year: '' }),
    may: reader,
  },
  [`GET ${HERE}/bilans/:collectivite/:annee`]: {
    url: () => `${HERE}/bilans/bron/1999`,
    may: reader,
    statuses: [404],
  },
  [`GET ${HERE}/bilans/:collectivite/:annee/pdf`]: {
    ...{ url: () => `${HERE}/bilans/bron/1999/pdf`, may: reader, statuses: [404] },
  },
  'GET /agents/contributions': { url: () => '/agents/contributions', may: staff },
}
