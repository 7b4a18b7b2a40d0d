// What the demonstration tells does not contradict itself.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { visitSaid } from './life.ts'
import { readStories } from './story.ts'

test('a visit is told with the day that it is planned on, and no other', () => {
  assert.match(visitSaid('2026-12-03'), /passe le jeudi 3\sdécembre 2026\./)
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
  for (const text of [...handOvers, ...texts])
    assert.doesNotMatch(text, /(?:la|votre|une) photo (?:montre|au dossier)|(?:ajoutée|jointe) est/i)
})
