// One of each: a request of the metropolis, one of each commune, a draft, a file, a kept form; and everybody who may come by.
import { sql } from 'kysely'
import sharp from 'sharp'
import { PUBLIC } from '#audiences'
import { agree, approve, nameCorrespondent, wordSheet } from '#correspondents'
import { openSpace } from '#spaces'
import { system } from '#platform/actor.ts'
import { openFiles } from '#platform/files/store/open.ts'
import { contentOf, newFileKey } from '#platform/files/store/store.ts'
import { queueMail } from '#platform/mail/outbox.ts'
import { asTyped, beginContent, publish, writtenContent } from '#publishing'
import { insertRendition } from '../../src/files/queries.ts'
import { createTestApp, type TestApp, type TestAppOptions, type TestBrowser } from './app.ts'
import { territory } from '#territory'
import { beginForm, sendForm } from './apply.ts'
import { openPool, type TestPartner } from './pass.ts'

/** Everybody, strangers first: whoever owns a thing comes after those who must not touch it. */
export const ACTORS = {
  anonymous: null,
  habitant: 'habitant@parvis.example',
  bron: 'agent.bron@parvis.example',
  mions: 'agent.mions@parvis.example',
  voirie: 'voirie@parvis.example',
  accueil: 'accueil@parvis.example',
  admin: 'admin@parvis.example',
  adminBron: 'admin.bron@parvis.example',
  habitante: 'habitante@parvis.example',
} as const
export type ActorName = keyof typeof ACTORS
export const actorNames = Object.keys(ACTORS) as ActorName[]

/** A request of the metropolis in Mions, one of Bron, one of Mions. */
export const TARGETS = ['metro', 'bron', 'mions'] as const
export type Target = (typeof TARGETS)[number]

/** Agents who may read each request at the desk. */
export const READERS: Record<Target, readonly ActorName[]> = {
  metro: ['mions', 'voirie', 'accueil'],
  bron: ['bron'],
  mions: ['mions'],
}
/** Residents who may follow it. */
export const FOLLOWERS: Record<Target, readonly ActorName[]> = {
  metro: ['habitante'],
  bron: ['habitant'],
  mions: [],
}

/** A word that stands in the name, the e-mail, the address and the text of a thing, and nowhere else. */
export const canary = (thing: Target | 'draft' | 'kept'): string => `canari-${thing}`

export interface World {
  parvis: TestApp
  refs: Record<Target, string>
  /** Entered on the phone by the contact centre. */
  enteredRef: string
  /** Address of the draft that the resident of Lyon has not sent, and its id. */
  draftAt: string
  draft: string
  fileId: string
  keptId: string
  mailId: string
  noticeId: string
  /** Of the metropolis, for everybody, begun by its administrator. */
  contentId: string
  /** Of the library of the metropolis, not described. */
  pictureId: string
  /** Of the metropolis, with one item, of which the content was made. */
  sourceId: string
  spotlightId: string
  connectorId: string
  themeUrl: string
  /** Of the roads of the metropolis, in office: `voirie`. */
  correspondentId: string
  /** Of the metropolis, moderated by whoever works with `voirie`, listed to nobody; what is in it. */
  space: Record<'id' | 'topic' | 'content' | 'document' | 'folder' | 'meeting' | 'task' | 'admission', string>
  /** Of the metropolis, managed by `habitant`. */
  pool: TestPartner
  browsers: Record<ActorName, TestBrowser>
}

/** Makes the world. Close its `parvis` when done. */
export async function makeWorld(options: TestAppOptions = {}): Promise<World> {
  const parvis = await createTestApp(options)
  const browsers = {} as Record<ActorName, TestBrowser>
  for (const name of actorNames) browsers[name] = await browserFor(parvis, name)
  const resident = browsers.habitante
  const photo = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#888' } })
    .png()
    .toBuffer()
  const metro = await sendForm(resident, {
    ...typedOf('metro'),
    photos: [{ field: 'photos', name: 'trou.png', bytes: photo }],
  })
  const lighting = (target: 'bron' | 'mions', residentId: number | null) => {
    const { name, email, details } = typedOf(target)
    return parvis.makeRequest({
      service: 'eclairage-public-en-panne',
      commune: target === 'bron' ? '69029' : '69283',
      name,
      email,
      description: details,
      residentId,
    })
  }
  const bron = await lighting('bron', (await parvis.actor(ACTORS.habitant)).personId)
  const mions = await lighting('mions', null)
  const draft = await beginForm(resident)
  const space = await furnishSpace(parvis, browsers, photo)
  await resident.post(`${draft.at}/place`, {
    'place-commune': '69283',
    'place-adresse': typedOf('draft').address,
    place_kind: 'street',
  })
  const contentId = await tellContent(parvis)
  return {
    parvis,
    browsers,
    space,
    refs: { metro: metro.ref, bron: bron.ref, mions: mions.ref },
    draftAt: draft.at,
    draft: draft.draft,
    enteredRef: await enterByPhone(parvis),
    fileId: await drawPage(parvis, await onlyFile(parvis)),
    keptId: await keepForm(resident),
    mailId: await writeMail(parvis),
    contentId,
    sourceId: await followSource(parvis, contentId),
    spotlightId: await putFirst(parvis, contentId),
    connectorId: await followLive(parvis),
    pictureId: await addPicture(parvis),
    correspondentId: await nameOne(parvis),
    pool: await openPool(parvis, { by: ACTORS.admin, managedBy: ACTORS.habitant }),
    noticeId: await firstOf(resident, '/informations', /\/informations\/(\d+)/),
    themeUrl: await firstOf(resident, '/', /(\/theme\/[^"]+)/),
  }
}

function typedOf(thing: Target | 'draft') {
  const word = canary(thing)
  return {
    name: `Zoé ${word}`,
    email: `${word}@courriel.example`,
    address: `12 rue ${word}`,
    details: `Devant le portail, ${word}.`,
  }
}

export async function browserFor(parvis: TestApp, name: ActorName): Promise<TestBrowser> {
  const email = ACTORS[name]
  const browser = email === null ? parvis.browser() : await parvis.signedInAs(email)
  await browser.get('/aide')
  return browser
}

async function enterByPhone(parvis: TestApp): Promise<string> {
  const by = await parvis.actor(ACTORS.accueil)
  const { ref } = await parvis.makeRequest({
    by,
    channel: 'phone',
    enteredUnitId: by.memberships[0]?.unitId ?? null,
    commune: '69283',
  })
  return ref
}

async function tellContent(parvis: TestApp): Promise<string> {
  const by = await parvis.actor(ACTORS.admin)
  const [post] = by.memberships
  const { typeVersion, fields } = await parvis.db.read(system, (tx) =>
    asTyped(tx, 'brief', { text: 'Un texte.' }),
  )
  const id = await parvis.db.write(by, (tx) =>
    beginContent(
      tx,
      { authorityId: post?.authorityId ?? 0, unitId: post?.unitId ?? 0, type: 'brief' },
      { typeVersion, fields, title: 'Une brève', summary: '', theme: '', about: [] },
    ),
  )
  await parvis.db.write(by, async (tx) =>
    publish(tx, id, (await writtenContent(tx, id))?.version ?? 0, {
      ...{ audienceId: PUBLIC, startsAt: tx.now, endsAt: null, isSilent: true, reviewOn: '2099-01-01' },
    }),
  )
  return String(id)
}

async function addPicture(parvis: TestApp): Promise<string> {
  const by = await parvis.actor(ACTORS.admin)
  const { rows } = await parvis.db.write(by, (tx) =>
    sql<{ id: number }>`insert into media.picture (authority_id, name, width, height)
      values (${by.memberships[0]?.authorityId ?? 0}, 'Le parc', 800, 600) returning id`.execute(tx.q),
  )
  return String(rows[0]?.id)
}

async function followLive(parvis: TestApp): Promise<string> {
  const by = await parvis.actor(ACTORS.admin)
  const { rows } = await parvis.db.write(system, (tx) =>
    sql<{ id: number }>`insert into live.connector (authority_id, audience_id, kind, name, address, next_at)
      values (${by.memberships[0]?.authorityId ?? 0}, 1, 'traffic', 'Tram', 'https://tram.example/rss', 'infinity') returning id`.execute(
      tx.q,
    ),
  )
  return String(rows[0]?.id)
}

async function putFirst(parvis: TestApp, contentId: string): Promise<string> {
  const { rows } = await parvis.db.write(system, (tx) =>
    sql<{
      id: number
    }>`insert into publishing.spotlight (authority_id, content_id, audience_id, starts_at, ends_at)
      select authority_id, id, 1, '2026-01-01', '2090-01-01' from publishing.content where id = ${Number(contentId)} returning id`.execute(
      tx.q,
    ),
  )
  return String(rows[0]?.id)
}

async function followSource(parvis: TestApp, contentId: string): Promise<string> {
  const by = await parvis.actor(ACTORS.admin)
  const authorityId = by.memberships[0]?.authorityId ?? 0
  const [said, now] = ['0', '1'].map((digit) => digit.repeat(64))
  const { rows } = await parvis.db.write(system, (tx) =>
    sql<{ id: number }>`with source as (insert into publishing.source (authority_id, name, address, next_at)
        values (${authorityId}, 'Le Journal', 'https://journal.example/rss', 'infinity') returning id),
      item as (insert into publishing.source_item (source_id, guid, title, summary, href, digest, seen_at)
        select id, 'a1', 'Le parc rouvre', '', 'https://journal.example/a1', ${now}, now() from source returning id, source_id),
      taken as (insert into publishing.syndicated (content_id, item_id, source_name, href, digest, of_face)
        select ${Number(contentId)}, id, 'Le Journal', 'https://journal.example/a1', ${said}, 'public' from item)
    select id from source`.execute(tx.q),
  )
  return String(rows[0]?.id)
}

/** A space with one thing of each kind, by the program's own forms. */
async function furnishSpace(
  parvis: TestApp,
  browsers: Record<ActorName, TestBrowser>,
  photo: Buffer,
): Promise<World['space']> {
  const [by, member] = [await parvis.actor(ACTORS.admin), await parvis.actor(ACTORS.voirie)]
  const id = await parvis.db.write(by, (tx) =>
    openSpace(
      tx,
      {
        ...{ authorityId: by.memberships[0]?.authorityId ?? 0, kind: 'project', name: 'Une salle' },
        ...{ purpose: 'Travailler ensemble.', presentation: '', joining: 'invited', bodyId: null },
      },
      [{ kind: 'staff', holderId: member.memberships[0]?.unitId ?? 0, heldAs: null, role: 'moderator' }],
    ),
  )
  const at = `/espaces/${id}`
  const { voirie } = browsers
  const file = { field: 'files', name: 'plan.png', bytes: photo }
  await voirie.upload(`${at}/documents/depot`, {}, [file])
  await voirie.post(`${at}/sujets/nouveau`, { title: 'Un sujet', message: 'Un message.' })
  const meeting = { title: 'Une réunion', on: '2026-12-01', from: '9 h', to: '', place: '', text: '' }
  await voirie.post(`${at}/agenda/nouvelle`, meeting)
  const content = {
    title: 'Un contenu de la salle',
    summary: 'Ce qu’il dit.',
    theme: '',
    picture: '',
    text: 'Son texte.',
  }
  await voirie.post(`${at}/contenus/nouveau/article`, { ...content, about1: '', about2: '', about3: '' })
  await voirie.post(`${at}/taches/nouvelle`, { title: 'Une tâche', who: '', due: '' })
  const { rows } = await parvis.db.read(system, (tx) =>
    sql<World['space']>`select ${String(id)} as id, (select id::text from spaces.topic) as topic,
      (select max(id)::text from publishing.content where space_id = ${id}) as content,
      (select id::text from spaces.document) as document, (select min(id)::text from spaces.folder) as folder,
      (select id::text from spaces.meeting) as meeting, (select id::text from spaces.task) as task,
      (select id::text from spaces.admission) as admission`.execute(tx.q),
  )
  const [made] = rows
  if (made === undefined) throw new Error('the space of the world is not furnished')
  return made
}

const onlyFile = (parvis: TestApp): Promise<string> =>
  parvis.db.read(
    system,
    async (tx) =>
      (
        await tx.q
          .selectFrom('files.file')
          .select('id')
          .where('subject_kind', '=', 'request')
          .executeTakeFirstOrThrow()
      ).id,
  )

// As a job draws the pages of a document.
async function drawPage(parvis: TestApp, fileId: string): Promise<string> {
  const key = newFileKey()
  await parvis.db.write(system, (tx) => insertRendition(tx, fileId, 'p1', key))
  await openFiles(parvis.config).put(key, contentOf(Buffer.from('une page')))
  return fileId
}

// Her session ends in the middle of a form: what she typed waits for her.
async function keepForm(browser: TestBrowser): Promise<string> {
  const session = browser.cookies.get('parvis_session') ?? ''
  browser.cookies.delete('parvis_session')
  const reply = await browser.post('/agents/demandes/lot', { remarque: canary('kept') })
  browser.cookies.set('parvis_session', session)
  return /reprise%2F([0-9a-f-]+)/.exec(String(reply.headers.location))?.[1] ?? ''
}

const writeMail = (parvis: TestApp): Promise<string> =>
  parvis.db.write(system, (tx) =>
    queueMail(tx, {
      to: 'ordinaire@courriel.example',
      subject: 'Bonjour',
      title: 'Bonjour',
      paragraphs: ['Un message ordinaire.'],
      site: { name: 'Parvis' },
      footer: 'Un essai.',
    }),
  )

async function firstOf(browser: TestBrowser, url: string, pattern: RegExp): Promise<string> {
  return pattern.exec((await browser.get(url)).body)?.[1] ?? ''
}

/** Named by the administrator of the metropolis, validated by both. */
async function nameOne(parvis: TestApp): Promise<string> {
  const own = await parvis.actor(ACTORS.voirie)
  const id = await parvis.db.write(await parvis.actor(ACTORS.admin), async (tx) => {
    const { metropolis, unitsOf } = await territory(tx)
    await wordSheet(tx, metropolis.id, {
      role: 'Recueillir et écrire.',
      missions: ['Écrire'],
      conditions: 'Une demi-journée.',
    })
    const unitId = unitsOf(metropolis.id).find(({ code }) => code === 'voirie')?.id ?? 0
    return nameCorrespondent(tx, { unitId, personId: own.personId ?? 0, since: '2026-01-01' })
  })
  await parvis.db.write(own, (tx) => agree(tx, id))
  await parvis.db.write(await parvis.actor('chef.voirie@parvis.example'), (tx) => approve(tx, id))
  return String(id)
}
