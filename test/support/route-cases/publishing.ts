import type { World } from '../world.ts'
import { administrators, anyone, form, open, type RouteCase, signedIn, staff } from './case.ts'

const HERE = '/administration/informations'
// The first of the metropolis's.
const may: RouteCase['may'] = (actor) => actor === 'admin'

type Cases = Readonly<Record<string, RouteCase>>

/** Screens of contents, at the desk and in the administration: begun by whoever may, then for the world's content alone. */
function contentCases(at: string, begins: RouteCase['may'], holds: RouteCase['may']): Cases {
  return {
    [`GET ${at}`]: { url: () => at, may: begins },
    [`GET ${at}/nouveau`]: { url: () => `${at}/nouveau`, may: begins },
    [`GET ${at}/nouveau/:type`]: { url: () => `${at}/nouveau/brief`, may: begins },
    [`POST ${at}/nouveau/:type`]: { ...form(`${at}/nouveau/brief`), may: begins },
    ...writtenCases(at, ({ contentId }) => contentId, holds),
  }
}

/** Screens of the world's content of that place. */
export function writtenCases(
  at: string,
  idOf: (world: World) => number | string,
  holds: RouteCase['may'],
): Cases {
  const one = (end: string, more: Partial<RouteCase> = {}): RouteCase => ({
    url: (world) => `${at}/${idOf(world)}${end}`,
    may: holds,
    ...more,
  })
  const stale = { values: { version: '0' }, statuses: [409] }
  return {
    [`GET ${at}/:contenu`]: one(''),
    [`GET ${at}/:contenu/lecture`]: one('/lecture'),
    [`GET ${at}/:contenu/texte`]: one('/texte'),
    [`POST ${at}/:contenu/texte`]: one('/texte', { values: {}, statuses: [422] }),
    [`GET ${at}/:contenu/documents`]: one('/documents'),
    [`POST ${at}/:contenu/documents`]: one('/documents', stale),
    [`GET ${at}/:contenu/versions/:version`]: one('/versions/1'),
    [`GET ${at}/:contenu/versions/:version/reprise`]: one('/versions/1/reprise'),
    [`POST ${at}/:contenu/versions/:version/reprise`]: one('/versions/1/reprise', stale),
  }
}

/** Those that ask nothing but to be confirmed. */
export const confirmed = (
  at: string,
  names: readonly string[],
  holds: RouteCase['may'],
  idOf: (world: World) => number | string = ({ contentId }) => contentId,
): Cases =>
  Object.fromEntries(
    names.flatMap((name): [string, RouteCase][] => [
      [`GET ${at}/:contenu/${name}`, { url: (world) => `${at}/${idOf(world)}/${name}`, may: holds }],
      [
        `POST ${at}/:contenu/${name}`,
        {
          url: (world) => `${at}/${idOf(world)}/${name}`,
          may: holds,
          values: { version: '0' },
          statuses: [409],
        },
      ],
    ]),
  )

const CONTENTS = '/administration/contenus'
const PROPOSALS = '/agents/propositions'

export const publishing: Cases = {
  'GET /contenus': open('/contenus'),
  'POST /contenus/:id/avis': form('/contenus/0/avis', { helped: 'oui' }, [404]),
  'GET /contenus/:id/:slug/affichette': {
    url: (world) => `/contenus/${world.contentId}/lire/affichette`,
    may: staff,
  },
  'GET /affiche/:id': { url: (world) => `/affiche/${world.contentId}`, may: anyone, statuses: [303] },
  'GET /contenus/:id/:slug': { url: (world) => `/contenus/${world.contentId}/lire`, may: anyone },
  'POST /compte/connaissance/:id': {
    url: (world) => `/compte/connaissance/${world.contentId}`,
    may: signedIn,
    values: {},
    statuses: [404],
  },
  'POST /compte/inscription/:id': {
    ...form('/compte/inscription/0', { voulu: 'inscrire' }, [404]),
    may: signedIn,
  },
  'GET /agents/inscriptions/:contenu': { url: (world) => `/agents/inscriptions/${world.contentId}`, may },
  'POST /agents/inscriptions/:contenu': {
    ...form(''),
    url: (world) => `/agents/inscriptions/${world.contentId}`,
    may,
  },
  'GET /agents/inscriptions/:contenu/fichier': {
    url: (world) => `/agents/inscriptions/${world.contentId}/fichier`,
    may,
  },
  ...contentCases(CONTENTS, administrators, may),
  [`POST ${CONTENTS}/fichier`]: { ...form(`${CONTENTS}/fichier`, { query: '' }, [303]), may: administrators },
  [`GET ${CONTENTS}/fraicheur`]: { url: () => `${CONTENTS}/fraicheur`, may: administrators },
  [`POST ${CONTENTS}/fraicheur/fichier`]: {
    ...form(`${CONTENTS}/fraicheur/fichier`, { query: '' }, [303]),
    may: administrators,
  },
  [`GET ${CONTENTS}/journal`]: { url: () => `${CONTENTS}/journal`, may: administrators },
  [`POST ${CONTENTS}/journal`]: { ...form(`${CONTENTS}/journal`), may: administrators },
  [`GET ${CONTENTS}/:contenu/profil`]: {
    url: (world) => `${CONTENTS}/${world.contentId}/profil?public=1`,
    may,
  },
  ...confirmed(CONTENTS, ['annuler', 'relecture', 'rappel', 'archives', 'reprise'], may),
  [`GET ${CONTENTS}/:contenu/publier`]: { url: (world) => `${CONTENTS}/${world.contentId}/publier`, may },
  [`POST ${CONTENTS}/:contenu/publier`]: {
    ...form(''),
    url: (world) => `${CONTENTS}/${world.contentId}/publier`,
    may,
  },
  [`GET ${CONTENTS}/:contenu/renvoyer`]: { url: (world) => `${CONTENTS}/${world.contentId}/renvoyer`, may },
  [`POST ${CONTENTS}/:contenu/renvoyer`]: {
    ...form(''),
    url: (world) => `${CONTENTS}/${world.contentId}/renvoyer`,
    may,
  },
  ...contentCases(PROPOSALS, staff, may),
  ...confirmed(PROPOSALS, ['proposer', 'retirer'], may),
  'GET /informations': open('/informations'),
  'GET /informations/:id': { url: (world) => `/informations/${world.noticeId}`, may: anyone },
  [`GET ${HERE}`]: { url: () => HERE, may: administrators },
  [`POST ${HERE}/fichier`]: { ...form(`${HERE}/fichier`, { query: '' }, [303]), may: administrators },
  [`GET ${HERE}/nouvelle`]: { url: () => `${HERE}/nouvelle`, may: administrators },
  [`POST ${HERE}/nouvelle`]: { ...form(`${HERE}/nouvelle`), may: administrators },
  [`GET ${HERE}/:information`]: { url: (world) => `${HERE}/${world.noticeId}`, may },
  [`POST ${HERE}/:information`]: { ...form(''), url: (world) => `${HERE}/${world.noticeId}`, may },
  [`GET ${HERE}/:information/fin`]: { url: (world) => `${HERE}/${world.noticeId}/fin`, may },
  [`POST ${HERE}/:information/fin`]: {
    ...form('', { version: '0' }, [409]),
    url: (world) => `${HERE}/${world.noticeId}/fin`,
    may,
  },
}
