import { administrators, form, type RouteCase } from './case.ts'

export const administration: Readonly<Record<string, RouteCase>> = {
  'GET /administration/reglages': { url: () => '/administration/reglages', may: administrators },
  'GET /administration/reglages/:reglage': {
    url: () => '/administration/reglages/requests.receipt_note',
    may: administrators,
  },
  'POST /administration/reglages/:reglage': {
    ...form('/administration/reglages/requests.asks_rating', { valeur: 'oui' }, [303]),
    may: administrators,
  },
  'GET /administration/recherche': { url: () => '/administration/recherche?q=trou', may: administrators },
  'GET /administration': { url: () => '/administration', may: administrators },
  'POST /administration/verification': {
    ...form('/administration/verification', {}, [200, 303]),
    may: administrators,
  },
}
