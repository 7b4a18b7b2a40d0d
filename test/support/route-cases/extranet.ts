import { form, open, type RouteCase } from './case.ts'

/** Nobody of the world is elected: src/extranet/home.test.ts shows who comes in. */
const elected = (url: string): RouteCase => ({ url: () => url, may: () => false })

const listFile = (url: string): RouteCase => ({ ...form(url, { query: '' }, [303]), may: () => false })

export const extranet: Readonly<Record<string, RouteCase>> = {
  'GET /territoires/annuaire': elected('/territoires/annuaire'),
  'GET /territoires/annuaire/services': elected('/territoires/annuaire/services'),
  'GET /territoires/club': elected('/territoires/club'),
  'GET /territoires/club/comparer': elected('/territoires/club/comparer'),
  'GET /territoires/services': elected('/territoires/services'),
  'GET /territoires/services/demandes': elected('/territoires/services/demandes'),
  'GET /territoires/services/demandes/:ref': elected('/territoires/services/demandes/2026-00001'),
  'GET /territoires/services/:slug/demande': elected('/territoires/services/conseil-des-archives/demande'),
  'POST /territoires/services/:slug/demande': {
    url: () => '/territoires/services/conseil-des-archives/demande',
    may: () => false,
  },
  'POST /territoires/club/fichier': listFile('/territoires/club/fichier'),
  'GET /territoires/hors-ligne': elected('/territoires/hors-ligne'),
  'POST /territoires/hors-ligne': {
    ...form('/territoires/hors-ligne', { garder: 'oui' }, [303]),
    may: () => false,
  },
  'GET /territoires/hors-ligne/gardien': open('/territoires/hors-ligne/gardien'),
  'GET /territoires': elected('/territoires'),
  'GET /territoires/documentation': elected('/territoires/documentation'),
  'GET /territoires/demandes': elected('/territoires/demandes'),
  'GET /territoires/instances': elected('/territoires/instances'),
  'GET /territoires/instances/:instance': elected('/territoires/instances/0'),
}
