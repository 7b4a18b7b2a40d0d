import { administrators, among, form, open, signedIn, type RouteCase } from './case.ts'

export const privacy: Readonly<Record<string, RouteCase>> = {
  'GET /compte/donnees': { url: () => '/compte/donnees', may: signedIn },
  'GET /compte/donnees/acces': { url: () => '/compte/donnees/acces', may: signedIn },
  'POST /compte/donnees/acces/:numero/signalement': {
    ...form('/compte/donnees/acces/0/signalement', {}, [404]),
    may: signedIn,
  },
  'POST /compte/donnees/export': { ...form('/compte/donnees/export'), may: signedIn },
  'GET /compte/donnees/effacement': { url: () => '/compte/donnees/effacement', may: signedIn },
  // Without the box ticked, nothing is erased; an agent is told why not.
  'POST /compte/donnees/effacement': {
    ...form('/compte/donnees/effacement', {}, [200, 422]),
    may: signedIn,
  },
  'GET /compte/proches/enfants/:enfant/effacement': {
    url: () => '/compte/proches/enfants/0/effacement',
    may: signedIn,
    statuses: [404],
  },
  'POST /compte/proches/enfants/:enfant/effacement': {
    ...form('/compte/proches/enfants/0/effacement', { accord: 'oui' }, [404]),
    may: signedIn,
  },
  'GET /effacement': open('/effacement?jeton=faux', [404]),
  'GET /administration/conservation/:fiche/:regle': {
    url: () => '/administration/conservation/guichet/draft.delete',
    may: among('admin'),
  },
  'POST /administration/conservation/:fiche/:regle': {
    ...form('/administration/conservation/guichet/draft.delete', { duree: 'x' }),
    may: among('admin'),
  },
  'GET /administration/conservation': { url: () => '/administration/conservation', may: administrators },
  'POST /administration/conservation/simulation': {
    ...form('/administration/conservation/simulation', {}, [303]),
    may: administrators,
  },
  'GET /administration/acces-signales': { url: () => '/administration/acces-signales', may: administrators },
  'GET /administration/acces-signales/:id': {
    url: () => '/administration/acces-signales/0',
    may: administrators,
    statuses: [404],
  },
  'POST /administration/acces-signales/:id': {
    ...form('/administration/acces-signales/0', { constat: 'Rien de tel n’a été signalé ici.' }, [404]),
    may: administrators,
  },
}
