// What is done of pictures by itself: narrower ones are made, what was taken away is erased, keepers are told of a right that ends.
import { makeRenditions, planErasure } from '#files'
import { forgetNotices, say } from '#notices'
import { holdersOf } from '#people'
import { system } from '#platform/actor.ts'
import type { Config } from '#platform/config.ts'
import type { Write } from '#platform/db/db.ts'
import { openFiles } from '#platform/files/store/open.ts'
import { noticeKind } from '#platform/house/notices.ts'
import type { JobHandler, Jobs } from '#platform/jobs.ts'
import { eventById } from '#platform/ledger/events.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { WRITING } from '#platform/roles.ts'
import { longDate, plural, quoted } from '#platform/ui/french.ts'
import { HERE } from './list.ts'
import { countUses, PICTURE } from './picture.ts'
import { type Ending, tellEnding } from './queries.ts'
import { WIDTHS } from './words.ts'

/** The recurring one. */
export const TELL_RIGHTS = 'media.tell_rights'
const MOST_AT_ONCE = 100

export const RIGHT = noticeKind({
  id: 'media.right',
  label: 'Le droit de montrer une image prend fin',
  to: 'administrator',
  channels: ['page', 'mail'],
})

async function tellOne(tx: Write, { id, key, authorityId, name, rightsUntil }: Ending, writer: Writer) {
  const uses = (await countUses(tx, [key])).get(key) ?? 0
  const used =
    uses === 0 ? 'Elle ne sert nulle part.' : `Elle sert dans ${plural(uses, 'contenu', 'contenus')}.`
  for (const to of await holdersOf(tx, authorityId, WRITING))
    await say(tx, writer, RIGHT, to, {
      key: `picture:${id}:right:${rightsUntil}:${to.personId}`,
      about: { kind: PICTURE, id, href: `${HERE}/${id}` },
      title: `Le droit de montrer ${quoted(name)} prend fin le ${longDate(rightsUntil)}`,
      text: `${used} Après ce jour, elle ne sera plus montrée\u00a0: renouvelez le droit, ou remplacez-la.`,
      label: 'Voir cette image',
      footer: 'Vous recevez ce message parce que vous publiez les contenus de votre collectivité.',
    })
}

/** Those whose right ends within a month, each said once for that day. */
const tellRights =
  (writer: Writer): JobHandler =>
  (db) =>
    db.write(system, async (tx) => {
      for (const one of await tellEnding(tx, MOST_AT_ONCE)) await tellOne(tx, one, writer)
    })

const fileIn = (event: Awaited<ReturnType<typeof eventById>>): string | undefined =>
  typeof event?.payload.fileId === 'string' ? event.payload.fileId : undefined

const render =
  (config: Config): JobHandler =>
  async (db, { eventId }) => {
    const fileId = fileIn(await db.read(system, (tx) => eventById(tx, Number(eventId))))
    if (fileId !== undefined) await makeRenditions({ db, files: openFiles(config), config }, fileId, WIDTHS)
  }

const forget: JobHandler = (db, { eventId }) =>
  db.write(system, async (tx) => {
    const event = await eventById(tx, Number(eventId))
    const fileId = fileIn(event)
    if (event !== undefined) await forgetNotices(tx, PICTURE, [event.subjectId])
    if (fileId !== undefined) await planErasure(tx, [fileId])
  })

const RENDER = 'media.render'
const FORGET = 'media.forget'
export const listeners = { 'picture.added': [RENDER], 'picture.removed': [FORGET] }

export const jobs = (config: Config): Jobs => ({
  [RENDER]: render(config),
  [FORGET]: forget,
  [TELL_RIGHTS]: tellRights({ site: { name: 'Parvis' }, origin: config.publicUrl }),
})
