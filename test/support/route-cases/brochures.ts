// The catalogue of brochures, orders, and those who keep it.
import { among, form, type RouteCase, staff } from './case.ts'

const HERE = '/brochures'
const KEPT = '/administration/brochures'
const keepers = among('admin', 'adminBron')
const absent = { statuses: [404] }

const kept = (end: string, more: Partial<RouteCase> = {}): RouteCase => ({
  url: () => `${KEPT}/999${end}`,
  may: keepers,
  ...absent,
  ...more,
})

export const brochures: Readonly<Record<string, RouteCase>> = {
  [`GET ${HERE}`]: { url: () => HERE, may: staff },
  [`POST ${HERE}/fichier`]: { ...form(`${HERE}/fichier`, { query: '' }, [303]), may: staff },
  [`GET ${HERE}/commande`]: { url: () => `${HERE}/commande`, may: staff },
  [`POST ${HERE}/commande`]: { ...form(`${HERE}/commande`), may: staff },
  [`GET ${HERE}/:brochure`]: { url: () => `${HERE}/999`, may: staff, ...absent },
  [`GET ${KEPT}`]: { url: () => KEPT, may: keepers },
  [`POST ${KEPT}/fichier`]: { ...form(`${KEPT}/fichier`, { query: '' }, [303]), may: keepers },
  [`GET ${KEPT}/nouvelle`]: { url: () => `${KEPT}/nouvelle`, may: keepers },
  [`POST ${KEPT}/nouvelle`]: { ...form(`${KEPT}/nouvelle`), may: keepers },
  [`GET ${KEPT}/:brochure`]: kept(''),
  [`POST ${KEPT}/:brochure`]: kept('', { values: {}, statuses: [404] }),
  [`GET ${KEPT}/:brochure/stock`]: kept('/stock'),
  [`POST ${KEPT}/:brochure/stock`]: kept('/stock', {
    values: { kind: 'received', copies: '1', reason: 'Livraison' },
  }),
  [`GET ${KEPT}/:brochure/pdf`]: kept('/pdf'),
  [`POST ${KEPT}/:brochure/pdf`]: kept('/pdf', { values: {} }),
}
