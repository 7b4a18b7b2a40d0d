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

const below =
  (place: string) =>
  (end: string, may: RouteCase['may'], values?: Record<string, string>): RouteCase => ({
    ...{ url: () => `${HERE}/${place}${end}`, may, ...absent },
    ...(values === undefined ? {} : { values }),
  })
const learnt = below('formations')
const met = below('reunions')

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
  [`GET ${HERE}/merci`]: { url: () => `${HERE}/merci`, may: staff },
  [`GET ${HERE}/formations`]: { url: () => `${HERE}/formations`, may: staff },
  [`GET ${HERE}/formations/nouvelle`]: { url: () => `${HERE}/formations/nouvelle`, may: keepers },
  [`POST ${HERE}/formations/nouvelle`]: {
    url: () => `${HERE}/formations/nouvelle`,
    may: keepers,
    values: { title: '' },
  },
  [`GET ${HERE}/formations/:seance`]: learnt('/999', staff),
  [`GET ${HERE}/formations/:seance/changer`]: learnt('/999/changer', keepers),
  [`POST ${HERE}/formations/:seance/changer`]: learnt('/999/changer', keepers, {
    ...{
      title: 'Écrire simplement',
      onDay: '2027-01-12',
      hour: '9 h 30',
      place: 'Salle Saône',
      seats: '12',
      about: '',
    },
  }),
  [`GET ${HERE}/formations/:seance/presents`]: learnt('/999/presents', keepers),
  [`POST ${HERE}/formations/:seance/presents`]: learnt('/999/presents', keepers, { present: '1' }),
  [`POST ${HERE}/formations/:seance/inscrire`]: learnt('/999/inscrire', staff, {}),
  [`POST ${HERE}/formations/:seance/liberer`]: learnt('/999/liberer', staff, {}),
  [`GET ${HERE}/formations/:seance/attestation/:place`]: learnt('/999/attestation/999', staff),
  [`GET ${HERE}/reunions`]: { url: () => `${HERE}/reunions`, may: staff },
  [`GET ${HERE}/reunions/nouvelle`]: { url: () => `${HERE}/reunions/nouvelle`, may: keepers },
  [`POST ${HERE}/reunions/nouvelle`]: {
    url: () => `${HERE}/reunions/nouvelle`,
    may: keepers,
    values: { title: '' },
  },
  [`GET ${HERE}/reunions/:reunion`]: met('/999', staff),
  [`GET ${HERE}/reunions/:reunion/changer`]: met('/999/changer', keepers),
  [`POST ${HERE}/reunions/:reunion/changer`]: met('/999/changer', keepers, {
    ...{
      title: 'Réunion d’hiver',
      onDay: '2027-01-12',
      hour: '9 h 30',
      place: 'Salle Saône',
      agenda: '',
      decisions: '',
    },
  }),
  [`GET ${HERE}/reunions/:reunion/compte-rendu`]: met('/999/compte-rendu', keepers),
  [`POST ${HERE}/reunions/:reunion/compte-rendu`]: met('/999/compte-rendu', keepers, {}),
  [`POST ${HERE}/:correspondant/retirer`]: none('/retirer', keepers, {}),
}
