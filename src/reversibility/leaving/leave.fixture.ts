// What a commune leaves with, small and whole: requests with words and a file, a notice, a setting, its agents; and what is others’.
import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { openFiles } from '#platform/files/store/open.ts'
import { contentOf, newFileKey } from '#platform/files/store/store.ts'
import { PUBLIC } from '#audiences'
import { choose } from '#settings'
import { territory } from '#territory'
import type { TestApp } from '#test/app.ts'
import { writeNotice } from '../../publishing/information/write.ts'
import { act } from '../../requests/act/act.ts'
import { ASKS_RATING } from '../../requests/settings/chosen.ts'

export const BRON = '69029'
export const PDF = Buffer.from('%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\nstartxref\n9\n%%EOF\n')
/** Words of others, which must be nowhere in the copy. */
export const CANARY = 'canari-mions'
const REPLY = 'Nous passons jeudi, rue Paul-Bert.'

export interface Leaving {
  /** Handled, with a reply and a file. */
  answered: { id: number; ref: string; code: string }
  /** As it came. */
  fresh: { id: number; ref: string; code: string }
}

const lighting = (parvis: TestApp, commune: string, who: string) =>
  parvis.makeRequest({
    ...{ service: 'eclairage-public-en-panne', commune, name: `Zoé ${who}` },
    ...{ email: `${who}@courriel.example`, description: `Le lampadaire de ${who} est éteint.` },
  })

/** Makes it in Bron, with a request of Mions and one of the metropolis beside. */
export async function makeLeaving(parvis: TestApp): Promise<Leaving> {
  const answered = await lighting(parvis, BRON, 'morel')
  const fresh = await lighting(parvis, BRON, 'vidal')
  await lighting(parvis, '69283', CANARY)
  await parvis.makeRequest({ commune: BRON, name: `Zoé ${CANARY}`, email: `${CANARY}@courriel.example` })
  const agent = await parvis.actor('remi.bron@parvis.example')
  await parvis.db.write(agent, (tx) => act(tx, answered.ref, 'take', {}, 'agent'))
  await parvis.db.write(agent, (tx) => act(tx, answered.ref, 'reply', { message: REPLY }, 'agent'))
  await joinFile(parvis, 'request', answered.id, 'panne.pdf', PDF)
  await joinFile(parvis, 'request', (await parvisMetro(parvis)).id, 'autre.pdf', Buffer.from(CANARY))
  const admin = await parvis.actor('admin.bron@parvis.example')
  await parvis.db.write(admin, async (tx) => {
    const { id } = (await territory(tx)).authorityByCode(BRON) ?? assert.fail()
    await choose(tx, ASKS_RATING, { authorityId: id, unitId: null, serviceSlug: null }, 'non')
    await writeNotice(tx, id, {
      ...{ title: 'Marché déplacé', text: 'Le marché de samedi se tient place Weingarten.' },
      ...{ theme: 'vie-locale', publishedAt: parvis.now(), endsAt: null },
      audienceId: PUBLIC,
    })
  })
  return { answered, fresh }
}

const parvisMetro = (parvis: TestApp): Promise<{ id: number }> =>
  parvis.db.read(system, (tx) =>
    tx.q
      .selectFrom('requests.request')
      .select('id')
      .where('contact_name', '=', `Zoé ${CANARY}`)
      .executeTakeFirstOrThrow(),
  )

/** A file that a subject holds already, with its bytes in the store. */
async function joinFile(
  { db, config }: TestApp,
  kind: string,
  subjectId: number,
  name: string,
  bytes: Buffer,
): Promise<void> {
  const key = newFileKey()
  await openFiles(config).put(key, contentOf(bytes))
  const digest = createHash('sha256').update(bytes).digest()
  await db.write(system, (tx) =>
    sql`insert into files.file (id, storage_key, name, media_type, bytes, sha256, state, subject_kind, subject_id, attached_at, place)
      values (${randomUUID()}, ${key}, ${name}, 'application/pdf', ${bytes.length}, ${digest}, 'checked', ${kind}, ${String(subjectId)}, now(), 1)`.execute(
      tx.q,
    ),
  )
}
