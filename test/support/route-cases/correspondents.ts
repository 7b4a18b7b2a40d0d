// The network of correspondents.
import { administrators, among, type RouteCase, staff } from './case.ts'

const HERE = '/intranet/correspondants'
const KEPT = `${HERE}/animation`
const keepers = among('admin', 'adminBron')
const absent = { statuses: [404] }
const none = (end: string, may: RouteCase['may'], values?: Record<string, string>): RouteCase => ({
  ...{ url: () => `${HERE}/999${end}`, may, ...absent },
  ...(values === undefined ? {} : { values }),
})

export const correspondents: Readonly<Record<string, RouteCase>> = {
  [`GET ${HERE}`]: { url: () => HERE, may: staff },
  [`GET ${KEPT}`]: { url: () => KEPT, may: keepers },
  [`POST ${KEPT}/fichier`]: {
    url: () => `${KEPT}/fichier`,
    may: keepers,
    values: { query: '' },
    statuses: [303],
  },
  [`GET ${KEPT}/nommer`]: { url: () => `${KEPT}/nommer`, may: keepers },
  [`POST ${KEPT}/nommer`]: { url: () => `${KEPT}/nommer`, may: keepers, values: { unit: '' } },
  [`GET ${KEPT}/fiche-mission`]: { url: () => `${KEPT}/fiche-mission`, may: keepers, statuses: [303] },
  [`GET ${KEPT}/fiche-mission/:collectivite`]: {
    ...{ url: () => `${KEPT}/fiche-mission/nulle-part`, may: keepers, ...absent },
  },
  [`POST ${KEPT}/fiche-mission/:collectivite`]: {
    url: () => `${KEPT}/fiche-mission/nulle-part`,
    ...{
      may: keepers,
      values: { role: 'Recueillir et écrire.', missions: 'Écrire', conditions: 'Une demi-journée' },
      ...absent,
    },
  },
  [`GET ${HERE}/:correspondant`]: {
    url: ({ correspondentId }) => `${HERE}/${correspondentId}`,
    may: among('voirie', 'accueil', 'admin'),
  },
  [`GET ${HERE}/:correspondant/identification`]: none('/identification', staff),
  [`POST ${HERE}/:correspondant/identification`]: none('/identification', staff, {
    about: '',
    skills: '',
    pace: '',
  }),
  [`GET ${HERE}/:correspondant/reparler`]: none('/reparler', staff),
  [`POST ${HERE}/:correspondant/reparler`]: none('/reparler', staff, { word: 'Le temps reconnu' }),
  [`GET ${HERE}/:correspondant/relais`]: none('/relais', keepers),
  [`POST ${HERE}/:correspondant/relais`]: none('/relais', keepers, { until: '2027-01-01', person: '' }),
  [`POST ${HERE}/:correspondant/accepter`]: none('/accepter', staff, {}),
  [`POST ${HERE}/:correspondant/valider`]: none('/valider', administrators, {}),
  [`POST ${HERE}/:correspondant/retirer`]: none('/retirer', keepers, {}),
}
