import { open, type RouteCase } from './case.ts'

export const forms: Readonly<Record<string, RouteCase>> = {
  'GET /adresses': open('/adresses?q=rue'),
  'GET /adresses/commune': open('/adresses/commune?q=12+rue+des+Lilas+Bron'),
  'GET /formulaires/modeles/:empreinte': open(`/formulaires/modeles/${'0'.repeat(64)}`, [404]),
  'GET /adresses/inverse': open('/adresses/inverse?lat=45.7&long=4.9'),
}
