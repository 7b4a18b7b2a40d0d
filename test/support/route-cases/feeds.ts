import { form, open, type RouteCase, signedIn } from './case.ts'

export const feeds: Readonly<Record<string, RouteCase>> = {
  'GET /flux': open('/flux?liste=contenus'),
  'GET /flux/:liste': open('/flux/contenus.atom'),
  'GET /compte/abonnements': { url: () => '/compte/abonnements', may: signedIn },
  'POST /compte/abonnements': { ...form('/compte/abonnements', {}, [303]), may: signedIn },
  'GET /compte/abonnements/adresse': { url: () => '/compte/abonnements/adresse', may: signedIn },
  'POST /compte/abonnements/fin': { ...form('/compte/abonnements/fin', {}, [303]), may: signedIn },
}
