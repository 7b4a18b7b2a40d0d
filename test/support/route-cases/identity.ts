import { UNKNOWN, administrators, form, open, signedIn, type RouteCase } from './case.ts'

/** Pages and acts of a site that no authority has. */
const ofSite = (path: string): RouteCase => ({
  url: () => `/administration/sites/${UNKNOWN}${path}`,
  may: administrators,
  statuses: [404],
})
const postedOfSite = (path: string): RouteCase => ({
  ...form(`/administration/sites/${UNKNOWN}${path}`, {}, [404]),
  may: administrators,
})

export const identity: Readonly<Record<string, RouteCase>> = {
  'POST /administration/sites/fichier': {
    ...form('/administration/sites/fichier', { query: 'x'.repeat(4001) }),
    may: administrators,
  },
  'GET /autorisation/:demande': open('/autorisation/fausse', [410]),
  'POST /autorisation/:demande': form('/autorisation/fausse', {}, [410]),
  'POST /autorisation/:demande/refus': form('/autorisation/fausse/refus', {}, [410]),
  'GET /compte/sites': { url: () => '/compte/sites', may: signedIn },
  'POST /compte/sites/:site/retrait': {
    ...form(`/compte/sites/${UNKNOWN}/retrait`, {}, [404]),
    may: signedIn,
  },
  'GET /administration/sites': { url: () => '/administration/sites', may: administrators },
  'GET /administration/sites/nouveau': { url: () => '/administration/sites/nouveau', may: administrators },
  'POST /administration/sites/nouveau': { ...form('/administration/sites/nouveau'), may: administrators },
  'GET /administration/sites/essai': {
    url: () => '/administration/sites/essai?state=faux',
    may: administrators,
    statuses: [410],
  },
  'GET /administration/sites/:site/modifier': ofSite('/modifier'),
  'POST /administration/sites/:site/modifier': postedOfSite('/modifier'),
  'POST /administration/sites/:site/secrets/:secret/fin': postedOfSite('/secrets/1/fin'),
  'POST /administration/sites/:site/hors-service': postedOfSite('/hors-service'),
  'POST /administration/sites/:site/en-service': postedOfSite('/en-service'),
  'GET /administration/sites/:site/essai': ofSite('/essai'),
  'POST /administration/sites/:site/essai': postedOfSite('/essai'),
  'POST /administration/sites/:site/verification': postedOfSite('/verification'),
  'GET /administration/sites/:site': {
    url: () => `/administration/sites/${UNKNOWN}`,
    may: administrators,
    statuses: [404],
  },
  'POST /administration/sites/:site/secret': {
    ...form(`/administration/sites/${UNKNOWN}/secret`, {}, [404]),
    may: administrators,
  },
}
