// The last year, replayed under a draft: counted by the system, read by each by their own right, stale as soon as the draft changes.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { type Command, drafts, edit, giveUp, holdDraft } from '#definitions'
import { type Answers, FORM, type FormDefinition } from '#forms'
import { type Actor, system } from '#platform/actor.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { draftRead } from '#test/drafts.ts'
import { replayOne, withoutValues } from '../replayed/judge.ts'
import { NOTHING, tallied } from '../replayed/tally.ts'
import { toldOf } from '../replayed/told.ts'

const POTHOLE = { kind: FORM, id: 'nid-de-poule' }
const HERE = '/administration/formulaires/nid-de-poule'
const said = (body: string) =>
  body
    .slice(body.indexOf('<main'))
    .replace(/<[^>]+>/g, ' ')
    .replace(/&nbsp;|[\u00a0\u202f]/g, ' ')
    .replace(/\s+/g, ' ')

const form = (...fields: object[]): FormDefinition =>
  ({ id: 'f', title: 'F', pages: [{ id: 'p', title: 'P', fields }] }) as unknown as FormDefinition
const text = (id: string, more: object = {}) => ({ id, type: 'short-text', label: id, ...more })
const judges = { today: '2026-11-23', area: () => undefined }
const routes = () => 'ici'
const replayed = (old: FormDefinition, next: FormDefinition, answers: Answers, isEntered = false) =>
  replayOne({ old, next, judges, routes }, { answers, category: 'c', isEntered }).map(
    ({ what, at, sentence }) => [what, at, sentence.replaceAll('\u00a0', ' ')],
  )

describe('one request', () => {
  test('is told refused only for what the new version brings, and never a value', () => {
    const old = form(text('a'), text('b', { optional: true }), text('c', { optional: true }))
    const next = form(text('a', { maxLength: 4 }), text('b'), text('c', { optional: true }))
    const [[what, at, sentence] = [], ...others] = replayed(old, next, { a: 'Lucette' })
    assert.deepEqual([what, at], ['refused', 'a'])
    assert.match(sentence ?? '', /compte 3 caractères de trop.*4 au plus/)
    assert.deepEqual(
      others.map((one) => one.slice(0, 2)),
      [['refused', 'b']],
    )
    assert.deepEqual(replayed(old, old, { a: 'Lucette' }), [])
    // It was wrong already: nothing that the draft does.
    assert.deepEqual(replayed(next, next, { a: 'Lucette' }), [])
  })

  test('is told what is no longer asked and what is asked besides, also when it is a question of before', () => {
    const size = {
      ...{ id: 'size', type: 'single-choice', label: 'Taille' },
      choices: ['s', 'l'].map((value) => ({ value, label: value })),
    }
    const showIf = { op: 'is', of: 'size', value: 'l' }
    const old = form(size, text('always', { optional: true }), text('large', { showIf }), text('gone'))
    const next = form(size, text('always', { showIf, optional: true }), text('large'), text('new'))
    assert.deepEqual(replayed(old, next, { size: 's', always: 'x', gone: 'y' }), [
      ['asked', 'large', ''],
      ['asked', 'new', ''],
      ['dropped', 'always', ''],
      ['dropped', 'gone', ''],
    ])
    const sorts = replayed(form(text('a')), form({ id: 'a', type: 'date', label: 'a' }), { a: 'demain' })
    assert.deepEqual(
      sorts.map(([what, at, sentence]) => [what, at, sentence?.slice(0, 28)]),
      [['refused', 'a', 'La question change de sorte ']],
    )
  })

  test('entered at a desk may lack how to reach somebody', () => {
    const name = (more = {}) => text('name', { role: 'contactName', ...more })
    const [old, next] = [form(name({ optional: true })), form(name())]
    assert.deepEqual(replayed(old, next, {}, true), [])
    assert.equal(replayed(old, next, {}).length, 1)
  })

  test('what was typed is not in the sentence, unless the question says it', () => {
    const field = { id: 'a', type: 'commune', label: 'a' }
    const mask = (sentence: string, typed: string, more = {}) =>
      withoutValues(sentence, { ...field, ...more }, { a: { '': typed } })
    assert.equal(mask('« Lyons » n’est pas une commune.', 'Lyons'), '« … » n’est pas une commune.')
    assert.equal(mask('Il y en a 3, 3 au plus.', '3'), 'Il y en a …, … au plus.')
    assert.equal(mask('Il y en a 3.', '3', { hint: '3 au plus' }), 'Il y en a 3.')
    assert.equal(mask('un jardin', 'un jar'), 'un jardin')
  })
})

test('a tally is bounded, and few requests are told to whoever may read them all', () => {
  const of = (at: string, sentence: string) => ({ what: 'refused' as const, at, sentence })
  let tally = NOTHING
  for (let id = 1; id <= 1000; id += 1) tally = tallied(tally, id, [of('a', `phrase ${'x'.repeat(id)}`)])
  assert.equal(tally.counts.refused, 1000)
  assert.ok(tally.found.length <= 301)
  assert.equal(
    tally.found.reduce((sum, { count }) => sum + count, 0),
    1000,
  )
  assert.ok(tally.found.every(({ ids }) => ids.length <= 20))
  let alike = NOTHING
  for (const [id, over] of [12, 4, 12].entries())
    alike = tallied(alike, id, [of('a', `${over} de trop, 4 au plus`)])
  assert.deepEqual(
    alike.found.map(({ sentence, count }) => [sentence, count]),
    [['… de trop, 4 au plus', 3]],
  )
  let few = NOTHING
  for (let id = 1; id <= 9; id += 1) few = tallied(few, id, [of('a', id <= 7 ? 'souvent' : 'rarement')])
  const told = (...readable: number[]) => toldOf(few, new Map(readable.map((id) => [id, `R${id}`])))[0]
  assert.deepEqual(told()?.found, [
    { at: 'a', sentence: 'souvent', count: 7, refs: [] },
    { at: 'a', sentence: null, count: null, refs: [] },
  ])
  // Nine less seven would tell the two.
  assert.deepEqual([told()?.count, told()?.isAbout], [5, true])
  assert.deepEqual(told(8)?.found[1], { at: 'a', sentence: null, count: null, refs: ['R8'] })
  assert.deepEqual(told(8, 9)?.found[1], { at: 'a', sentence: 'rarement', count: 2, refs: ['R8', 'R9'] })
})

describe('the last year', () => {
  let parvis: TestApp
  let odile: TestBrowser
  let editor: Actor
  const refs: string[] = []
  before(async () => {
    parvis = await createTestApp()
    odile = await parvis.signedInAs('admin@parvis.example')
    editor = await parvis.actor('admin@parvis.example')
    for (let made = 0; made < 6; made += 1) refs.push((await parvis.makeRequest()).ref)
    refs.push((await parvis.makeRequest({ placeKind: 'park' })).ref)
  })
  after(() => parvis.close())

  const write = (...commands: Command[]) =>
    parvis.db.write(editor, async (tx) => {
      await holdDraft(tx, POTHOLE)
      await edit(tx, POTHOLE, commands)
    })
  const field = (page: string, id: string, name: string) => ['pages', page, 'fields', id, name]
  const replay = async () => {
    const { headers } = await odile.post(`${HERE}/rejeu`, {})
    await parvis.runJobs()
    return String(headers.location)
  }
  const read = async (at = `${HERE}/rejeu`) => said((await odile.get(at)).body)

  test('is counted by what would become of requests; few are hidden; no value and no reference is shown', async () => {
    assert.match(await read(), /rien à rejouer/)
    await write(
      {
        do: 'set',
        at: field('problem', 'size', 'choices'),
        to: [
          { value: 'huge', label: 'Très grand' },
          { value: 'tiny', label: 'Très petit' },
        ],
      },
      { do: 'remove', at: ['pages', 'place', 'fields', 'lane'] },
      {
        do: 'add',
        at: ['pages', 'problem', 'fields'],
        item: { id: 'depth', type: 'short-text', label: 'Sa profondeur' },
      },
    )
    assert.match(
      await read(`${HERE}/publier`),
      /Rejeu de la dernière année Pas encore fait .*Rejouer l’année/,
    )
    const run = await replay()
    assert.match(run, /^\/agents\/travaux\/\d+$/)
    assert.match(await read(run), /7 demandes rejouées.*L’année est rejouée/)
    const page = await read()
    assert.match(page, /7 demandes rejouées, le /)
    assert.match(page, /Ce qui serait refusé 7 demandes seraient refusées \d+\. Quelle est la taille du trou/)
    assert.match(
      page,
      /Ce qui ne serait plus demandé 6 demandes perdraient une réponse « Où est le trou dans la rue \? » retirée 6 demandes/,
    )
    assert.match(
      page,
      /Ce qui serait demandé en plus 7 demandes auraient une question de plus \d+\. Sa profondeur/,
    )
    assert.doesNotMatch(page, /Ce qui irait ailleurs/)
    for (const ref of refs) assert.ok(!page.includes(ref), ref)
    assert.match(await read(`${HERE}/publier`), /À jour .*7 demandes seraient refusées .*Lire le rejeu/)
  })

  test('is stale as soon as the draft changes, and a replay that goes on then stops', async () => {
    await write({ do: 'set', at: ['title'], to: 'Un trou' })
    assert.match(await read(), /Le brouillon a changé depuis ce rejeu/)
    assert.match(await read(`${HERE}/publier`), /À refaire/)
    await odile.post(`${HERE}/rejeu`, {})
    await write({ do: 'set', at: ['title'], to: 'Un grand trou' })
    await parvis.runJobs()
    assert.match(await read(), /Le brouillon a changé depuis ce rejeu/)
    await replay()
    assert.match(await read(), /7 demandes rejouées, le /)
  })

  test('says where requests would go when the kind of place is not asked the same way, and few are hidden', async () => {
    await parvis.db.write(editor, (tx) => giveUp(tx, POTHOLE))
    const row = await parvis.db.read(system, (tx) =>
      sql`select 1 from studio.replay where id = 'nid-de-poule' and version = 0`.execute(tx.q),
    )
    assert.equal(row.rows.length, 0, 'it goes with the draft')
    await write({ do: 'remove', at: field('place', 'place_kind', 'role') })
    await replay()
    const page = await read()
    assert.match(
      page,
      /Ce qui irait ailleurs Moins de 5 demandes iraient à un autre service moins de 5 demandes/,
    )
  })

  test('who may read the requests finds them; what is replayed is nobody’s to write', async () => {
    const ground = await parvis.actor('voirie@parvis.example')
    const both: Actor = { ...editor, memberships: [...editor.memberships, ...ground.memberships] }
    const { readReplay } = await import('../replayed/read.ts')
    const { readForm } = await import('../written/read.ts')
    const mine = await parvis.db.read(both, async (tx) => readReplay(tx, await readForm(tx, POTHOLE.id)))
    assert.deepEqual(
      mine.told.map(({ what }) => what),
      ['moved'],
    )
    await assert.rejects(
      parvis.db.write(editor, (tx) => sql`update studio.replay set done = 0`.execute(tx.q)),
      /permission denied/,
    )
    const agent = await parvis.db.read(ground, (tx) => sql`select 1 from studio.replay`.execute(tx.q))
    assert.equal(agent.rows.length, 0)
    const { version } = await draftRead(odile, `${HERE}/publier`)
    assert.equal((await odile.post(`${HERE}/publier`, { version })).statusCode, 303, 'it forces nothing')
    assert.equal(
      (await parvis.db.read(editor, drafts)).some(({ id }) => id === POTHOLE.id),
      false,
    )
  })
})
