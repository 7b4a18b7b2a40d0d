import { form, signedIn, type RouteCase } from './case.ts'

export const mandates: Readonly<Record<string, RouteCase>> = {
  'POST /compte/proches/enfants/:enfant/numero': {
    ...form('/compte/proches/enfants/0/numero', {}, [404]),
    may: signedIn,
  },
  'GET /compte/proches': { url: () => '/compte/proches', may: signedIn },
  'GET /compte/proches/confier': { url: () => '/compte/proches/confier', may: signedIn },
  'POST /compte/proches/confier': { ...form('/compte/proches/confier'), may: signedIn },
  'GET /compte/proches/enfants': { url: () => '/compte/proches/enfants', may: signedIn },
  'POST /compte/proches/enfants': { ...form('/compte/proches/enfants'), may: signedIn },
  'GET /compte/proches/invitation': {
    url: () => '/compte/proches/invitation?jeton=faux',
    may: signedIn,
    statuses: [410],
  },
  'POST /compte/proches/invitation': {
    ...form('/compte/proches/invitation', { jeton: 'faux', choix: 'accepter' }, [410]),
    may: signedIn,
  },
  // Whoever acts for nobody stops nothing.
  'POST /compte/proches/arret': { ...form('/compte/proches/arret', {}, [303]), may: signedIn },
  'POST /compte/proches/:id/agir': { ...form('/compte/proches/0/agir', {}, [404]), may: signedIn },
  'POST /compte/proches/:id/fin': { ...form('/compte/proches/0/fin', {}, [404]), may: signedIn },
}
