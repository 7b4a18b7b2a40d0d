import { administrators, type RouteCase } from './case.ts'

export const register: Readonly<Record<string, RouteCase>> = {
  'GET /administration/registre': { url: () => '/administration/registre', may: administrators },
  'GET /administration/registre/:id': { url: () => '/administration/registre/compte', may: administrators },
  'GET /administration/registre/export/:format': {
    url: () => '/administration/registre/export/csv',
    may: administrators,
  },
}
