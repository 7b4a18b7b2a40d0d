// What communes lend each other.
import { form, type RouteCase, staff } from './case.ts'

const HERE = '/prets'
const absent = { statuses: [404] }
const none = (end: string, values?: Record<string, string>): RouteCase => ({
  url: () => `${HERE}${end}`,
  may: staff,
  ...absent,
  ...(values === undefined ? {} : { values }),
})

export const loans: Readonly<Record<string, RouteCase>> = {
  [`GET ${HERE}`]: { url: () => HERE, may: staff },
  [`POST ${HERE}/fichier`]: { ...form(`${HERE}/fichier`, { query: '' }, [303]), may: staff },
  [`GET ${HERE}/suivi`]: { url: () => `${HERE}/suivi`, may: staff },
  [`POST ${HERE}/suivi/fichier`]: { ...form(`${HERE}/suivi/fichier`, { query: '' }, [303]), may: staff },
  [`GET ${HERE}/suivi/:pret`]: none('/suivi/999'),
  [`POST ${HERE}/suivi/:pret`]: none('/suivi/999', { message: 'Bonjour' }),
  [`GET ${HERE}/suivi/:pret/suite`]: none('/suivi/999/suite'),
  [`POST ${HERE}/suivi/:pret/suite`]: none('/suivi/999/suite', { to: 'granted', reason: '' }),
  [`GET ${HERE}/:offre/demande`]: none('/999/demande'),
  [`POST ${HERE}/:offre/demande`]: none('/999/demande', {
    ...{ borrower: '1', from: '2027-01-04', to: '2027-01-05', purpose: 'Une fête' },
  }),
  [`GET ${HERE}/:offre`]: none('/999'),
}
