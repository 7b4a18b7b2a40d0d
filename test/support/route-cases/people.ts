import { form, open, signedIn, type RouteCase } from './case.ts'

export const people: Readonly<Record<string, RouteCase>> = {
  'GET /passage': open('/passage?de=rien', [404]),
  'GET /passage/arrivee': open('/passage/arrivee?billet=rien', [404]),
  'GET /compte/profil': { url: () => '/compte/profil', may: signedIn },
  'POST /compte/profil': { ...form('/compte/profil'), may: signedIn },
}
