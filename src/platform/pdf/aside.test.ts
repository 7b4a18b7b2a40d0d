// A paper is drawn beside the program, whatever text it holds: nobody else waits for it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { textOfPdf } from '#test/pdf.ts'
import { drawPaper } from './aside.ts'
import type { Paper } from './document.ts'
import { readable } from './text.ts'

const paper = (text: string): Paper => ({
  title: 'Votre demande est enregistrée',
  author: 'Ville d’essai',
  foot: 'Demande 2026-00042',
  at: new Date('2026-11-23T13:38:00Z'),
  parts: [{ kind: 'facts', rows: [['Récit', text]] }],
})

/** How many turns the loop of events makes meanwhile. */
async function turnsDuring(work: Promise<unknown>): Promise<number> {
  let turns = 0
  let isOver = false
  const turn = () => {
    turns += 1
    if (!isOver) setImmediate(turn)
  }
  setImmediate(turn)
  await work.finally(() => {
    isOver = true
  })
  return turns
}

test('a long paper holds nobody while it is drawn', async () => {
  await drawPaper(paper('Une première fois, pour charger ce qu’il faut.'))
  const turns = await turnsDuring(drawPaper(paper('W'.repeat(4000))))
  // Drawn in the program itself: two.
  assert.ok(turns > 100, `${turns} turns`)
  const { pages } = textOfPdf(await drawPaper(paper('Un récit.')))
  assert.match(pages.join(), /Un récit\./)
})

test('too many at once are told to come back, and the others have theirs', async () => {
  const asked = await Promise.allSettled(Array.from({ length: 20 }, () => drawPaper(paper('Un récit.'))))
  assert.equal(asked.filter(({ status }) => status === 'fulfilled').length, 16)
  assert.ok(asked.every((one) => one.status === 'fulfilled' || one.reason.status === 503))
})

test('what cannot be sent to the thread harms no other paper', async () => {
  await assert.rejects(drawPaper({ ...paper(''), parts: null as never }))
  assert.ok((await drawPaper(paper('Un récit.'))).length > 1000)
})

test('a word without end is cut into pieces, the others stay whole', () => {
  assert.equal(readable('W'.repeat(130)), `${'W'.repeat(60)} ${'W'.repeat(60)} ${'W'.repeat(10)}`)
  assert.equal(readable('W'.repeat(60)), 'W'.repeat(60))
  assert.equal(readable(`${'-'.repeat(61)}\nun mot`), `${'-'.repeat(60)} -\nun mot`)
})
