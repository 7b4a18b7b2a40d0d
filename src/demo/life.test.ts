// What the demonstration tells does not contradict itself.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { onceVisited, visitSaid } from './life.ts'
import { readStories } from './story.ts'

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
  const { handOvers } = await readStories(join(import.meta.dirname, '../../definitions/demo/stories.json'))
  for (const text of handOvers.toMetropolis) assert.doesNotMatch(text, /jardin|\bparc\b|école|cimetière/)
  for (const text of [...handOvers.toCommune, ...handOvers.toMetropolis])
    assert.doesNotMatch(text, /limite de la commune/, 'it goes to the commune of the place, or from it')
})

test('nobody at the desk speaks of a picture or of a paper that most requests have not', async () => {
  const { handOvers, services } = await readStories(
    join(import.meta.dirname, '../../definitions/demo/stories.json'),
  )
  const texts = Object.values(services).flatMap(({ replies, closings, questions }) => [
    ...replies,
    ...closings,
    ...questions.map(([question]) => question),
  ])
  for (const text of [...handOvers.toCommune, ...handOvers.toMetropolis, ...texts])
    assert.doesNotMatch(text, /(?:la|votre|une) photo (?:montre|au dossier)|(?:ajoutée|jointe) est/i)
})
