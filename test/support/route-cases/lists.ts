import { among, form, open, type RouteCase } from './case.ts'

const HERE = '/administration/listes'
const market = `${HERE}/marches`
// What the whole territory chooses from is the metropolis's to write.
const may = among('admin')

const read = (at: string, url: string): [string, RouteCase] => [`GET ${at}`, { url: () => url, may }]
const written = (at: string, url: string, statuses: readonly number[]): [string, RouteCase][] => [
  read(at, url),
  [`POST ${at}`, { ...form(url, {}, statuses), may }],
]
const done = (at: string, url: string, statuses: readonly number[]): [string, RouteCase] => [
  `POST ${at}`,
  { ...form(url, {}, statuses), may },
]

const one = `${HERE}/:liste`

export const lists: Readonly<Record<string, RouteCase>> = Object.fromEntries([
  ['GET /listes/:liste/propositions', open('/listes/ecoles/propositions?q=lilas')],
  read(HERE, HERE),
  read(one, market),
  read(`${one}/csv`, `${market}/csv`),
  ...written(`${HERE}/nouvelle`, `${HERE}/nouvelle`, [422]),
  ...written(`${one}/nom`, `${market}/nom`, [409, 422]),
  ...written(`${one}/adresse`, `${market}/adresse`, [409, 422]),
  ...written(`${one}/importer`, `${market}/importer`, [422]),
  done(`${one}/importer/garder`, `${market}/importer/garder`, [422]),
  ...written(`${one}/retirer`, `${market}/retirer`, [422]),
  done(`${one}/essai`, `${market}/essai`, [404]),
  done(`${one}/versions`, `${market}/versions`, [422]),
  ...['publier', 'reprendre', 'abandonner'].map((act) => done(`${one}/${act}`, `${market}/${act}`, [303])),
])
