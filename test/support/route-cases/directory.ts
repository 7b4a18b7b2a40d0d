// The agents' directory.
import { open, type RouteCase, staff } from './case.ts'

const HERE = '/intranet/annuaire'
const OWN = '/intranet/ma-fiche'
const read = (path: string, statuses?: readonly number[]): RouteCase => ({
  url: () => path,
  may: staff,
  ...(statuses === undefined ? {} : { statuses }),
})

export const directory: Readonly<Record<string, RouteCase>> = {
  [`GET ${HERE}`]: read(HERE),
  [`GET ${HERE}/:personne`]: read(`${HERE}/0`, [404]),
  [`GET ${HERE}/:personne/vcard`]: read(`${HERE}/0/vcard`, [404]),
  [`GET ${HERE}/:personne/photo`]: read(`${HERE}/0/photo`, [404]),
  [`GET ${OWN}/photo`]: read(`${OWN}/photo`),
  [`POST ${OWN}/photo`]: { ...read(`${OWN}/photo`, [422]), values: { agreed: '' } },
  [`POST ${OWN}/photo/retrait`]: { ...read(`${OWN}/photo/retrait`, [303]), values: {} },
  'GET /donnees-ouvertes/organigramme': open('/donnees-ouvertes/organigramme'),
  'GET /donnees-ouvertes/organigramme/:format': open('/donnees-ouvertes/organigramme/csv'),
  'GET /intranet/qui-fait-quoi': read('/intranet/qui-fait-quoi?q=nids'),
  'GET /intranet/organigramme': read('/intranet/organigramme'),
  'GET /intranet/organigramme/pdf': read('/intranet/organigramme/pdf'),
  'GET /intranet/unites/:unite': read('/intranet/unites/0', [404]),
  [`GET ${OWN}`]: read(OWN),
  [`POST ${OWN}`]: { ...read(OWN, [422]), values: { phone: 'x' } },
}
