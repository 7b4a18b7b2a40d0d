// What the demonstration tells does not contradict itself.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { anonymous, system } from '#platform/actor.ts'
import { openDatabase } from '#platform/db/db.ts'
import { createTestApp, type TestApp } from '#test/app.ts'
import { requestById } from '#test/requests.ts'
import { territory } from '#territory'
import { liveStory, onceVisited, visitSaid } from './life.ts'
import { signAgreements } from './partners/agreements.ts'
import { readStories } from './story.ts'

const storiesTold = () => readStories(join(import.meta.dirname, '../../definitions/demo/stories.json'))

test('a visit is told with the day that it is planned on, and no other', () => {
  assert.match(visitSaid('2026-12-03'), /passe le jeudi 3\sdécembre 2026\./)
})

test('a request is not closed before the visit that was planned', () => {
  const now = Date.parse('2026-11-27T08:00:00Z')
  assert.equal(onceVisited(null, now), now)
  assert.equal(onceVisited('2026-11-26', now), now)
  assert.equal(new Date(onceVisited('2026-12-01', now)).toISOString(), '2026-12-01T11:00:00.000Z')
})

test('a reason to hand over is true of whoever receives it: no garden goes to the metropolis', async () => {
  const { handOvers } = await storiesTold()
  for (const text of handOvers.toMetropolis) assert.doesNotMatch(text, /jardin|\bparc\b|école|cimetière/)
  for (const text of [...handOvers.toCommune, ...handOvers.toMetropolis])
    assert.doesNotMatch(text, /limite de la commune/, 'it goes to the commune of the place, or from it')
})

test('nobody at the desk speaks of a picture or of a paper that most requests have not', async () => {
  const { handOvers, services } = await storiesTold()
  const texts = Object.values(services).flatMap(({ replies, closings, questions }) => [
    ...replies,
    ...closings,
    ...questions.map(([question]) => question),
  ])
  for (const text of [...handOvers.toCommune, ...handOvers.toMetropolis, ...texts])
    assert.doesNotMatch(text, /(?:la|votre|une) photo (?:montre|au dossier)|(?:ajoutée|jointe) est/i)
})

describe('a town hall that took the restricted offer', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp()
    await parvis.db.write(system, signAgreements)
  })
  after(() => parvis.close())

  test('answers what it was asked, by its link: nobody of the demonstration waits for months', async () => {
    const { id, ref } = await parvis.makeRequest({ service: 'eclairage-public-en-panne', commune: '69266' })
    const request = await parvis.db.read(system, (tx) => requestById(tx, id))
    assert.ok(request)
    const place = await parvis.db.read(system, territory)
    const live = {
      ...{ ref, id, slug: request.serviceSlug, at: request.receivedAt, unitId: request.unitId },
      ...{ authorityId: request.authorityId, seed: 7, resident: { ...anonymous(), codes: [id] } },
    }
    parvis.advance({ days: 60 })
    // As the demonstration is told: only the system says when things happened.
    const url = parvis.systemUrl
    const db = openDatabase({ web: url, system: url }, parvis.now, { effects: parvis.house.effects }, 2)
    const nobody = { inUnit: () => [], byEmail: () => system }
    await liveStory(db, await storiesTold(), place, nobody, live, parvis.now()).finally(() => db.close())
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{ name: string }>`select distinct author_label as name from threads.message
        where subject_id = ${id} and author_label ~ 'par lien'`.execute(tx.q),
    )
    assert.equal((await parvis.db.read(system, (tx) => requestById(tx, id)))?.stateKind, 'done')
    assert.match(rows[0]?.name ?? '', /^Ville de Villeurbanne, par lien \(\S+ \S+/)
  })
})
