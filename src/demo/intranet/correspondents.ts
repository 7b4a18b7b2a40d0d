// The network of correspondents of the demonstration: of the metropolis and of Bron, at every stage, told through the real verbs on their days.
import {
  agree,
  announceSession,
  approve,
  callMeeting,
  fileMinutes,
  seatsOf,
  signUp,
  tickAttendance,
  doubt,
  fillCard,
  handOver,
  nameCorrespondent,
  wordSheet,
} from '#correspondents'
import { type Actor, system } from '#platform/actor.ts'
import { keepMade, type Storing } from '#files'
import { drawPaper } from '#platform/pdf/aside.ts'
import type { Database, Read, Write } from '#platform/db/db.ts'
import { invitePerson, openSpace, openTopic, reply } from '#spaces'
import { addDays, localDay, territory } from '#territory'

const BRON = '69029'
const SHEET = {
  role: 'Dans sa direction, le correspondant recueille ce qui est à dire aux collègues, l’écrit avec eux et veille à ce que les pages restent justes.',
  missions: [
    'Recueillir l’information de la direction, par une tournée des services chaque quinzaine',
    'Écrire brèves et articles, deux par mois',
    'Tenir à jour les pages de la direction, relues une fois par an',
    'Ouvrir des espaces d’échanges, avec l’aide du réseau la première année',
  ],
  conditions:
    'Une demi-journée par semaine, reconnue dans la charge de travail. Trois formations la première année. Deux réunions du réseau par an. Chacun peut passer la main quand il le veut.',
}

interface Told {
  unit: string
  person: string
  /** Days ago: named, accepted, validated for the direction. */
  named: number
  agreed?: number
  approved?: number
  /** What holds them back. */
  doubt?: string
  card?: { about: string; skills: string[]; pace: string }
}

const METROPOLIS: readonly Told[] = [
  {
    ...{ unit: 'voirie', person: 'voirie@parvis.example', named: 420, agreed: 411, approved: 405 },
    card: {
      about: 'Je suis les chantiers, les fermetures de rues et ce que les équipes veulent faire connaître.',
      ...{ skills: ['rédaction simple', 'photo de chantier'], pace: 'le jeudi matin' },
    },
  },
  {
    ...{ unit: 'proprete', person: 'awa.proprete@parvis.example', named: 390, agreed: 380, approved: 377 },
    card: {
      about:
        'Tournées, dépôts sauvages, gestes de tri\u00a0: écrivez-moi avant le mardi pour la brève de la semaine.',
      ...{ skills: ['rédaction simple', 'animation de réunion'], pace: 'le mardi après-midi' },
    },
  },
  {
    ...{
      unit: 'solidarites',
      person: 'farah.solidarites@parvis.example',
      named: 300,
      agreed: 296,
      approved: 290,
    },
    card: {
      about: 'Ce qui change pour l’accueil du public dans les maisons de la Métropole.',
      ...{ skills: ['facile à lire', 'images décrites'], pace: 'le vendredi matin' },
    },
  },
  {
    ...{
      unit: 'archives',
      person: 'gaspard.archives@parvis.example',
      named: 260,
      agreed: 250,
      approved: 249,
    },
    card: {
      about: 'Durées de conservation, versements, expositions.',
      skills: ['photo'],
      pace: 'une demi-journée',
    },
  },
  {
    ...{
      unit: 'habitat-energie',
      person: 'sacha.habitat@parvis.example',
      named: 350,
      agreed: 344,
      approved: 340,
    },
    card: { about: 'Aides à la rénovation, permanences.', skills: ['tableaux'], pace: 'le lundi matin' },
  },
  { unit: 'eau', person: 'lise.arbres@parvis.example', named: 20, agreed: 6 },
  { unit: 'mobilites', person: 'nora.gerland@parvis.example', named: 4 },
  {
    ...{ unit: 'dechets', person: 'hugo.saone@parvis.example', named: 12 },
    doubt:
      'Deux brèves par mois me paraissent beaucoup en période de tournée d’hiver\u00a0: une seule suffirait-elle\u00a0?',
  },
]

const OF_BRON: readonly Told[] = [
  {
    ...{
      unit: 'services-techniques',
      person: 'remi.bron@parvis.example',
      named: 150,
      agreed: 148,
      approved: 140,
    },
    card: {
      about: 'Voirie communale, bâtiments, fêtes et cérémonies.',
      skills: ['photo'],
      pace: 'le mercredi matin',
    },
  },
  { unit: 'accueil', person: 'agent.bron@parvis.example', named: 9, agreed: 3 },
]

interface Teller {
  db: Database
  storing: Pick<Storing, 'files' | 'config'>
  /** The same, on another day. */
  onDay: (daysAgo: number) => Database
  actorOf: (tx: Read, email: string) => Promise<Actor>
}

interface Network {
  animator: string
  /** Who validates for the direction: by unit, or whoever administers. */
  heads: Readonly<Record<string, string>>
  otherwise: string
  commune: string | null
}

async function tellOne(teller: Teller, network: Network, said: Told): Promise<number> {
  const { db, onDay, actorOf } = teller
  const actor = (email: string) => db.read(system, (tx) => actorOf(tx, email))
  const own = await actor(said.person)
  const as = async (daysAgo: number, email: string, verb: (tx: Write) => Promise<unknown>) =>
    onDay(daysAgo).write(await actor(email), verb)
  let id = 0
  await as(said.named, network.animator, async (tx) => {
    const place = await territory(tx)
    const authority =
      (network.commune === null ? undefined : place.authorityByCode(network.commune)) ?? place.metropolis
    const unitId = place.unitsOf(authority.id).find(({ code }) => code === said.unit)?.id ?? 0
    // In office once both have validated, and not before.
    const since = addDays(localDay(tx.now, place.zone), said.named - (said.approved ?? said.named - 30))
    id = await nameCorrespondent(tx, { unitId, personId: own.personId ?? 0, since })
  })
  const { agreed, approved, card, doubt: word } = said
  if (word !== undefined) await as(said.named - 3, said.person, (tx) => doubt(tx, id, word))
  if (agreed !== undefined) await as(agreed, said.person, (tx) => agree(tx, id))
  if (approved !== undefined)
    await as(approved, network.heads[said.unit] ?? network.otherwise, (tx) => approve(tx, id))
  if (card !== undefined) await as(approved ?? 1, said.person, (tx) => fillCard(tx, id, card))
  return id
}

async function tellNetwork(
  teller: Teller,
  network: Network,
  told: readonly Told[],
): Promise<Map<string, number>> {
  const { db, onDay, actorOf } = teller
  const animator = await db.read(system, (tx) => actorOf(tx, network.animator))
  await onDay(430).write(animator, async (tx) => {
    const place = await territory(tx)
    const authority =
      (network.commune === null ? undefined : place.authorityByCode(network.commune)) ?? place.metropolis
    await wordSheet(tx, authority.id, SHEET)
  })
  const ids = new Map<string, number>()
  for (const one of told) ids.set(one.unit, await tellOne(teller, network, one))
  return ids
}

const SESSIONS = [
  {
    ...{
      title: 'Écrire simplement',
      hour: '09:30',
      place: 'Hôtel de Métropole, salle Saône',
      seats: 12,
      inDays: -40,
    },
    about:
      'Des phrases courtes, une idée par phrase, les mots de tous les jours. On réécrit ensemble une page de chacun.',
    signed: ['voirie', 'proprete', 'solidarites', 'archives'],
    absent: ['archives'],
  },
  {
    ...{ title: 'Décrire une image, un tableau', hour: '14:00', place: 'À distance', seats: 20, inDays: 9 },
    about:
      'Dire en une phrase ce qu’une image apporte, pour qui ne la voit pas\u00a0; préparer un tableau qui se lit à voix haute.',
    signed: ['voirie', 'solidarites'],
    absent: [],
  },
] as const

async function tellSessions(
  { db }: Teller,
  animator: Actor,
  ids: ReadonlyMap<string, number>,
): Promise<void> {
  for (const { inDays, signed, absent, ...said } of SESSIONS)
    await db.write(animator, async (tx) => {
      const place = await territory(tx)
      const onDay = addDays(localDay(tx.now, place.zone), inDays)
      const id = await announceSession(tx, place.metropolis.id, { ...said, onDay })
      for (const unit of signed) await signUp(tx, id, ids.get(unit) ?? 0)
      const away = new Set<number>(absent.map((unit) => ids.get(unit) ?? 0))
      const came = (await seatsOf(tx, id)).filter(({ correspondentId }) => !away.has(correspondentId))
      if (inDays < 0) await tickAttendance(tx, id, new Set(came.map((seat) => seat.id)))
    })
}

const ANIMATOR = 'communication@parvis.example'
/** What is said there: who, how many days ago, what. */
const SAID: readonly (readonly [by: string, daysAgo: number, text: string])[] = [
  [
    ANIMATOR,
    16,
    'Chaque vendredi, dites ici en une phrase ce que votre direction publie la semaine d’après.',
  ],
  [
    'voirie@parvis.example',
    13,
    'À la voirie\u00a0: le calendrier de viabilité hivernale, et les équipes qui changent de secteur.',
  ],
  [
    'awa.proprete@parvis.example',
    9,
    'À la propreté\u00a0: l’entretien des balayeuses, avec une photo du garage.',
  ],
  [ANIMATOR, 5, 'Merci. La brève sur le gel part jeudi\u00a0: relisez les numéros d’astreinte.'],
]

/** The room of the network: whoever is of it is in it. */
async function openRoom({ db, onDay, actorOf }: Teller): Promise<void> {
  const actor = (email: string) => db.read(system, (tx) => actorOf(tx, email))
  const spaceId = await onDay(240).write(await actor('admin@parvis.example'), async (tx) => {
    const { id } = (await territory(tx)).metropolis
    const space = await openSpace(
      tx,
      {
        ...{ authorityId: id, kind: 'directorate', joining: 'invited', bodyId: null, presentation: '' },
        name: 'Réseau des correspondants',
        purpose: 'Ce que le réseau prépare ensemble\u00a0: brèves de la semaine, modèles, questions.',
      },
      [{ kind: 'network', holderId: id, heldAs: null, role: 'contributor' }],
    )
    await invitePerson(tx, space, ANIMATOR, 'moderator')
    return space
  })
  let topicId = 0
  for (const [by, daysAgo, text] of SAID) {
    const said = { text: text.replaceAll(' : ', '\u00a0: '), fileIds: [], once: undefined }
    await onDay(daysAgo).write(await actor(by), async (tx) => {
      if (topicId === 0) topicId = await openTopic(tx, spaceId, 'Les brèves de la semaine', said)
      else await reply(tx, spaceId, topicId, said)
    })
  }
}

const DECISIONS = [
  'Chaque direction relit ses pages avant l’été.',
  'Une brève par mois suffit l’hiver aux directions de terrain.',
  'Le réseau ouvre un forum pour ses questions.',
]

/** One that was held, with its minutes; one to come. */
async function tellMeetings({ db, storing }: Teller, animator: Actor): Promise<void> {
  const held = await db.write(animator, async (tx) => {
    const place = await territory(tx)
    const day = (days: number) => addDays(localDay(tx.now, place.zone), days)
    const where = { hour: '09:30', place: 'Hôtel de Métropole, salle du conseil' }
    const id = await callMeeting(tx, place.metropolis.id, {
      ...{ ...where, title: 'Réunion d’été', onDay: day(-170), decisions: DECISIONS },
      agenda: 'Ce que le réseau a publié depuis l’hiver\nLes pages à relire\nLa formation de l’automne',
    })
    await callMeeting(tx, place.metropolis.id, {
      ...{ ...where, title: 'Réunion d’hiver', onDay: day(11), decisions: [] },
      agenda: 'Bilan de l’année\nLes fiches mission\nQui rejoint le réseau',
    })
    return id
  })
  const title = 'Compte rendu de la réunion d’été'
  const bytes = await drawPaper({
    ...{ title, author: 'Réseau des correspondants', foot: title, at: db.clock() },
    parts: [
      { kind: 'text', text: 'Présents\u00a0: huit directions. Compte rendu de démonstration, inventé.' },
      { kind: 'facts', rows: DECISIONS.map((said, at) => [`Décision ${at + 1}`, said] as const) },
    ],
  })
  const file = await keepMade(
    { db, actor: animator, ...storing },
    {
      source: [bytes] as unknown as AsyncIterable<Uint8Array>,
      ...{ name: `${title}.pdf`, mediaType: 'application/pdf' },
    },
  )
  await db.write(animator, (tx) => fileMinutes(tx, held, file))
}

/** Tells both networks; at the metropolis somebody leaves, and passes the hand. */
export async function tellCorrespondents(teller: Teller): Promise<void> {
  const [animator, otherwise] = ['communication@parvis.example', 'admin@parvis.example']
  const metropolis = {
    ...{ animator, otherwise, commune: null },
    heads: { voirie: 'chef.voirie@parvis.example' },
  }
  const ids = await tellNetwork(teller, metropolis, METROPOLIS)
  await tellNetwork(
    teller,
    {
      animator: 'marius.redaction@parvis.example',
      otherwise: 'admin.bron@parvis.example',
      heads: {},
      commune: BRON,
    },
    OF_BRON,
  )
  const { db, onDay, actorOf } = teller
  const keeper = await db.read(system, (tx) => actorOf(tx, animator))
  const next = await db.read(system, (tx) => actorOf(tx, 'lise.arbres@parvis.example'))
  await openRoom(teller)
  await tellSessions(teller, keeper, ids)
  await tellMeetings(teller, keeper)
  await onDay(2).write(keeper, async (tx) => {
    const today = localDay(tx.now, (await territory(tx)).zone)
    await handOver(tx, ids.get('habitat-energie') ?? 0, {
      until: addDays(today, 24),
      successorId: next.personId ?? null,
    })
  })
}
