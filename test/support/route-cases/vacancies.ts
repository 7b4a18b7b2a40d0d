// Job offers: as agents read them, their profile, those who publish.
import { among, form, type RouteCase, staff } from './case.ts'

const HERE = '/intranet/emplois'
const KEPT = '/administration/emplois'
const keepers = among('admin', 'adminBron')
const absent = { statuses: [404] }

export const vacancies: Readonly<Record<string, RouteCase>> = {
  [`GET ${HERE}`]: { url: () => HERE, may: staff },
  [`GET ${HERE}/profil`]: { url: () => `${HERE}/profil`, may: staff },
  [`POST ${HERE}/profil`]: { ...form(`${HERE}/profil`, {}, [303]), may: staff },
  [`GET ${HERE}/:offre`]: { url: () => `${HERE}/999`, may: staff, ...absent },
  [`GET ${HERE}/candidatures`]: { url: () => `${HERE}/candidatures`, may: staff },
  [`GET ${HERE}/recrutements`]: { url: () => `${HERE}/recrutements`, may: staff },
  [`GET ${HERE}/recrutements/:candidature`]: { url: () => `${HERE}/recrutements/999`, may: staff, ...absent },
  [`POST ${HERE}/recrutements/:candidature`]: {
    url: () => `${HERE}/recrutements/999`,
    may: staff,
    values: { state: 'declined', outcome: 'Une autre personne est retenue.' },
    ...absent,
  },
  [`GET ${HERE}/:offre/candidature`]: { url: () => `${HERE}/999/candidature`, may: staff, ...absent },
  [`POST ${HERE}/:offre/candidature`]: {
    url: () => `${HERE}/999/candidature`,
    may: staff,
    values: {},
    ...absent,
  },
  [`POST ${HERE}/:offre/candidature/brouillon`]: {
    url: () => `${HERE}/999/candidature/brouillon`,
    may: staff,
    values: {},
    ...absent,
  },
  [`POST ${HERE}/:offre/candidature/retirer`]: {
    url: () => `${HERE}/999/candidature/retirer`,
    may: staff,
    values: {},
    ...absent,
  },
  [`GET ${KEPT}/:offre/recruteurs`]: { url: () => `${KEPT}/999/recruteurs`, may: keepers, ...absent },
  [`POST ${KEPT}/:offre/recruteurs`]: {
    url: () => `${KEPT}/999/recruteurs`,
    may: keepers,
    values: { email: 'voirie@parvis.example' },
    ...absent,
  },
  [`POST ${KEPT}/:offre/recruteurs/:recruteur`]: {
    url: () => `${KEPT}/999/recruteurs/1`,
    may: keepers,
    values: {},
    ...absent,
  },
  [`GET ${HERE}/:offre/affichette`]: { url: () => `${HERE}/999/affichette`, may: staff, ...absent },
  [`GET ${KEPT}`]: { url: () => KEPT, may: keepers },
  [`POST ${KEPT}/fichier`]: { ...form(`${KEPT}/fichier`, { query: '' }, [303]), may: keepers },
  [`GET ${KEPT}/nouvelle`]: { url: () => `${KEPT}/nouvelle`, may: keepers },
  [`POST ${KEPT}/nouvelle`]: { ...form(`${KEPT}/nouvelle`), may: keepers },
  [`GET ${KEPT}/:offre`]: { url: () => `${KEPT}/999`, may: keepers, ...absent },
  [`POST ${KEPT}/:offre`]: { url: () => `${KEPT}/999`, may: keepers, values: {}, ...absent },
}
