import { administrators, among, form, open, type RouteCase, staff } from './case.ts'
import { confirmed, writtenCases } from './publishing.ts'
import type { World } from '../world.ts'

const HERE = '/espaces'
const KEPT = '/administration/espaces'
type Cases = Readonly<Record<string, RouteCase>>
type Url = (world: World) => string

/** Whoever works with `voirie` alone is in the space of the world; the administrator of the metropolis keeps it. */
const member = among('voirie')
const keeper = among('admin')

const inside = (end: string | Url, more: Partial<RouteCase> = {}): RouteCase => ({
  url: (world) => `${HERE}/${world.space.id}${typeof end === 'string' ? end : end(world)}`,
  may: member,
  ...more,
})
const kept = (end: string | Url, more: Partial<RouteCase> = {}): RouteCase => ({
  url: (world) => `${KEPT}/${world.space.id}${typeof end === 'string' ? end : end(world)}`,
  may: keeper,
  ...more,
})
const refused = { values: {} }
const stale = (values: Record<string, string>) => ({ values: { ...values, version: '0' }, statuses: [409] })
const absent = { statuses: [404] }

const MEETING = {
  title: 'Une réunion',
  on: '2026-12-01',
  from: '9 h',
  to: '',
  place: '',
  text: '',
  act: 'keep',
}
const TASK = { title: 'Une tâche', who: '', due: '', state: 'open' }

const documents: Cases = {
  [`GET ${HERE}/:espace/documents`]: inside('/documents'),
  [`GET ${HERE}/:espace/documents/depot`]: inside('/documents/depot'),
  [`POST ${HERE}/:espace/documents/depot`]: inside('/documents/depot', refused),
  [`GET ${HERE}/:espace/documents/archive`]: inside('/documents/archive'),
  [`GET ${HERE}/:espace/documents/dossier`]: inside('/documents/dossier'),
  [`POST ${HERE}/:espace/documents/dossier`]: inside('/documents/dossier', refused),
  [`GET ${HERE}/:espace/dossiers/:dossier`]: inside((world) => `/dossiers/${world.space.folder}`),
  [`POST ${HERE}/:espace/dossiers/:dossier`]: inside((world) => `/dossiers/${world.space.folder}`, refused),
  [`GET ${HERE}/:espace/documents/:document`]: inside((world) => `/documents/${world.space.document}`),
  ...Object.fromEntries(
    (['version', 'modifier', 'copie'] as const).flatMap((act): [string, RouteCase][] => [
      [
        `GET ${HERE}/:espace/documents/:document/${act}`,
        inside((world) => `/documents/${world.space.document}/${act}`),
      ],
      [
        `POST ${HERE}/:espace/documents/:document/${act}`,
        inside(
          (world) => `/documents/${world.space.document}/${act}`,
          act === 'copie' ? { values: { folder: '0' } } : refused,
        ),
      ],
    ]),
  ),
  [`GET ${HERE}/:espace/documents/:document/retrait`]: inside(
    (world) => `/documents/${world.space.document}/retrait`,
  ),
  [`POST ${HERE}/:espace/documents/:document/retrait`]: inside('/documents/999/retrait', absent),
}

const talk: Cases = {
  [`GET ${HERE}/:espace/sujets`]: inside('/sujets'),
  [`GET ${HERE}/:espace/sujets/nouveau`]: inside('/sujets/nouveau'),
  [`POST ${HERE}/:espace/sujets/nouveau`]: inside('/sujets/nouveau', refused),
  [`POST ${HERE}/:espace/sujets/courriel`]: inside('/sujets/courriel', {
    values: { wants: 'none' },
    statuses: [303],
  }),
  'GET /courriels/espaces': open('/courriels/espaces?jeton=faux', [404]),
  'POST /courriels/espaces': form('/courriels/espaces?jeton=faux', {}, [404]),
  [`GET ${HERE}/:espace/sujets/:sujet`]: inside((world) => `/sujets/${world.space.topic}`),
  [`POST ${HERE}/:espace/sujets/:sujet`]: inside((world) => `/sujets/${world.space.topic}`, refused),
  [`POST ${HERE}/:espace/sujets/:sujet/fin`]: inside('/sujets/999/fin', { values: {}, ...absent }),
}

const plan: Cases = {
  [`GET ${HERE}/:espace/agenda`]: inside('/agenda'),
  [`GET ${HERE}/:espace/agenda/nouvelle`]: inside('/agenda/nouvelle'),
  [`POST ${HERE}/:espace/agenda/nouvelle`]: inside('/agenda/nouvelle', refused),
  [`GET ${HERE}/:espace/agenda/:reunion/modifier`]: inside(
    (world) => `/agenda/${world.space.meeting}/modifier`,
  ),
  [`POST ${HERE}/:espace/agenda/:reunion/modifier`]: inside(
    (world) => `/agenda/${world.space.meeting}/modifier`,
    stale(MEETING),
  ),
  [`GET ${HERE}/:espace/taches`]: inside('/taches'),
  [`GET ${HERE}/:espace/taches/nouvelle`]: inside('/taches/nouvelle'),
  [`POST ${HERE}/:espace/taches/nouvelle`]: inside('/taches/nouvelle', refused),
  [`GET ${HERE}/:espace/taches/:tache`]: inside((world) => `/taches/${world.space.task}`),
  [`POST ${HERE}/:espace/taches/:tache`]: inside((world) => `/taches/${world.space.task}`, stale(TASK)),
}

/** Who is in it, said in the space and in the administration. */
const people = (at: string, one: typeof inside): Cases => ({
  [`GET ${at}/invitation`]: one('/invitation'),
  [`POST ${at}/invitation`]: one('/invitation', refused),
  [`GET ${at}/entrees/:entree`]: one((world) => `/entrees/${world.space.admission}`),
  [`POST ${at}/entrees/:entree`]: one((world) => `/entrees/${world.space.admission}`, refused),
  [`GET ${at}/demandes/:demande`]: one('/demandes/999', absent),
  [`POST ${at}/demandes/:demande`]: one('/demandes/999', { values: { answer: 'no' }, ...absent }),
})
const inMembers: typeof inside = (end, more) =>
  inside((world) => `/membres${typeof end === 'string' ? end : end(world)}`, more)

const ofSpace = ({ space }: World): string => space.content
const contents: Cases = {
  [`GET ${HERE}/:espace/contenus`]: inside('/contenus'),
  [`GET ${HERE}/:espace/contenus/nouveau`]: inside('/contenus/nouveau'),
  [`GET ${HERE}/:espace/contenus/nouveau/:type`]: inside('/contenus/nouveau/brief'),
  [`POST ${HERE}/:espace/contenus/nouveau/:type`]: inside('/contenus/nouveau/brief', refused),
  ...writtenCases(`${HERE}/contenus`, ofSpace, member),
  // Not published: nobody reads it.
  [`GET ${HERE}/contenus/:contenu/lecture`]: {
    url: (world) => `${HERE}/contenus/${ofSpace(world)}/lecture`,
    may: member,
    ...absent,
  },
  ...confirmed(
    `${HERE}/contenus`,
    ['proposer', 'retirer', 'annuler', 'relecture', 'rappel', 'archives', 'reprise', 'elargir'],
    member,
    ofSpace,
  ),
  ...Object.fromEntries(
    ['publier', 'renvoyer'].flatMap((act): [string, RouteCase][] => [
      [
        `GET ${HERE}/contenus/:contenu/${act}`,
        { url: (world) => `${HERE}/contenus/${ofSpace(world)}/${act}`, may: member },
      ],
      [
        `POST ${HERE}/contenus/:contenu/${act}`,
        { url: (world) => `${HERE}/contenus/${ofSpace(world)}/${act}`, may: member, values: {} },
      ],
    ]),
  ),
}

export const spaces: Cases = {
  [`GET ${HERE}`]: { url: () => HERE, may: staff },
  [`GET ${HERE}/demande`]: { url: () => `${HERE}/demande`, may: staff },
  [`POST ${HERE}/demande`]: { ...form(`${HERE}/demande`), may: staff },
  [`GET ${HERE}/ouvrir/:genre/:id`]: {
    url: (world) => `${HERE}/ouvrir/sujet/${world.space.topic}`,
    may: member,
    statuses: [303],
  },
  [`GET ${HERE}/:espace`]: inside(''),
  [`GET ${HERE}/:espace/membres`]: inside('/membres'),
  ...people(`${HERE}/:espace/membres`, inMembers),
  [`GET ${HERE}/:espace/depart`]: inside('/depart'),
  // By their unit alone.
  [`POST ${HERE}/:espace/depart`]: inside('/depart', { values: {}, statuses: [409] }),
  [`GET ${HERE}/:espace/entrer`]: inside('/entrer'),
  [`POST ${HERE}/:espace/entrer`]: inside('/entrer', { values: { word: '' }, statuses: [409] }),
  ...talk,
  ...documents,
  ...plan,
  ...contents,
  [`GET ${KEPT}`]: { url: () => KEPT, may: administrators },
  [`POST ${KEPT}/fichier`]: { ...form(`${KEPT}/fichier`, { query: '' }, [303]), may: administrators },
  [`GET ${KEPT}/nouveau`]: { url: () => `${KEPT}/nouveau`, may: administrators },
  [`POST ${KEPT}/nouveau`]: { ...form(`${KEPT}/nouveau`), may: administrators },
  [`GET ${KEPT}/souhaits/:souhait`]: { url: () => `${KEPT}/souhaits/999`, may: administrators, ...absent },
  [`POST ${KEPT}/souhaits/:souhait`]: {
    ...form(`${KEPT}/souhaits/999`, { answer: 'no', because: '' }, [404]),
    may: administrators,
  },
  [`GET ${KEPT}/:espace`]: kept(''),
  [`GET ${KEPT}/:espace/modifier`]: kept('/modifier'),
  [`POST ${KEPT}/:espace/modifier`]: kept('/modifier', refused),
  [`GET ${KEPT}/:espace/fermeture`]: kept('/fermeture'),
  [`POST ${KEPT}/:espace/fermeture`]: {
    url: () => `${KEPT}/999/fermeture`,
    may: keeper,
    values: {},
    ...absent,
  },
  [`GET ${KEPT}/:espace/reouverture`]: kept('/reouverture', absent),
  [`POST ${KEPT}/:espace/reouverture`]: kept('/reouverture', { values: {}, statuses: [409] }),
  [`GET ${KEPT}/:espace/groupe`]: kept('/groupe'),
  [`POST ${KEPT}/:espace/groupe`]: kept('/groupe', refused),
  ...people(`${KEPT}/:espace`, kept),
}
