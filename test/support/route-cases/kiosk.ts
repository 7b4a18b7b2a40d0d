// Kiosks: their pages lead everybody to the door, who is at none; one’s own code; those who administer.
import { among, form, open, type RouteCase, staff } from './case.ts'

const HERE = '/kiosque'
const ASKED = `${HERE}/demander/demander-un-conge/3f2a6c1e-0000-4000-8000-000000000000`
const KEPT = '/administration/bornes'
const keepers = among('admin', 'adminBron')
const absent = { statuses: [404] }
/** To the door. */
const away = (url: string): RouteCase => open(url, [303])

const pages = [
  'premier',
  'encore',
  'fini',
  'messages',
  'a-lire',
  'questionnaires',
  'demander',
  'mes-demandes',
  'emplois',
  'numeros',
  'semaine',
]

export const kiosk: Readonly<Record<string, RouteCase>> = {
  [`GET ${HERE}`]: open(HERE),
  ...Object.fromEntries(pages.map((name) => [`GET ${HERE}/${name}`, away(`${HERE}/${name}`)])),
  [`GET ${HERE}/a-lire/:contenu`]: away(`${HERE}/a-lire/1`),
  [`GET ${HERE}/questionnaires/:questionnaire`]: away(`${HERE}/questionnaires/1`),
  [`GET ${HERE}/emplois/:offre`]: away(`${HERE}/emplois/1`),
  [`GET ${HERE}/demander/:slug`]: away(`${HERE}/demander/demander-un-conge`),
  ...Object.fromEntries(
    [['verifier'], ['recu'], [':etape', 'need']].map(([step = '', said = step]) => [
      `GET ${HERE}/demander/:slug/:draft/${step}`,
      away(`${ASKED}/${said}`),
    ]),
  ),
  [`POST ${HERE}/demander/:slug/:draft/:etape`]: form(`${ASKED}/need`, {}, [303]),
  [`POST ${HERE}/demander/:slug/:draft/envoyer`]: form(`${ASKED}/envoyer`, {}, [303]),
  [`GET ${HERE}/mes-demandes/:ref`]: away(`${HERE}/mes-demandes/2026-00001`),
  [`POST ${HERE}/ouvrir`]: form(`${HERE}/ouvrir`, { code: 'x' }),
  [`POST ${HERE}/entrer`]: form(`${HERE}/entrer`, { numero: '1234', code: '802917' }, [303]),
  [`POST ${HERE}/premier`]: form(
    `${HERE}/premier`,
    { numero: '1234', unique: '12345678', code: '802917', encore: '802917' },
    [303],
  ),
  [`POST ${HERE}/rester`]: form(`${HERE}/rester`, {}, [303]),
  [`POST ${HERE}/terminer`]: form(`${HERE}/terminer`, {}, [303]),
  [`POST ${HERE}/messages`]: form(`${HERE}/messages`, { jusque: '0' }, [303]),
  [`POST ${HERE}/a-lire/:contenu`]: form(`${HERE}/a-lire/1`, {}, [303]),
  [`POST ${HERE}/questionnaires/:questionnaire`]: form(`${HERE}/questionnaires/1`, {}, [303]),
  'GET /compte/borne': { url: () => '/compte/borne', may: staff },
  'POST /compte/borne': { ...form('/compte/borne', { code: '111111', encore: '111111' }), may: staff },
  'GET /compte/borne/equipe': { url: () => '/compte/borne/equipe', may: keepers },
  'GET /compte/borne/equipe/:person': { url: () => '/compte/borne/equipe/0', may: keepers, ...absent },
  'POST /compte/borne/equipe/:person': { ...form('/compte/borne/equipe/0', {}, [404]), may: keepers },
  [`GET ${KEPT}`]: { url: () => KEPT, may: keepers },
  [`GET ${KEPT}/nouvelle`]: { url: () => `${KEPT}/nouvelle`, may: keepers },
  [`POST ${KEPT}/nouvelle`]: { ...form(`${KEPT}/nouvelle`), may: keepers },
  [`GET ${KEPT}/:borne`]: { url: () => `${KEPT}/999`, may: keepers, ...absent },
  [`POST ${KEPT}/:borne`]: { url: () => `${KEPT}/999`, may: keepers, values: {}, ...absent },
}
